import { app } from 'electron'
import type { Log } from '../core/services/ports'

/**
 * How long closing may take in milliseconds before the program ends anyway; the store survives that. Well above OUTBOX_GRACE of
 * the core, or a mail server that stalls would leave no time for closing the join site and the store.
 */
export const LONGEST_CLOSING = 10_000

/**
 * Quits when the last window closes (not on macOS), and never before `close` is done with outbox, join site and store. Whoever
 * starts the program meanwhile gets it once this one has let go of the data: theirs has ended already.
 */
export function quitCleanly(close: () => Promise<void>, log: Log): void {
  let closing = false
  let wantedAgain = false
  const end = (): void => {
    if (wantedAgain) app.relaunch()
    app.exit(0)
  }
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    app.on('second-instance', () => (wantedAgain = true))
    const late = setTimeout(() => {
      log.warn('closing took too long')
      end()
    }, LONGEST_CLOSING)
    void close()
      .catch((error: unknown) => log.error('closing failed', error))
      .finally(() => {
        clearTimeout(late)
        log.info('closed')
        end()
      })
  })
}
