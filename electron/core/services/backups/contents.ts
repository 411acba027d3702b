import type { BackupContents } from '../../../contract/backups'
import type { CopyFacts } from '../../store/copies'

/** What an operator is told of a copy. */
export function contentsOf({ rootId: _root, ...contents }: CopyFacts): BackupContents {
  return contents
}
