import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** AES-256-GCM with a fresh 96-bit nonce each time; `data` ends in the 128-bit tag. All base64url. */
export const sealedSchema = z.strictObject({ nonce: z.string().max(64), data: z.string().max(100_000) })
export type Sealed = z.infer<typeof sealedSchema>

export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts; `boundTo` is not secret and must be the same at opening, so that nothing can be moved to another name. */
export function seal(key: Buffer, secret: Buffer, boundTo: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(boundTo, 'utf8'))
  const data = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  return { nonce: nonce.toString('base64url'), data: data.toString('base64url') }
}

/** Decrypts; null when the key, the name or a single bit is not what it was. */
export function unseal(key: Buffer, sealed: Sealed, boundTo: string): Buffer | null {
  const nonce = Buffer.from(sealed.nonce, 'base64url')
  const data = Buffer.from(sealed.data, 'base64url')
  if (nonce.length !== NONCE_BYTES || data.length < TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(boundTo, 'utf8'))
  decipher.setAuthTag(data.subarray(data.length - TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(data.subarray(0, data.length - TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
