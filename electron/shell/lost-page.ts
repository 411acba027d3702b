import type { BrowserWindow } from 'electron'
import type { Log } from '../core/services/ports'
import { CONSOLE_URL } from './console-origin'

/** How often a page is loaded again within `REST`, in milliseconds, before it is left alone for as long. */
const AT_ONCE = 3
const REST = 60_000

/**
 * Loads the console again when the process of its page has died: nobody is left before an empty window, at a kiosk least of all
 * (J3). The fresh page holds nothing of what was on screen and asks who is signed in, as after a reload: the session is kept by
 * the main process alone, so that what was locked is locked (A4). A page that keeps dying rests in between.
 */
export function bringBackLostPage(window: BrowserWindow, log: Log): void {
  const { webContents } = window
  let losses: readonly number[] = []
  webContents.on('render-process-gone', (_event, { exitCode, reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = performance.now()
    losses = [...losses.filter((at) => now - at < REST), now]
    log.warn('the page was lost', { reason, exitCode })
    if (losses.length <= AT_ONCE) return void window.loadURL(CONSOLE_URL)
    log.warn('the page is lost again and again, and rests')
    const rested = (): void => {
      if (!window.isDestroyed() && webContents.isCrashed()) void window.loadURL(CONSOLE_URL)
    }
    setTimeout(rested, REST).unref()
  })
}
