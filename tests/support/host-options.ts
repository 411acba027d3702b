import { openPreferences } from '../../electron/shell/preferences'
import { memoryFiles, silentLog } from './core-fakes'

/** What a host of portals is made of on a device with nothing on it; its portals and its keychain are the test's. */
export function hostOptions(dataFolder: string, { log = silentLog(), files = memoryFiles() } = {}) {
  return {
    dataFolder,
    preferences: openPreferences(dataFolder, log),
    log,
    files,
    systemLocale: 'en',
    version: '1.2.3',
    platform: 'linux',
    copyText: () => undefined,
    copyPicture: async () => undefined,
    setFullScreen: () => undefined,
    printDrawing: async () => new Uint8Array(),
  } as const
}
