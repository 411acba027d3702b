import { existsSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, type RunningApp, test } from './support/app'
import { administrator, setUpPortal } from './support/console'

/** Waits until the program has ended by itself and returns its exit code; null after a signal. */
async function exitOf(app: RunningApp): Promise<number | null> {
  const running = app.electron.process()
  if (running.exitCode === null && running.signalCode === null) await once(running, 'exit')
  return running.exitCode
}

/** Everything was closed in order: said in the log, nothing left beside the store, nothing broken on the way. */
function expectClosed(app: RunningApp, portalFolder: string): void {
  const log = readFileSync(join(app.dataDir, 'logs', 'usher.log'), 'utf8')
    .trim()
    .split('\n')
  expect(log.at(-1)).toMatch(/ info closed$/)
  expect(log.filter((line) => line.includes(' error '))).toEqual([])
  expect(app.output()).not.toContain('FATAL')
  const left = ['usher.db-wal', 'usher.db-shm'].filter((name) => existsSync(join(app.dataDir, portalFolder, name)))
  expect(left).toEqual([])
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends the program in order, and it starts again`, async ({ launch }) => {
    const app = await launch({ args: ['--sample'] })
    await expect(app.page.getByRole('heading', { name: 'Overview' })).toBeVisible()
    process.kill(app.pid, signal)
    expect(await exitOf(app)).toBe(0)
    expectClosed(app, 'sample')

    const again = await launch({ args: ['--sample'] })
    await expect(again.page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  })
}

test('a signal while the portal is still being opened ends the program in order as well', async ({ launch }) => {
  const app = await launch({ args: ['--sample'] })
  process.kill(app.pid, 'SIGTERM')
  expect(await exitOf(app)).toBe(0)
  expectClosed(app, 'sample')
})

test('closing the window ends the program, and the portal is there at the next start', async ({ launch }) => {
  const app = await launch()
  await setUpPortal(app.page)
  const ended = exitOf(app)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await ended).toBe(0)
  expectClosed(app, 'portal')

  const { page } = await launch()
  await page.getByLabel('Passphrase', { exact: true }).fill(administrator.passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('heading', { name: administrator.portalName })).toBeVisible()
})
