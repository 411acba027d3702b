import { spawn } from 'node:child_process'
import { once } from 'node:events'
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
