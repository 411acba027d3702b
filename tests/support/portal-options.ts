import type { PortalOptions } from '../../electron/core/portal'
import { fakeClock, memoryFiles, memoryVault, seededRandomness, silentLog } from './core-fakes'
import { noMailApp } from './fake-mail-app'

/** The first administrator of a portal made in a test. */
export const OWNER = {
  locale: 'en',
  portalName: 'Aurora',
  firstName: 'Vera',
  lastName: 'Stone',
  email: 'vera@aurora.example',
  password: 'Nine lanterns over water',
  country: 'DE',
  passphrase: null,
} as const

/** A device with nothing on it. */
export function bareDevices(log = silentLog(), files = memoryFiles()) {
  return {
    log,
    files,
    mailApp: noMailApp,
    smsApp: { available: () => false, open: async () => undefined },
    shareApps: { open: async () => undefined },
    notifier: { notify: () => undefined },
    printer: { print: async () => false, pdf: async () => new Uint8Array() },
    pages: { openSignIn: async () => undefined },
  } satisfies Partial<PortalOptions>
}

/** All that a whole portal is opened with, in a folder of its own, on a device with nothing on it. */
export function portalOptions(folder: string) {
  const vault = memoryVault()
  vault.set('portal-secret', Buffer.alloc(32, 7).toString('base64url'))
  return {
    folder,
    vault,
    clock: fakeClock(),
    randomness: seededRandomness(),
    ...bareDevices(),
  } satisfies PortalOptions
}
