import { safeStorage } from 'electron'
import type { Keychain } from './keychain'

/** Chromium's stand-ins where Linux has no keyring: a password that anybody can read in its source. */
const UNPROTECTED = ['basic_text', 'unknown']

/**
 * The system's keychain through Electron, or null where it does not really protect; then a passphrase must.
 * Call after the app is ready.
 */
export function systemKeychain(): Keychain | null {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform
  if (UNPROTECTED.includes(backend) || !safeStorage.isEncryptionAvailable()) return null
  return {
    backend,
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt(blob) {
      try {
        return safeStorage.decryptString(blob)
      } catch {
        return null
      }
    },
  }
}
