import { app, shell } from 'electron'
import { Refusal } from '../core/domain/refusal'
import type { Log, MailApp } from '../core/services/ports'
import { openInAppleMail } from './apple-mail'
import { createDraftFiles } from './draft-files'
import { isMailtoUrl } from './mailto'
import { linuxHasProgramFor, runProgram } from './system-programs'

/** The mail program with what the shell itself does about it. */
export interface SystemMailApp extends MailApp {
  /** Asks the system anew which program there is. */
  refresh(): Promise<void>
  /** Takes away the draft files of this and earlier runs. */
  clear(): Promise<void>
}

/**
 * The system's mail program (M1, M3). Until the system has answered for the first time the program counts as there,
 * because opening asks once more anyway.
 */
export function createMailApp(dataFolder: string, log: Log): SystemMailApp {
  const files = createDraftFiles(dataFolder)
  let available = true
  const refresh = async (): Promise<void> => {
    available =
      process.platform === 'linux' ? await linuxHasMailApp() : app.getApplicationNameForProtocol('mailto:') !== ''
  }
  return {
    refresh,
    clear: () => files.clear().catch((error: unknown) => log.error('draft files were not removed', error)),
    available: () => available,
    async open(mailtoUrl) {
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
    async openDraftFile(message) {
      const path = await files.write(message)
      if (process.platform === 'linux' && !(await linuxOpensMessage(path))) throw new Refusal('DRAFT_NOT_OPENED')
      const problem = await shell.openPath(path)
      if (problem === '') return
      log.warn('the draft file did not open', { problem })
      throw new Refusal('DRAFT_NOT_OPENED')
    },
    appleMail: process.platform === 'darwin',
    async openInAppleMail(draft) {
      if (process.platform !== 'darwin') throw new Refusal('DRAFT_NOT_OPENED')
      await openInAppleMail(draft, log)
    },
  }
}

/** Without xdg-email or a program registered for mailto nothing would open, and nobody would hear of it. */
async function linuxHasMailApp(): Promise<boolean> {
  const [mailer, handler] = await Promise.all([
    runProgram('xdg-email', ['--version']),
    linuxHasProgramFor('x-scheme-handler/mailto'),
  ])
  return mailer.done && handler
}

/**
 * Outside a desktop the tools of Linux guess from the text what a file is, take a message for a web page and open it in
 * the browser, which shows a personal link where nobody can send it: then nothing is opened.
 */
async function linuxOpensMessage(path: string): Promise<boolean> {
  const [kind, handler] = await Promise.all([
    runProgram('xdg-mime', ['query', 'filetype', path]),
    linuxHasProgramFor('message/rfc822'),
  ])
  return handler && kind.output.split(';', 1)[0] === 'message/rfc822'
}
