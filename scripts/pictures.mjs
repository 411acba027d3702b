// npm run pictures: takes the pictures of docs/pictures again, from the sample company in the real app.
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { appEnv } from './lib/launch.mjs'
import { main } from './lib/main.mjs'
import { inRoot } from './lib/project.mjs'
import { tool } from './lib/run.mjs'
import { ensureSystem } from './lib/system-packages.mjs'
import { virtualDisplay } from './lib/display.mjs'
import { prepareRuntime } from './runtime.mjs'

await main(async () => {
  await ensureDependencies()
  await ensureBuild()
  const runtime = await prepareRuntime()
  // A screen of its own, where there can be one: pictures then look the same on every desk.
  const own = process.platform === 'linux'
  await ensureSystem({ needed: ['chromium', ...(own ? ['Xvfb', 'xauth'] : [])] })
  const screen = own ? await virtualDisplay() : null
  try {
    const env = { ...appEnv(runtime), ...(screen ? { DISPLAY: screen.display } : {}) }
    const config = inRoot('tests', 'e2e', 'pictures', 'playwright.config.ts')
    const { code } = await tool('playwright', ['test', '-c', config, ...process.argv.slice(2)], { env })
    return code
  } finally {
    screen?.stop()
  }
})
