import { app, shell } from 'electron'
import { isShareUrl } from '../core/domain/share-links'
import { Refusal } from '../core/domain/refusal'
import type { Log, ShareApps } from '../core/services/ports'
import { linuxHasProgramFor } from './system-programs'

/** Messengers on this computer and in the browser (L8): only addresses that the core makes for them are ever opened. */
export function createShareApps(log: Log): ShareApps {
  return {
    async open(url) {
      if (!isShareUrl(url)) throw new Error('not an address to share by')
      const ofViber = url.startsWith('viber:')
      if (ofViber && !(await hasViber())) throw new Refusal('VIBER_MISSING')
      try {
        await shell.openExternal(url)
      } catch (error) {
        log.error('the messenger did not open', error)
        throw ofViber ? new Refusal('VIBER_MISSING') : error
      }
    },
  }
}

/** On Linux Electron starts xdg-open without waiting and calls it a success whatever happens. */
async function hasViber(): Promise<boolean> {
  if (process.platform !== 'linux') return app.getApplicationNameForProtocol('viber://') !== ''
  return linuxHasProgramFor('x-scheme-handler/viber')
}
