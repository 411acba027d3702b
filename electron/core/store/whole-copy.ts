import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type Connection from 'better-sqlite3'

/**
 * Writes a consistent copy of an open file, page by page between other work; it appears under its name only once it is
 * whole. Makes the folder where there is none. Throws what SQLite and the system throw; nothing is left behind then.
 */
export async function copyWhole(connection: Connection.Database, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const unfinished = `${path}.unfinished`
  try {
    await connection.backup(unfinished)
    renameSync(unfinished, path)
  } finally {
    rmSync(unfinished, { force: true })
  }
}
