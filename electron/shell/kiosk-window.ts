import { type BrowserWindow, powerMonitor } from 'electron'
import type { Log } from '../core/services/ports'
import { CONSOLE_URL } from './console-origin'
import { mayTypeAtKiosk } from './kiosk-keys'
import type { PortalHost } from './portal-host'

/**
 * Makes the window a kiosk as long as the console is one (J3): over the whole screen, without a way to close it, and with
 * no key but those that fill in a form. What may be asked for is the core's business (procedures/kiosk-gate.ts): nothing
 * here keeps data safe by itself.
 */
export function followKiosk(host: PortalHost, window: () => BrowserWindow | null, log: Log): void {
  let leave: (() => void) | null = null
  let shuttingDown = false
  // A computer that shuts down is not held up.
  powerMonitor.on('shutdown', () => (shuttingDown = true))
  const follow = (): void => {
    const wanted = host.state().phase === 'kiosk'
    const shown = window()
    if (wanted && !leave && shown) {
      leave = enterKiosk(shown, () => !shuttingDown && host.state().phase === 'kiosk')
      log.info('kiosk began')
    } else if (!wanted && leave) {
      leave()
      leave = null
      log.info('kiosk ended')
    }
  }
  host.listen((topics) => topics.includes('session') && follow())
}

/** `holds`: whether it still is a kiosk. Returns the function that gives the window back. */
function enterKiosk(window: BrowserWindow, holds: () => boolean): () => void {
  const { webContents } = window
  const before = { fullScreen: window.isFullScreen(), zoom: webContents.getZoomFactor() }
  const stay = (event: Electron.Event): void => {
    if (holds()) event.preventDefault()
  }
  const sift = (event: Electron.Event, input: Electron.Input): void => {
    if (!mayTypeAtKiosk(input, process.platform)) event.preventDefault()
  }
  const shutTools = (): void => webContents.closeDevTools()
  const again = (): void => void window.loadURL(CONSOLE_URL)
  window.on('close', stay)
  webContents.on('before-input-event', sift)
  webContents.on('devtools-opened', shutTools)
  shutTools()
  window.setKiosk(true)
  webContents.setZoomFactor(1)
  // A page that starts anew holds nothing of what the operator was looking at.
  again()
  return () => {
    if (window.isDestroyed()) return
    window.off('close', stay)
    webContents.off('before-input-event', sift)
    webContents.off('devtools-opened', shutTools)
    window.setKiosk(false)
    if (before.fullScreen) window.setFullScreen(true)
    webContents.setZoomFactor(before.zoom)
    // Nor does what newcomers typed stay behind.
    again()
  }
}
