import { app } from 'electron'
import type { Log } from '../core/services/ports'

/**
 * How long closing may take in milliseconds before the program ends anyway; the store survives that. Well above OUTBOX_GRACE of
 * the core, or a mail server that stalls would leave no time for closing the join site and the store.
 */
export const LONGEST_CLOSING = 10_000

/** Quits when the last window closes (not on macOS), and never before `close` is done with outbox, join site and store. */
export function quitCleanly(close: () => Promise<void>, log: Log): void {
  let closing = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    const late = setTimeout(() => {
      log.warn('closing took too long')
      app.exit(0)
    }, LONGEST_CLOSING)
    void close()
      .catch((error: unknown) => log.error('closing failed', error))
      .finally(() => {
        clearTimeout(late)
        log.info('closed')
        app.exit(0)
      })
  })
}
