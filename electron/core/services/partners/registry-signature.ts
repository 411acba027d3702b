import { createHash, createPublicKey, verify } from 'node:crypto'
import { publicKeyInfo } from '../../domain/partner-key'

/** Whether `signature` is Ed25519 over `payload` by this key (base64url); computed outside the main thread (B2). */
export function signatureFits(publicKey: string, payload: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = createPublicKey({ key: Buffer.from(publicKeyInfo(publicKey)), format: 'der', type: 'spki' })
  return new Promise((resolve, reject) => {
    verify(null, payload, key, signature, (error, fits) => (error ? reject(error) : resolve(fits)))
  })
}

/** SHA-256 of the key's 32 bytes, in groups of four hexadecimal digits, to compare by eye. */
export function fingerprintOf(publicKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').toUpperCase()
  return digest.replaceAll(/(.{4})(?=.)/gu, '$1 ')
}

/** SHA-256 of the list's bytes, by which the same list is known again. */
export function digestOf(payload: Uint8Array): string {
  return createHash('sha256').update(payload).digest('hex')
}
