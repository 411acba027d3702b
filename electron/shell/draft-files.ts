import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How long the mail app has to read a file, in milliseconds. */
const KEPT = 60 * 60_000

/** Unsent messages as files (M3). They hold personal links: nobody else may read them, and they do not stay. */
export interface DraftFiles {
  /** Writes a file and tells its path. */
  write(message: Uint8Array): Promise<string>
  /** Takes every file away. */
  clear(): Promise<void>
}

export function createDraftFiles(dataFolder: string): DraftFiles {
  const folder = join(dataFolder, 'drafts')
  return {
    async write(message) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${randomBytes(8).toString('hex')}.eml`)
      await writeFile(path, message, { mode: 0o600, flag: 'wx' })
      setTimeout(() => void rm(path, { force: true }).catch(() => {}), KEPT).unref()
      return path
    },
    clear: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}
