import { type FileHandle, open } from 'node:fs/promises'

/** Has the log of a store written to the disk, beside other work. */
export interface LogOnDisk {
  /** Resolves once all that is in the log by now is on the disk. Throws what the system says where it cannot be. */
  reached(): Promise<void>
  close(): Promise<void>
}

/** `file`: of the store; its log is there while it is open. */
export function logOnDisk(file: string): LogOnDisk {
  let opening: Promise<FileHandle> | null = null
  return {
    async reached() {
      opening ??= open(`${file}-wal`, 'r+')
      const handle = await opening.catch((error: unknown) => {
        opening = null
        throw error
      })
      await handle.datasync()
    },
    async close() {
      const handle = await opening?.catch(() => null)
      opening = null
      await handle?.close()
    },
  }
}
