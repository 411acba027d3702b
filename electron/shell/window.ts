import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Log } from '../core/services/ports'
import { CANVAS } from './canvas'
import { CONSOLE_URL } from './console-origin'
import { bringBackLostPage } from './lost-page'
import type { Preferences } from './preferences'
import { placeWindow, SMALLEST } from './window-place'

export interface WindowOptions {
  readonly preferences: Preferences
  readonly log: Log
  /** The built preload script. */
  readonly preload: string
  readonly icon: string
  readonly developerTools: boolean
  /** Called before the first page loads. */
  readonly connect: (contents: Electron.WebContents) => void
}

/** The console has one window. */
export interface ConsoleWindow {
  /** Opens it, or brings it to the front where it is open already. */
  show(): void
  /** The window while it is open: what dialogs belong to. */
  current(): BrowserWindow | null
}

export function createConsoleWindow(options: WindowOptions): ConsoleWindow {
  let window: BrowserWindow | null = null
  return {
    current: () => window,
    show() {
      if (window) return bringToFront(window)
      window = openWindow(options)
      window.on('closed', () => (window = null))
    },
  }
}

/** Opens the window. Its pages run sandboxed, isolated and without Node. */
function openWindow(options: WindowOptions): BrowserWindow {
  const { preferences } = options
  const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
  const window = new BrowserWindow({
    ...placeWindow(preferences.values.window, displays),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Usher',
    icon: options.icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries would be fetched from the network, and the console works offline.
      spellcheck: false,
      // The second start reads compiled code already, not only the third.
      v8CacheOptions: 'bypassHeatCheck',
      devTools: options.developerTools,
    },
  })
  if (preferences.values.window?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberPlace(window, preferences)
  bringBackLostPage(window, options.log)
  options.connect(window.webContents)
  void window.loadURL(CONSOLE_URL)
  return window
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** The folders the built program is read from, seen from out/main. */
export function builtPaths(mainFolder: string): {
  readonly preload: string
  readonly pages: string
  readonly icon: string
} {
  return {
    preload: join(mainFolder, '..', 'preload', 'preload.cjs'),
    pages: join(mainFolder, '..', 'renderer'),
    icon: join(mainFolder, '..', '..', 'resources', 'icons', 'usher.png'),
  }
}

function rememberPlace(window: BrowserWindow, preferences: Preferences): void {
  // Only at closing: a window that is dragged would write a hundred times.
  window.on('close', () => {
    preferences.change({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } })
  })
}
