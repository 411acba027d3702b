import { app, shell } from 'electron'
import { Refusal } from '../core/domain/refusal'
import type { Log, SmsApp } from '../core/services/ports'
import { isSmsUrl, smsUrl } from './sms-url'
import { linuxHasProgramFor } from './system-programs'

/**
 * The system's own messaging (SM6). `refresh` asks the system anew; until it has answered for the first time no program
 * counts as there: most computers have none.
 */
export function createSmsApp(log: Log): SmsApp & { refresh(): Promise<void> } {
  let available = false
  const refresh = async (): Promise<void> => {
    // On Linux Electron starts xdg-open without waiting and calls it a success whatever happens.
    const onLinux = process.platform === 'linux'
    available = onLinux
      ? await linuxHasProgramFor('x-scheme-handler/sms')
      : app.getApplicationNameForProtocol('sms:') !== ''
  }
  return {
    refresh,
    available: () => available,
    async open({ phone, text }) {
      const url = smsUrl(phone, text, process.platform)
      if (!isSmsUrl(url)) throw new Error('not an sms link')
      await refresh()
      if (!available) throw new Refusal('SMS_APP_MISSING')
      try {
        await shell.openExternal(url)
      } catch (error) {
        log.error('messaging did not open', error)
        throw new Refusal('SMS_APP_MISSING')
      }
    },
  }
}
