// npm run package: a program for this system in dist/. Arguments go on to electron-builder (npm run package -- --linux dir).
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { main } from './lib/main.mjs'
import { say, tool } from './lib/run.mjs'
import { prepareRuntime } from './runtime.mjs'

await main(async () => {
  await ensureDependencies()
  const runtime = await prepareRuntime()
  await ensureBuild()
  const args = process.argv.slice(2)
  if (runtime.source === 'official') return (await tool('electron-builder', args)).code

  say("Packaged with the registry's runtime: good for trying out on this machine, not for release.")
  if (runtime.sqliteAddon) say(`Start it with USHER_SQLITE_ADDON=${runtime.sqliteAddon}`)
  const place = await mkdtemp(join(tmpdir(), 'usher-package-'))
  try {
    const dist = join(place, 'electron')
    await cp(runtime.dist, dist, { recursive: true })
    // The default app would be copied along.
    await rm(join(dist, 'resources', 'app'), { recursive: true })
    const own = [`-c.electronDist=${dist}`, `-c.electronVersion=${runtime.version}`]
    return (await tool('electron-builder', args.length > 0 ? [...args, ...own] : ['--linux', 'dir', ...own])).code
  } finally {
    await rm(place, { recursive: true, force: true })
  }
})
