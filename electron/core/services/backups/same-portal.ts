import { Refusal } from '../../domain/refusal'
import type { CopyFacts } from '../../store/copies'
import type { Reader } from '../../store/store'

/** Throws BACKUP_OF_ANOTHER_PORTAL: its links and secrets would fit nothing here. */
export async function demandSamePortal(reader: Reader, { rootId }: CopyFacts): Promise<void> {
  const root = await reader.selectFrom('department').select('id').where('parent_id', 'is', null).executeTakeFirst()
  if (root?.id !== rootId) throw new Refusal('BACKUP_OF_ANOTHER_PORTAL')
}
