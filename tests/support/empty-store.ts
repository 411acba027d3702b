import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../electron/core/store/open-store'

declare module 'vitest' {
  interface ProvidedContext {
    /** A store with all its tables and nothing in them, closed: to be copied, as making one takes ten times as long. */
    emptyStore: string
  }
}

/** Before all tests of the project. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-empty-'))
  const file = join(folder, 'portal.usher')
  const store = await openStore({ file, backupFolder: join(folder, 'backups'), clock: { now: () => Date.now() } })
  await store.close()
  project.provide('emptyStore', file)
  return () => rmSync(folder, { recursive: true, force: true })
}
