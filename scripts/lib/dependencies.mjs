// The npm packages, installed from the lock when they are missing or belong to an older lock.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { inRoot } from './project.mjs'
import { npm, say, SetupError } from './run.mjs'

const lockFile = inRoot('package-lock.json')
const stampFile = inRoot('node_modules', '.usher-lock')

const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex')

function upToDate() {
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockHash()
  // Somebody ran npm by hand: npm writes its own copy of the lock last.
  const own = inRoot('node_modules', '.package-lock.json')
  return existsSync(own) && statSync(own).mtimeMs >= statSync(lockFile).mtimeMs
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const pinnedFits = process.platform === 'linux' && process.arch === 'x64'
  if (pinnedFits ? major >= 20 : major > 22 || (major === 22 && minor >= 18)) return
  throw new SetupError(
    `Node ${process.versions.node} is too old for this project.`,
    'install Node 24 (https://nodejs.org) and run the command again.',
  )
}

/** Installs what package-lock.json names, if that is not there yet. Throws SetupError. */
export async function ensureDependencies() {
  checkNode()
  if (!upToDate()) {
    say('Installing the npm packages (npm ci) …')
    const { code } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel', 'error'])
    if (code !== 0) {
      throw new SetupError(
        'npm ci failed; npm says why above.',
        'see that the npm registry is reachable (npm ping) and run the command again.',
      )
    }
  }
  writeFileSync(stampFile, lockHash())
}
