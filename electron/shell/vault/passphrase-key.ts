import { randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { KEY_BYTES } from './sealing'

/**
 * How a key is made from a passphrase. The bounds keep a forged file from asking for gigabytes of memory.
 * `cost` is scrypt's N, `blockSize` its r, `parallel` its p.
 */
export const passphraseRecipeSchema = z.strictObject({
  cost: z
    .number()
    .int()
    .min(2 ** 14)
    .max(2 ** 18)
    .refine((cost) => Number.isInteger(Math.log2(cost))),
  blockSize: z.number().int().min(8).max(16),
  parallel: z.number().int().min(1).max(4),
  salt: z.string().min(22).max(128),
})
export type PassphraseRecipe = z.infer<typeof passphraseRecipeSchema>

/** A recipe with a fresh salt; 128 MiB and about half a second on an ordinary computer. */
export function newRecipe(): PassphraseRecipe {
  return { cost: 2 ** 17, blockSize: 8, parallel: 1, salt: randomBytes(16).toString('base64url') }
}

/** The 32-byte key of a passphrase. The passphrase is normalised, because keyboards compose letters differently. */
export function keyFromPassphrase(passphrase: string, recipe: PassphraseRecipe): Promise<Buffer> {
  const { cost, blockSize, parallel } = recipe
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 160 * cost * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), Buffer.from(recipe.salt, 'base64url'), KEY_BYTES, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
