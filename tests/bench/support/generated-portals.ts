import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { openStore } from '../../../electron/core/store/open-store'
import type { Store } from '../../../electron/core/store/store'
import type { BenchContext } from './benchmark'
import { generatePortal } from './portal-generator'

export const SIZES = [10_000, 100_000, 1_000_000] as const

/** A generated portal opened twice: as the console opens it, and bare. */
export interface OpenedPortal {
  readonly people: number
  readonly store: Store
  readonly bare: Connection.Database
  close(): Promise<void>
}

/** Opens the portal of this size, made once a run and kept in the run's folder. */
export async function openGenerated(context: BenchContext, people: number): Promise<OpenedPortal> {
  const folder = join(context.folder, String(people))
  const file = join(folder, 'usher.db')
  if (!existsSync(file)) {
    context.say(`making a portal of ${people} people`)
    mkdirSync(folder, { recursive: true })
    await generatePortal(file, { people, departments: people / 100, seed: 7 })
  }
  const store = await openStore({ file, backupFolder: join(folder, 'backups'), clock: { now: () => Date.now() } })
  const bare = new Connection(file)
  // As the store sets its own connection for reading.
  bare.pragma('cache_size = -16000')
  bare.pragma('query_only = ON')
  return {
    people,
    store,
    bare,
    async close() {
      bare.close()
      await store.close()
    },
  }
}
