import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { Refusal } from '../../core/domain/refusal'
import type { SecretName, Vault } from '../../core/services/ports'
import type { Keychain } from './keychain'
import { keyFromPassphrase, newRecipe } from './passphrase-key'
import { KEY_BYTES, seal, unseal } from './sealing'
import { type KeptKey, readVaultFile, type VaultFile, writeVaultFile } from './vault-file'

const KEY_NAME = 'usher vault key'

/** How the vault at `path` opens: not at all yet, by the system alone, or by asking for the passphrase. */
export function vaultKindAt(path: string): 'none' | 'system' | 'passphrase' {
  return readVaultFile(path)?.key.kind ?? 'none'
}

/**
 * Makes a new vault under the system's keychain, or under `passphrase` when that is null. Its file is written with the
 * first secret, so that a set-up that is refused leaves none behind. Never replaces a vault that is there: throws
 * VAULT_UNREADABLE, then or at the first secret. Throws PASSPHRASE_REQUIRED without both.
 */
export async function createVault(
  path: string,
  by: { keychain: Keychain | null; passphrase: string | null },
): Promise<Vault> {
  if (existsSync(path)) throw new Refusal('VAULT_UNREADABLE')
  const key = randomBytes(KEY_BYTES)
  const vault = vaultOver(path, key, { version: 1, key: await keepKey(key, by), entries: {} })
  let written = false
  return {
    ...vault,
    set(name, value) {
      if (!written && existsSync(path)) throw new Refusal('VAULT_UNREADABLE')
      vault.set(name, value)
      written = true
    },
  }
}

/**
 * Opens the vault that the system's keychain protects.
 * Throws VAULT_UNREADABLE when the file is missing or damaged, or the keychain is gone or another one.
 */
export function openSystemVault(path: string, keychain: Keychain | null): Vault {
  const file = existingFile(path)
  if (file.key.kind !== 'system' || !keychain) throw new Refusal('VAULT_UNREADABLE')
  const key = Buffer.from(keychain.decrypt(Buffer.from(file.key.blob, 'base64url')) ?? '', 'base64url')
  if (key.length !== KEY_BYTES) throw new Refusal('VAULT_UNREADABLE')
  return checked(vaultOver(path, key, file), file)
}

/** Opens the vault kept under a passphrase. Throws VAULT_WRONG_PASSPHRASE, or VAULT_UNREADABLE as above. */
export async function openPassphraseVault(path: string, passphrase: string): Promise<Vault> {
  const file = existingFile(path)
  if (file.key.kind !== 'passphrase') throw new Refusal('VAULT_UNREADABLE')
  const key = unseal(await keyFromPassphrase(passphrase, file.key.recipe), file.key.sealed, KEY_NAME)
  if (!key) throw new Refusal('VAULT_WRONG_PASSPHRASE')
  if (key.length !== KEY_BYTES) throw new Refusal('VAULT_UNREADABLE')
  return checked(vaultOver(path, key, file), file)
}

function existingFile(path: string): VaultFile {
  const file = readVaultFile(path)
  // Whoever opens a vault has a portal whose secrets are in it: a missing file is a loss, not an empty vault.
  if (!file) throw new Refusal('VAULT_UNREADABLE')
  return file
}

async function keepKey(key: Buffer, by: { keychain: Keychain | null; passphrase: string | null }): Promise<KeptKey> {
  if (by.keychain) {
    const blob = by.keychain.encrypt(key.toString('base64url')).toString('base64url')
    return { kind: 'system', backend: by.keychain.backend, blob }
  }
  if (!by.passphrase) throw new Refusal('PASSPHRASE_REQUIRED')
  const recipe = newRecipe()
  return { kind: 'passphrase', recipe, sealed: seal(await keyFromPassphrase(by.passphrase, recipe), key, KEY_NAME) }
}

/** Reads every entry once, so that damage shows at opening and not when the first message is due. */
function checked(vault: Vault, file: VaultFile): Vault {
  for (const name of Object.keys(file.entries)) vault.get(name as SecretName)
  return vault
}

function vaultOver(path: string, key: Buffer, first: VaultFile): Vault {
  let file = first
  const replaceEntries = (entries: VaultFile['entries']): void => {
    const next = { ...file, entries }
    writeVaultFile(path, next)
    file = next
  }
  return {
    get(name) {
      const sealed = file.entries[name]
      if (!sealed) return null
      const secret = unseal(key, sealed, name)
      if (!secret) throw new Refusal('VAULT_UNREADABLE')
      return secret.toString('utf8')
    },
    set(name, value) {
      replaceEntries({ ...file.entries, [name]: seal(key, Buffer.from(value, 'utf8'), name) })
    },
    remove(name) {
      if (!(name in file.entries)) return
      const { [name]: _removed, ...entries } = file.entries
      replaceEntries(entries)
    },
  }
}
