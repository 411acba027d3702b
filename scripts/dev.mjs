// npm run dev: the app with its window served by Vite, so that a change shows at once.
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay } from './lib/display.mjs'
import { appEnv, attach } from './lib/launch.mjs'
import { main } from './lib/main.mjs'
import { inRoot, isRootOnLinux, projectNode } from './lib/project.mjs'
import { SetupError } from './lib/run.mjs'
import { prepareRuntime } from './runtime.mjs'

await main(async () => {
  if (!hasDisplay()) throw new SetupError('There is no display here.', 'run  xvfb-run -a npm run dev')
  await ensureDependencies()
  const runtime = await prepareRuntime()
  const env = { ...appEnv(runtime), ...(isRootOnLinux() ? { NO_SANDBOX: '1' } : {}) }
  const cli = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return attach(projectNode(), [cli, 'dev', '--watch', '--', ...process.argv.slice(2)], env)
})
