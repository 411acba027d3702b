import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, type RunningApp, test } from './support/app'

/** The log of the running app so far. */
async function logOf(app: RunningApp): Promise<string> {
  return readFile(join(app.dataDir, 'logs', 'usher.log'), 'utf8')
}

/** Waits until the first screen can be used. */
async function firstScreen(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Create portal' })).toBeVisible()
}

test('the window has neither Node nor Electron, and its pages run sandboxed and isolated', async ({ app, page }) => {
  await firstScreen(page)
  const found = await page.evaluate(() =>
    ['require', 'module', 'process', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
  )
  expect(found).toEqual([])
  const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
    // Electron documents the method under another name for each version; all of them have it.
    BrowserWindow.getAllWindows().map((window) => {
      const contents: unknown = window.webContents
      return (contents as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
    }),
  )
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  })
  for (const dangerous of ['nodeIntegrationInWorker', 'allowRunningInsecureContent', 'experimentalFeatures']) {
    expect(preferences[0]).not.toHaveProperty(dangerous, true)
  }
})

test('the first screen comes up without a violation of the content policy and without any error', async ({
  app,
  page,
}) => {
  await firstScreen(page)
  expect(page.url()).toMatch(/^app:\/\/console\/index\.html/)
  expect(app.pageErrors()).toEqual([])
  expect(await logOf(app)).not.toMatch(/warn|error/)
})

test('inline scripts, eval, inline styles of markup and connections are refused', async ({ page }) => {
  await firstScreen(page)
  const outcome = await page.evaluate(async () => {
    const violated = new Set<string>()
    Object.assign(globalThis, { violated })
    document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlineScriptRan = true'
    document.head.append(script)
    const holder = document.createElement('div')
    holder.innerHTML = '<img src="x" onerror="globalThis.handlerRan = true"><p style="color: red">styled</p>'
    document.body.append(holder)
    const remote = document.createElement('script')
    remote.src = 'https://example.com/script.js'
    const loaded = new Promise((resolve) => {
      remote.onload = () => resolve('loaded')
      remote.onerror = () => resolve('refused')
    })
    document.head.append(remote)
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    )
    return {
      remote: await loaded,
      fetched,
      ran: 'inlineScriptRan' in globalThis || 'handlerRan' in globalThis,
      colour: getComputedStyle(holder.querySelector('p') ?? holder).color,
    }
  })
  expect(outcome).toMatchObject({ remote: 'refused', fetched: 'refused', ran: false })
  expect(outcome.colour).not.toBe('rgb(255, 0, 0)')
  // The browser reports violations in its own time.
  await expect
    .poll(() => page.evaluate(() => [...(globalThis as unknown as { violated: Set<string> }).violated].sort()))
    .toEqual(['connect-src', 'script-src-attr', 'script-src-elem', 'style-src-attr'])
})

test('the window cannot be led away and opens no other window', async ({ app, page }) => {
  await firstScreen(page)
  const goTo = (target: string) =>
    page.evaluate((url) => {
      window.location.href = url
    }, target)
  // This one Chromium refuses before anybody is asked; the page is still there at the end.
  await goTo('file:///etc/passwd')
  for (const target of ['https://example.com/', 'app://console/assets/', 'app://elsewhere/index.html']) {
    await goTo(target)
    await expect.poll(() => logOf(app)).toContain(`navigation refused {"to":"${target}"}`)
  }
  const opened = await page.evaluate(() => [
    window.open('https://example.com/') === null,
    window.open('app://console/index.html') === null,
    window.open('about:blank') === null,
  ])
  expect(opened).toEqual([true, true, true])
  expect(page.url()).toMatch(/^app:\/\/console\/index\.html/)
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  // Asked of the page itself: Playwright goes on waiting for the navigations that were refused.
  expect(await page.evaluate(() => document.body.innerText)).toContain('Create portal')
})

test('nothing is downloaded', async ({ app, page }) => {
  await firstScreen(page)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'app://console/index.html'
    link.download = 'page.html'
    document.body.append(link)
    link.click()
  })
  await expect.poll(() => logOf(app)).toContain('download refused')
})

