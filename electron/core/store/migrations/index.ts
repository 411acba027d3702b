import type { Kysely } from 'kysely'
import { foundation } from './0001-foundation'
import { directory } from './0002-directory'
import { delivery } from './0003-delivery'
import { paper } from './0004-paper'
import { journal } from './0005-journal'
import { renewals } from './0006-renewals'
import { plannedBatches } from './0007-planned-batches'
import { backupDays } from './0008-backup-days'
import { messagesOfSomebody } from './0009-messages-of-somebody'
import { timesOfInvitations } from './0010-times-of-invitations'

/** One step of the schema. Append-only: a migration that has been released is never edited. */
export interface Migration {
  /** Counts from 1; the file keeps the number of the last one applied in PRAGMA user_version. */
  readonly version: number
  readonly name: string
  up(database: Kysely<unknown>): Promise<void>
}

/** A static list, because bundlers cannot follow a folder. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'foundation', up: foundation.up },
  { version: 2, name: 'directory', up: directory.up },
  { version: 3, name: 'delivery', up: delivery.up },
  { version: 4, name: 'paper', up: paper.up },
  { version: 5, name: 'journal', up: journal.up },
  { version: 6, name: 'renewals', up: renewals.up },
  { version: 7, name: 'planned-batches', up: plannedBatches.up },
  { version: 8, name: 'backup-days', up: backupDays.up },
  { version: 9, name: 'messages-of-somebody', up: messagesOfSomebody.up },
  { version: 10, name: 'times-of-invitations', up: timesOfInvitations.up },
]
