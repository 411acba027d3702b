// The official Electron, fetched by its own installer into node_modules/electron/dist.
import { existsSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir, inRoot, projectEnv, projectNode, readJson } from './project.mjs'
import { lastLines, run, say } from './run.mjs'

const hour = 3_600_000
const retryAfter = 24 * hour

const packageDir = inRoot('node_modules', 'electron')

/** The version package.json pins. */
export const pinnedVersion = () => readJson(join(packageDir, 'package.json')).version

/** The installed official runtime, or null. */
function installed() {
  const pathFile = join(packageDir, 'path.txt')
  if (!existsSync(pathFile)) return null
  const dist = join(packageDir, 'dist')
  const executable = join(dist, readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? { dist, executable } : null
}

/**
 * Makes the official Electron available, or returns null with `reason` said on the console.
 * With `fallbackExists`, a download that failed less than a day ago is not tried again: nobody should wait at every start.
 */
export async function officialElectron({ fallbackExists }) {
  const version = pinnedVersion()
  const found = installed()
  if (found) return { ...found, version, source: 'official', cached: true }

  const marker = join(cacheDir(), `electron-${version}.unreachable`)
  if (fallbackExists && existsSync(marker)) {
    const age = Date.now() - statSync(marker).mtimeMs
    if (age >= 0 && age < retryAfter) return null
  }

  say(`Fetching the official Electron ${version} …`)
  const env = projectEnv({ electron_config_cache: join(cacheDir(), 'electron-downloads') })
  // With this variable Electron's installer believes that it is installed already.
  delete env.ELECTRON_OVERRIDE_DIST_PATH
  const result = await run(projectNode(), [join(packageDir, 'install.js')], {
    env,
    output: 'capture',
    timeout: fallbackExists ? 4 * 60_000 : 20 * 60_000,
  })
  const fetched = result.code === 0 ? installed() : null
  if (fetched) {
    rmSync(marker, { force: true })
    return { ...fetched, version, source: 'official', cached: false }
  }
  const reason = result.timedOut ? 'it took too long' : lastLines(result.stderr, 40).split('\n')[0]
  if (fallbackExists) {
    mkdirSync(dirname(marker), { recursive: true })
    writeFileSync(marker, `${new Date().toISOString()} ${reason}\n`)
    say(
      `The official Electron cannot be fetched here (${reason}). It is tried again after a day, or once ${marker} is deleted.`,
    )
  } else {
    say(`The official Electron cannot be fetched here (${reason}).`)
  }
  return null
}
