import { resolve } from 'node:path'
import { app, clipboard, Menu, nativeTheme } from 'electron'
import { builtPages, registerAppScheme, serveApp } from './shell/app-protocol'
import { prepareFolder } from './shell/data-folder'
import { developmentPages } from './shell/development-pages'
import { askBeforeLeaving } from './shell/closing-at-work'
import { guardEverything } from './shell/guards'
import { watchIdleness } from './shell/idle-lock'
import { createContractServer } from './shell/ipc'
import { createLog } from './shell/log'
import { chosenFiles } from './shell/files'
import { createMailApp } from './shell/mail-app'
import { createShareApps } from './shell/share-links'
import { createSmsApp } from './shell/sms-app'
import { followKiosk } from './shell/kiosk-window'
import { followMenu } from './shell/menu'
import { createNotifier } from './shell/notifications'
import { openedPortals } from './shell/opened-portals'
import { createPortalHost, type PortalHost } from './shell/portal-host'
import { copyPicture } from './shell/pictures'
import { printDrawing } from './shell/print-drawing'
import { webPages } from './shell/web-pages'
import { systemPrinter } from './shell/printer'
import { localeFor, openPreferences } from './shell/preferences'
import { quitCleanly } from './shell/quitting'
import { systemKeychain } from './shell/vault/safe-storage'
import { builtPaths, type ConsoleWindow, createConsoleWindow } from './shell/window'

// The data folder comes first: the lock of the single instance, the log and everything else follow it.
const dataFolder = resolve(process.env['USHER_DATA_DIR'] ?? app.getPath('userData'))
const log = createLog(dataFolder)
// With a listener Electron shows no dialog, which would stand there for ever where nobody looks.
process.on('uncaughtException', (error) => log.error('uncaught error', error))
process.on('unhandledRejection', (reason) => log.error('unhandled rejection', reason))
const writable = prepareFolder(dataFolder)
app.setPath('userData', dataFolder)

let consoleWindow: ConsoleWindow | null = null
const toFront = (): void => consoleWindow?.show()

// Where nothing can be written there is no lock to get either; the window then says so.
if (app.requestSingleInstanceLock() || !writable) {
  app.on('second-instance', toFront)
  registerAppScheme()
  // Otherwise Electron builds a menu of its own first.
  Menu.setApplicationMenu(null)
  // Never awaited here: Electron is not ready before this module has run to its end.
  void app.whenReady().then(start).catch(giveUp)
} else {
  app.quit()
}

function start(): void {
  log.info('starting', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform })
  const paths = builtPaths(import.meta.dirname)
  // Builds for use do not know the development server: the condition is false when they are made.
  const pageServer = import.meta.env.DEV ? process.env['ELECTRON_RENDERER_URL'] : undefined
  guardEverything({ log, ...(pageServer ? { except: pageServer } : {}) })
  const preferences = openPreferences(dataFolder, log)
  const systemLocale = localeFor(app.getLocale())
  const pages = pageServer ? developmentPages(pageServer) : builtPages(paths.pages)
  serveApp(pages, () => preferences.values.locale ?? systemLocale, log)

  const mailApp = createMailApp(dataFolder, log)
  const smsApp = createSmsApp(log)
  const files = chosenFiles(() => consoleWindow?.current() ?? null)
  const host: PortalHost = createPortalHost({
    dataFolder,
    portals: openedPortals({
      log,
      mailApp,
      smsApp,
      shareApps: createShareApps(log),
      notifier: createNotifier(toFront, () => host.state().phase === 'kiosk'),
      files,
      printer: systemPrinter,
      pages: webPages,
    }),
    keychain: systemKeychain(),
    preferences,
    log,
    systemLocale,
    version: app.getVersion(),
    platform: platformName(),
    copyText: (text) => void clipboard.writeText(text),
    copyPicture,
    setFullScreen: (on) => consoleWindow?.current()?.setFullScreen(on),
    files,
    printDrawing,
  })
  // What a run that was cut off has left behind.
  void mailApp.clear()
  quitCleanly(() => {
    // What is being closed is shown no more.
    consoleWindow = null
    return Promise.all([host.close(), mailApp.clear()]).then(() => {})
  }, log)
  followAppearance(host)
  const leaving = askBeforeLeaving(host, () => consoleWindow?.current() ?? null)
  followMenu(host, leaving.quit)
  followKiosk(host, () => consoleWindow?.current() ?? null, log)
  watchIdleness({ idleMinutes: () => host.idleLockMinutes(), lock: () => host.lock() })
  followHandOver(host, () => Promise.all([mailApp.refresh(), smsApp.refresh()]))

  // The page loads while the portal opens.
  const opened = host.start({ sample: process.argv.includes('--sample') })
  const connect = createContractServer(host, opened, log)
  consoleWindow = createConsoleWindow({ ...paths, preferences, log, developerTools: !app.isPackaged, connect })
  consoleWindow.show()
  const window = consoleWindow.current()
  if (window) leaving.guard(window)
  app.on('activate', toFront)
}

/** Light, dark or as the system is: for the pages and for everything native. */
function followAppearance(host: PortalHost): void {
  const follow = (): void => {
    nativeTheme.themeSource = host.state().appearance
  }
  follow()
  host.listen((topics) => topics.includes('session') && follow())
}

/** Other programs may be chosen while the console is in the background; before sign-in nobody needs one. */
function followHandOver(host: PortalHost, refresh: () => Promise<unknown>): void {
  const look = (): void => {
    if (host.state().phase === 'open') void refresh()
  }
  app.on('browser-window-focus', look)
  host.listen((topics) => topics.includes('session') && look())
}

function platformName(): 'windows' | 'mac' | 'linux' {
  if (process.platform === 'win32') return 'windows'
  return process.platform === 'darwin' ? 'mac' : 'linux'
}

/** Only for what makes even a window impossible; everything else is said in the window. */
function giveUp(error: unknown): void {
  log.error('cannot start', error)
  app.exit(1)
}
