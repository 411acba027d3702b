import { app, type BrowserWindow, dialog, type MessageBoxOptions } from 'electron'
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

/** The ways in which the operator ends the program. */
export interface Leaving {
  /** The menu's *Quit*. */
  quit(): void
  /** Closing the window, which ends the program too, though not on macOS. */
  guard(window: BrowserWindow): void
}

/**
 * Asks once before the program ends while people are being invited, imported or reconciled from a file (S6). Nobody is asked
 * when Electron is told to quit (`before-quit`): that may be a signal or a computer that shuts down, which wait for no answer.
 * `window` is the one the question belongs to; without one it stands by itself.
 */
export function askBeforeLeaving(
  host: Pick<PortalHost, 'isWorking' | 'state'>,
  window: () => BrowserWindow | null,
): Leaving {
  let certain = false
  let asking = false
  app.on('before-quit', () => (certain = true))

  async function ask(): Promise<void> {
    if (asking) return
    asking = true
    const quit = await wantsToQuit(window(), host.state().locale).finally(() => (asking = false))
    if (quit) app.quit()
  }

  return {
    quit() {
      if (host.isWorking()) void ask()
      else app.quit()
    },
    guard(window) {
      if (process.platform === 'darwin') return
      window.on('close', (event) => {
        // A kiosk does not close at all (J3).
        if (certain || host.state().phase === 'kiosk' || !host.isWorking()) return
        event.preventDefault()
        void ask()
      })
    },
  }
}

async function wantsToQuit(window: BrowserWindow | null, locale: Locale): Promise<boolean> {
  const { detail, keep, message, quit } = TEXTS[locale]
  const buttons = [keep, quit]
  const options: MessageBoxOptions = {
    type: 'warning',
    message,
    detail,
    buttons,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  return buttons[response] === quit
}
