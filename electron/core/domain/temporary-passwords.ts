import { createHmac } from 'node:crypto'
import { DAY } from './days'

/**
 * What a temporary password is made of: no two characters that look alike in print or by hand (0 O, 1 l I, 2 z, 5 s, b 6,
 * g q 9, u v), and no vowels, so that no word comes of it by chance.
 */
export const TEMPORARY_ALPHABET = 'cdfhjkmnprtwxy346789'
const GROUPS = 4
const GROUP_LENGTH = 4
/** Bytes from here on would make some characters likelier than others. */
const FAIR_BYTES = 256 - (256 % TEMPORARY_ALPHABET.length)

/**
 * R1: the temporary password of somebody, of 69 bits: random for whoever reads it, but derived, so that it is stored nowhere.
 * The same person and generation give the same password; a new generation another one.
 * `secret`: the portal secret, base64url.
 */
export function temporaryPassword(secret: string, personId: string, generation: number): string {
  const length = GROUPS * GROUP_LENGTH
  let characters = ''
  for (let block = 0; characters.length < length; block += 1) {
    const bytes = createHmac('sha256', Buffer.from(secret, 'base64url'))
      .update(`temporary-password:${personId}:${generation}:${block}`)
      .digest()
    for (const byte of bytes) {
      if (byte < FAIR_BYTES) characters += TEMPORARY_ALPHABET.charAt(byte % TEMPORARY_ALPHABET.length)
    }
  }
  return characters.slice(0, length).replace(/(.{4})(?=.)/gu, '$1-')
}

/** R2: until when a temporary password given at `at` lets in; both in milliseconds UTC. */
export function temporaryUntil(at: number, days: number): number {
  return at + days * DAY
}
