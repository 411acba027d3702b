import type { Writer } from '../store/store'
import type { SecretName, Vault } from './ports'
import type { ServiceContext } from './service-context'

/** Secrets by what they are for; null: there is to be none. */
export type Secrets = Partial<Readonly<Record<SecretName, string | null>>>

/** What a transaction comes to, and the secrets that go with it. */
interface Done<Result> {
  readonly result: Result
  readonly secrets: Secrets
}

/**
 * A transaction that changes what secrets are for; `work` says which they are from then on. They go into the vault last,
 * when nothing else has to be waited for: else a secret just typed would be used for what stands in the store still,
 * another server for instance. Where the transaction fails they are as they were. Throws what `work` throws,
 * VAULT_LOCKED, VAULT_UNREADABLE.
 */
export async function writeWithSecrets<Result>(
  { store, vault }: Pick<ServiceContext, 'store' | 'vault'>,
  work: (writer: Writer) => Promise<Done<Result>>,
): Promise<Result> {
  let before: Secrets = {}
  try {
    return await store.write(async (writer) => {
      const { result, secrets } = await work(writer)
      const names = Object.keys(secrets) as SecretName[]
      before = Object.fromEntries(names.map((name) => [name, vault.get(name)]))
      put(vault, secrets)
      return result
    })
  } catch (error) {
    put(vault, before)
    throw error
  }
}

function put(vault: Vault, secrets: Secrets): void {
  for (const [name, secret] of Object.entries(secrets) as [SecretName, string | null][]) {
    if (secret === null) vault.remove(name)
    else vault.set(name, secret)
  }
}