test('frames and webviews of other pages stay empty', async ({ app, page }) => {
  await firstScreen(page)
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = 'app://console/index.html'
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://example.com/')
    document.body.append(frame, view)
  })
  await expect.poll(() => app.pageErrors().join('\n')).toMatch(/frame/i)
  const contents = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => each.getType()),
  )
  expect(contents).toEqual(['window'])
})

test('permissions are refused, asked for or looked up', async ({ page }) => {
  await firstScreen(page)
  const answers = await page.evaluate(async () => {
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'granted',
        (error: Error) => error.name,
      )
    const states = ['geolocation', 'notifications', 'camera', 'clipboard-read'].map(async (name) => {
      const status = await navigator.permissions.query({ name: name as PermissionName })
      return status.state
    })
    return {
      notification: await Notification.requestPermission(),
      camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
      clipboard: await refused(navigator.clipboard.readText()),
      states: await Promise.all(states),
    }
  })
  expect(answers.notification).toBe('denied')
  expect(answers.camera).not.toBe('granted')
  expect(answers.clipboard).not.toBe('granted')
  expect(answers.states).not.toContain('granted')
})

test('app:// serves the built pages with a fresh nonce each time and nothing beside them', async ({ app, page }) => {
  await firstScreen(page)
  const fetched = await app.electron.evaluate(async ({ net }) => {
    const answers: { url: string; status: number; policy: string | null; text: string }[] = []
    for (const url of [
      'app://console/index.html',
      'app://console/index.html',
      'app://console/../package.json',
      'app://console/..%2f..%2fpackage.json',
      'app://console/%2e%2e/%2e%2e/package.json',
      'app://console/..\\..\\package.json',
      'app://console//etc/passwd',
      'app://console/missing.js',
      'app://elsewhere/index.html',
    ]) {
      const answer = await net.fetch(url)
      answers.push({
        url,
        status: answer.status,
        policy: answer.headers.get('content-security-policy'),
        text: await answer.text(),
      })
    }
    return answers
  })
  const [first, second, ...others] = fetched
  expect(first?.status).toBe(200)
  expect(first?.policy).toContain(`default-src 'none'`)
  expect(first?.policy).not.toContain('unsafe')
  expect(first?.text).not.toContain('__CSP_NONCE__')
  const nonces = [first, second].map((answer) => /'nonce-([^']+)'/.exec(answer?.policy ?? '')?.[1])
  expect(nonces[0]).toBeTruthy()
  expect(first?.text).toContain(nonces[0])
  expect(nonces[0]).not.toBe(nonces[1])
  expect(others.map(({ url, status }) => `${status} ${url}`)).toEqual(others.map(({ url }) => `404 ${url}`))
})

test('nothing reaches the network, not even past the content policy', async ({ app, page }) => {
  await firstScreen(page)
  const outcome = await app.electron.evaluate(({ net }) =>
    net.fetch('http://127.0.0.1:9/').then(
      () => 'fetched',
      (error: Error) => error.message,
    ),
  )
  expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT')
})

test('only the console itself may connect; a reload connects anew', async ({ app, page }) => {
  await firstScreen(page)
  await page.reload()
  await firstScreen(page)
  expect(app.pageErrors()).toEqual([])
  // Main can lead its own window anywhere; whatever is there then gets no answer.
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]?.loadURL('data:text/html,<title>foreign</title>')
  })
  await expect.poll(() => logOf(app)).toContain('connection refused {"from":"data:text/html,<title>foreign</title>"}')
  // A window that the console did not open is not listened to at all.
  const heard = await app.electron.evaluate(({ BrowserWindow, ipcMain }) => {
    const other = new BrowserWindow({ show: false })
    const names = [...other.webContents.ipc.eventNames(), ...ipcMain.eventNames()].map(String)
    other.destroy()
    return names
  })
  expect(heard.filter((name) => name.startsWith('usher'))).toEqual([])
})
