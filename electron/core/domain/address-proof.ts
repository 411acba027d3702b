import { createHmac, timingSafeEqual } from 'node:crypto'

const DIGITS = 6
/** How long a mailed code lives, in milliseconds (L5). */
export const PROOF_LIFE = 30 * 60_000
/** Wrong codes after which a new one must be asked for (J5). */
export const PROOF_TRIES = 5

/**
 * The code that proves an address (L5): six digits of HMAC-SHA-256(secret, id ‖ generation). It is derived, never stored.
 * `secret`: the portal secret, base64url.
 */
export function proofCode(secret: string, id: string, generation: number): string {
  const digest = createHmac('sha256', Buffer.from(secret, 'base64url'))
    .update(`address-proof:${id}:${generation}`)
    .digest()
  return String(digest.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** A code as people type it, spaces and dashes ignored; null where it is none. */
export function readProofCode(text: string): string | null {
  const code = text.replace(/[\s\-\u2010-\u2015]/gu, '')
  return code.length === DIGITS && /^\d+$/u.test(code) ? code : null
}

/** Whether two codes are the same; takes the same time whatever differs. */
export function sameProofCode(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

/** Whether a code is worth nothing any more: too old, or too many wrong ones before it. `now` in milliseconds UTC. */
export function isProofOver(proof: { readonly expiresAt: number; readonly tries: number }, now: number): boolean {
  return proof.expiresAt <= now || proof.tries >= PROOF_TRIES
}
