import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Refusal } from '../../core/domain/refusal'
import { asRefusals } from '../../core/store/store-errors'
import { replaceFile } from '../atomic-file'
import { passphraseRecipeSchema } from './passphrase-key'
import { sealedSchema } from './sealing'

/** How the master key is kept: by the system's keychain, or sealed under a key made from a passphrase. */
const keptKeySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system'), backend: z.string().max(100), blob: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('passphrase'), recipe: passphraseRecipeSchema, sealed: sealedSchema }),
])
export type KeptKey = z.infer<typeof keptKeySchema>

const vaultFileSchema = z.strictObject({
  version: z.literal(1),
  key: keptKeySchema,
  entries: z.record(z.string().max(100), sealedSchema),
})
export type VaultFile = z.infer<typeof vaultFileSchema>

/**
 * Reads the vault beside the store; null only when there is no such file. Whatever else hinders throws
 * VAULT_UNREADABLE: an unreadable vault must never look like an empty one, or the next save would destroy it.
 */
export function readVaultFile(path: string): VaultFile | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new Refusal('VAULT_UNREADABLE')
  }
  const parsed = vaultFileSchema.safeParse(jsonOf(text))
  if (!parsed.success) throw new Refusal('VAULT_UNREADABLE')
  return parsed.data
}

/**
 * Replaces the whole file. Throws DISK_FULL, STORE_READ_ONLY and the errors of node:fs; the former content is then
 * still there.
 */
export function writeVaultFile(path: string, file: VaultFile): void {
  asRefusals(() => replaceFile(path, `${JSON.stringify(file, null, 2)}\n`))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
