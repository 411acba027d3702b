import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { latinised } from './keyboard-layouts'

/** Crockford's base 32: no I, L, O, U, so that a code survives being read aloud or written by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Characters of the public handle that finds an invitation or a variant of the open link; it proves nothing. */
const HANDLE_LENGTH = 6
/** Characters of proof in a link: 130 bits (J4). */
const LINK_PROOF_LENGTH = 26
/** Characters of proof in a short code: 50 bits, which is why tries are limited (J5). */
const SHORT_PROOF_LENGTH = 10
/** Longest text that is looked at, in UTF-16 code units: mail programs wrap links into very long ones. */
const LONGEST = 2_000

export interface ParsedCode {
  readonly handle: string
  readonly proof: string
  readonly kind: 'link' | 'short'
}

/** A handle from random bytes (four or more); the caller sees to it that it is not taken. */
export function handleFrom(bytes: Uint8Array): string {
  return encode(bytes, HANDLE_LENGTH)
}

/**
 * The token of a link (J4): the handle and 130 bits of HMAC-SHA-256(secret, id ‖ generation). The same invitation and
 * generation give the same token for ever (Q3); a new generation another one.
 * `secret`: the portal secret, base64url.
 */
export function deriveToken(secret: string, id: string, generation: number, handle: string): string {
  const digest = createHmac('sha256', keyOf(secret)).update(`${id}:${generation}`).digest()
  return handle + encode(digest, LINK_PROOF_LENGTH)
}

/** The key of the last secret: making one costs several times what deriving a token does, and there is one secret. */
let lastKey: { readonly secret: string; readonly key: KeyObject } | null = null

function keyOf(secret: string): KeyObject {
  if (lastKey?.secret !== secret) lastKey = { secret, key: createSecretKey(Buffer.from(secret, 'base64url')) }
  return lastKey.key
}

/** The code to type by hand (M8, J3): the handle and the first fifty bits, as XXXX-XXXX-XXXX-XXXX. */
export function shortCode(token: string): string {
  const code = token.slice(0, HANDLE_LENGTH + SHORT_PROOF_LENGTH)
  return code.replace(/(.{4})(?=.)/gu, '$1-')
}

/**
 * Reads a link token or a short code as people and scanners give them (J3, M8, Z3): any case, dashes, dots and spaces
 * ignored, O read as 0, I and L as 1; a whole link, also one that a mail program wrapped into one of its own; and what was
 * typed while the keyboard stood in Russian. Null for everything else. The one reader of codes: join site, desk and kiosk.
 */
export function parseCode(text: string): ParsedCode | null {
  if (text.length > LONGEST) return null
  const latin = latinised(text.normalize('NFKC'))
  const code = (linkToken(latin) ?? latin)
    .replace(/[\s\p{Pd}\p{Cf}\u2212._]/gu, '')
    .toUpperCase()
    .replace(/O/gu, '0')
    .replace(/[IL]/gu, '1')
  if (!/^[0-9A-HJKMNP-TV-Z]+$/u.test(code)) return null
  const handle = code.slice(0, HANDLE_LENGTH)
  const proof = code.slice(HANDLE_LENGTH)
  if (proof.length === LINK_PROOF_LENGTH) return { handle, proof, kind: 'link' }
  if (proof.length === SHORT_PROOF_LENGTH) return { handle, proof, kind: 'short' }
  return null
}

/** What stands behind `/J/` in a link, as it is or percent-encoded within another; null where the text is no link. */
function linkToken(text: string): string | null {
  return /(?:\/|%2F)J(?:\/|%2F)(?<token>[0-9A-Z-]+)/iu.exec(text)?.groups?.['token'] ?? null
}

/** Whether a parsed code is the one of this token; takes the same time whatever differs. */
export function matches(parsed: ParsedCode, token: string): boolean {
  const expected = token.slice(0, HANDLE_LENGTH + parsed.proof.length)
  const given = parsed.handle + parsed.proof
  return expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))
}

function encode(bytes: Uint8Array, length: number): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    if (text.length === length) break
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5 && text.length < length) {
      bits -= 5
      text += ALPHABET.charAt((buffer >> bits) & 31)
    }
    buffer &= (1 << bits) - 1
  }
  if (text.length < length) throw new RangeError('too few bytes for a code')
  return text
}
