import { execFile } from 'node:child_process'
import { app, shell } from 'electron'
import { Refusal } from '../core/domain/refusal'
import type { Log, MailApp } from '../core/services/ports'
import { isMailtoUrl } from './mailto'

/** How long the question which program handles mailto may take, in milliseconds. */
const ASKING = 5_000

/**
 * The system's mail program (M1). `refresh` asks the system anew; until it has answered for the first time the program
 * counts as there, because opening asks once more anyway.
 */
export function createMailApp(log: Log): MailApp & { refresh(): Promise<void> } {
  let available = true
  const refresh = async (): Promise<void> => {
    available =
      process.platform === 'linux' ? await linuxHasMailApp() : app.getApplicationNameForProtocol('mailto:') !== ''
  }
  return {
    refresh,
    available: () => available,
    async open(mailtoUrl) {
      // The only kind of link that is ever handed to the system.
      if (!isMailtoUrl(mailtoUrl)) throw new Error('not a mailto link')
      await refresh()
      if (!available) throw new Refusal('MAIL_APP_MISSING')
      try {
        await shell.openExternal(mailtoUrl)
      } catch (error) {
        log.error('mail app did not open', error)
        throw new Refusal('MAIL_APP_MISSING')
      }
    },
  }
}

/**
 * On Linux Electron starts xdg-email without waiting and calls it a success whatever happens, so the handler is asked
 * for beforehand: without xdg-email or a program registered for mailto nothing would open.
 */
async function linuxHasMailApp(): Promise<boolean> {
  const [mailer, handler] = await Promise.all([
    answerOf('xdg-email', ['--version']),
    answerOf('xdg-mime', ['query', 'default', 'x-scheme-handler/mailto']),
  ])
  return mailer !== null && handler !== null && handler !== ''
}

/** What the program printed; null when there is no such program or it failed. */
function answerOf(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: ASKING }, (error, stdout) => resolve(error ? null : stdout.trim()))
  })
}
