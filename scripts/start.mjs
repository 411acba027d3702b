// npm start: sets up what is missing, builds what has changed, opens the app. Arguments go on to it (npm start -- --sample).
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay } from './lib/display.mjs'
import { appEnv, attach, runtimeFlags } from './lib/launch.mjs'
import { main } from './lib/main.mjs'
import { root } from './lib/project.mjs'
import { ensureSystem } from './lib/system-packages.mjs'
import { prepareRuntime } from './runtime.mjs'

await main(async () => {
  if (!hasDisplay()) {
    await ensureSystem({ needed: ['xvfb-run', 'xauth'] })
    console.error('There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.')
    console.error('To run Usher on a virtual one:  xvfb-run -a npm start')
    return 1
  }
  await ensureDependencies()
  const runtime = await prepareRuntime()
  await ensureBuild()
  return attach(runtime.executable, [...runtimeFlags(), root, ...process.argv.slice(2)], appEnv(runtime))
})
