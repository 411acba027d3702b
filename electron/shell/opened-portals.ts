import { existsSync } from 'node:fs'
import type { PortalOptions } from '../core/portal'
import type { Files, Log, MailApp, Notifier, Printer, ShareApps, SmsApp, WebPages } from '../core/services/ports'
import { storeFile } from '../core/store/store-file'
import type { Portals } from './portals'
import { systemRandomness } from './randomness'
import { sqliteAddon } from './sqlite-addon'

/** What every portal of this console is opened with, whatever its folder. */
export interface OpenedPortalsOptions {
  readonly log: Log
  readonly mailApp: MailApp
  readonly smsApp: SmsApp
  readonly shareApps: ShareApps
  readonly notifier: Notifier
  readonly files: Files
  readonly printer: Printer
  readonly pages: WebPages
}

/** Opens portals with the real clock, randomness and SQLite. */
export function openedPortals(options: OpenedPortalsOptions): Portals {
  // Read when the first portal is opened: set-up and a locked vault do without.
  const core = () => import('../core/portal')
  const addon = sqliteAddon()
  const clock = { now: () => Date.now() }
  const at = (folder: string): Omit<PortalOptions, 'vault'> => ({
    ...options,
    folder,
    ...(addon ? { nativeBinding: addon } : {}),
    clock,
    randomness: systemRandomness(),
  })
  return {
    exists: async (folder) => existsSync(storeFile(folder)) && (await core()).portalExists(at(folder)),
    open: async (folder, vault) => (await core()).openPortal({ ...at(folder), vault }),
    create: async (folder, vault, input) => (await core()).createPortal({ ...at(folder), vault }, input),
    decideNewest: async (folder, vault) => (await core()).decideNewest({ ...at(folder), vault }),
    proveAdministrator: async (folder, proof) => (await core()).proveAdministrator(at(folder), proof),
    decideNewKeys: async (vault, by) => (await core()).decideNewKeys({ clock, vault }, by),
    takeFirstCopy: async (folder, source) => (await core()).takeFirstCopy(at(folder), source),
    dropFirstCopy: async (folder, copy) => (await core()).dropFirstCopy(folder, copy),
    decideStart: async (folder, vault, copy, proof) =>
      (await core()).decideStart({ ...at(folder), vault }, copy, proof),
    newestBackup: async (folder) => (await core()).backupsForDamage(folder)[0]?.at ?? null,
    openSample: async (folder, vault) => (await core()).openSamplePortal({ ...at(folder), vault }),
  }
}
