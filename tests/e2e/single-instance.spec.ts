import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type RunningApp, test } from './support/app'

/** Starts the same program once more with the given data and waits until it has ended by itself. */
async function startAgain(app: RunningApp, dataDir: string): Promise<number | null> {
  const { spawnfile, spawnargs } = app.electron.process()
  const args = spawnargs.slice(1).filter((each) => !/^--(inspect|remote-debugging)/.test(each))
  const second = spawn(spawnfile, args, { env: { ...process.env, USHER_DATA_DIR: dataDir }, stdio: 'ignore' })
  const [code] = (await once(second, 'exit')) as [number | null]
  return code
}

test('two starts with the same data give one window, which comes to the front', async ({ app }) => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  expect(await startAgain(app, app.dataDir)).toBe(0)
  const windows = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isVisible()),
  )
  expect(windows).toEqual([true])
})

test('who starts the program while it is closing gets no window of what is being closed, but the program anew', async ({
  app,
}) => {
  const noted = join(app.dataDir, 'noted.json')
  const ended = once(app.electron.process(), 'exit')
  await app.electron.evaluate(({ app: program, BrowserWindow }, file) => {
    let windows = -1
    program.once('will-quit', () => {
      program.emit('second-instance')
      windows = BrowserWindow.getAllWindows().length
    })
    program.relaunch = () =>
      process.getBuiltinModule('node:fs').writeFileSync(file, JSON.stringify({ anew: true, windows }))
    BrowserWindow.getAllWindows()[0]?.close()
  }, noted)
  await ended
  expect(JSON.parse(await readFile(noted, 'utf8'))).toEqual({ anew: true, windows: 0 })
})

const isVisible = (app: RunningApp) =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
const sizeOf = (app: RunningApp) =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize())

test('the window comes back in the size it was left in', async ({ launch }) => {
  const first = await launch()
  // Shown first, and resized in the system's own time.
  await expect.poll(() => isVisible(first)).toBe(true)
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1000, 700))
  await expect.poll(() => sizeOf(first)).toEqual([1000, 700])
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await first.close()
  const second = await launch()
  expect(await sizeOf(second)).toEqual([1000, 700])
})
