/** An Ed25519 public key: the 32 bytes as they are, and what stands before them in SubjectPublicKeyInfo (RFC 8410). */
const KEY_BYTES = 32
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const PEM = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----$/u
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/u

/**
 * Reads an Ed25519 public key as people paste it (B2): base64url or base64 of its 32 bytes, of its SubjectPublicKeyInfo,
 * or the PEM of that. Returns base64url of the 32 bytes; null where it is no such key.
 */
export function readPublicKey(text: string): string | null {
  const typed = text.trim()
  const inner = (PEM.exec(typed)?.[1] ?? typed).replaceAll(/\s/gu, '')
  if (!BASE64.test(inner)) return null
  const bytes = Buffer.from(inner, 'base64')
  if (bytes.length === KEY_BYTES) return bytes.toString('base64url')
  if (bytes.length !== SPKI_PREFIX.length + KEY_BYTES) return null
  if (!bytes.subarray(0, SPKI_PREFIX.length).equals(SPKI_PREFIX)) return null
  return bytes.subarray(SPKI_PREFIX.length).toString('base64url')
}

/** The same key as SubjectPublicKeyInfo in DER, from base64url of its 32 bytes. */
export function publicKeyInfo(publicKey: string): Uint8Array {
  return Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'base64url')])
}
