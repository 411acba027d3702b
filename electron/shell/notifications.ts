import { app, Notification } from 'electron'
import type { Notifier } from '../core/services/ports'

/** The program's name to the system, as electron-builder.yml has it. */
export const APP_ID = 'org.usher.console'

/**
 * Desktop notifications (L9); a click calls `onClick`. Where the system has none, nothing happens, nor while `hush` says that
 * somebody else is looking at this screen (J3).
 */
export function createNotifier(onClick: () => void, hush: () => boolean): Notifier {
  // Windows shows those of no program but one that its shortcut names.
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID)
  // Kept until they close: a collected notification no longer answers to a click.
  const shown = new Set<Notification>()
  return {
    notify(title, body) {
      if (hush() || !Notification.isSupported()) return
      const notification = new Notification({ title, body })
      shown.add(notification)
      const forget = (): void => void shown.delete(notification)
      notification.on('click', () => {
        forget()
        onClick()
      })
      notification.on('close', forget)
      notification.on('failed', forget)
      notification.show()
    },
  }
}
