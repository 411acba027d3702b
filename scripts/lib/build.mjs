// The build, made when a source has changed since the last one.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './project.mjs'
import { say, SetupError, tool } from './run.mjs'

const inputs = [
  'electron',
  'src',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
]
const stampFile = inRoot('out', '.built-from')

function* filesUnder(path) {
  if (!existsSync(path)) return
  const stats = statSync(path)
  if (!stats.isDirectory()) {
    yield `${path}|${stats.size}|${stats.mtimeMs}`
    return
  }
  for (const name of readdirSync(path).toSorted()) yield* filesUnder(join(path, name))
}

/** Names, sizes and times of all sources: also sees that one was removed or replaced by an older one. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const input of inputs) for (const line of filesUnder(inRoot(input))) hash.update(`${line}\n`)
  return hash.digest('hex')
}

/** Builds out/ if it is not up to date. Throws SetupError. */
export async function ensureBuild() {
  const now = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now) return
  say('Building …')
  const { code, stdout, stderr } = await tool('electron-vite', ['build', '--logLevel', 'warn'], { output: 'capture' })
  if (code !== 0) throw new SetupError(`The build failed:\n${stdout}${stderr}`, 'put right what is named above.')
  writeFileSync(stampFile, now)
}
