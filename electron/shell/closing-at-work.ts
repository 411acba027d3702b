import { app, type BrowserWindow, dialog } from 'electron'
import type { Locale } from '../core/domain/vocabulary'
import type { PortalHost } from './portal-host'

const TEXTS: Readonly<Record<Locale, Readonly<Record<'message' | 'detail' | 'keep' | 'quit', string>>>> = {
  en: {
    message: 'Work with a list is still under way.',
    detail: 'If you quit now, what is done stays and the rest is not done. To go on later, take the same list again.',
    keep: 'Keep working',
    quit: 'Quit',
  },
  ru: {
    message: 'Работа со списком ещё не закончена.',
    detail:
      'Если выйти сейчас, сделанное останется, а остальное не будет сделано. Чтобы продолжить позже, возьмите тот же список ещё раз.',
    keep: 'Продолжить работу',
    quit: 'Выйти',
  },
}

/**
 * Asks before the window closes while people are being invited, imported or reconciled from a file (S6), where closing it ends
 * the program. Nobody is asked when the program is told to quit, be it by the menu: it cannot be told from a signal or a computer
 * that shuts down, which wait for no answer.
 */
export function askBeforeClosing(window: BrowserWindow, host: Pick<PortalHost, 'isWorking' | 'state'>): void {
  if (process.platform === 'darwin') return
  let certain = false
  let asking = false
  app.on('before-quit', () => (certain = true))
  window.on('close', (event) => {
    // A kiosk does not close at all (J3).
    if (certain || host.state().phase === 'kiosk' || !host.isWorking()) return
    event.preventDefault()
    if (asking) return
    asking = true
    void wantsToQuit(window, host.state().locale).then((quit) => {
      asking = false
      if (!quit || window.isDestroyed()) return
      certain = true
      window.close()
    })
  })
}

async function wantsToQuit(window: BrowserWindow, locale: Locale): Promise<boolean> {
  const { detail, keep, message, quit } = TEXTS[locale]
  const buttons = [keep, quit]
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail,
    buttons,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return buttons[response] === quit
}
