// npm run bench: measures the built app against baselines in the same run; prints a table and writes JSON.
// `npm run bench -- P6 --rounds 9` chooses benchmarks and how often each side runs.
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay, virtualDisplay } from './lib/display.mjs'
import { appEnv } from './lib/launch.mjs'
import { main } from './lib/main.mjs'
import { inRoot, projectNode } from './lib/project.mjs'
import { run } from './lib/run.mjs'
import { ensureSystem } from './lib/system-packages.mjs'
import { prepareRuntime } from './runtime.mjs'

await main(async () => {
  await ensureDependencies()
  const runtime = await prepareRuntime()
  await ensureBuild()
  const ownDisplay = !hasDisplay()
  if (ownDisplay) await ensureSystem({ needed: ['Xvfb', 'xauth'] })
  const screen = ownDisplay ? await virtualDisplay() : null
  try {
    const env = { ...appEnv(runtime), ...(screen ? { DISPLAY: screen.display } : {}) }
    return (await run(projectNode(), [inRoot('scripts', 'lib', 'bench-runner.mjs'), ...process.argv.slice(2)], { env }))
      .code
  } finally {
    screen?.stop()
  }
})
