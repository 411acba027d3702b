import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The Node-API version that the addon of the better-sqlite3 package needs; older runtimes crash on it. */
const NEEDED = 10

/** Where a package for an older runtime carries the addon, beside its app.asar. */
const PACKAGED = 'better_sqlite3.node'

/**
 * The SQLite addon compiled for a runtime older than the package's own suits, or null where that one will do:
 * the path in USHER_SQLITE_ADDON, else the one that a packaged app carries. Throws where the runtime needs one and has none.
 */
export function sqliteAddon(): string | null {
  if (Number(process.versions['napi']) >= NEEDED) return null
  const packaged = process.resourcesPath ? join(process.resourcesPath, PACKAGED) : null
  const candidates = [process.env['USHER_SQLITE_ADDON'], packaged].filter((path) => path !== null && path !== undefined)
  const found = candidates.find((path) => path !== '' && existsSync(path))
  if (!found) throw new Error('This runtime needs its own SQLite addon: set USHER_SQLITE_ADDON to its path.')
  return found
}
