import type { SecretName, Vault } from '../../core/services/ports'

/** Forgets everything when the program ends: for the sample company, which has no secrets worth keeping. */
export function createMemoryVault(): Vault {
  const secrets = new Map<SecretName, string>()
  return {
    get: (name) => secrets.get(name) ?? null,
    set: (name, value) => void secrets.set(name, value),
    remove: (name) => void secrets.delete(name),
  }
}
