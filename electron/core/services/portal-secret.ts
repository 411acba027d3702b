import type { Randomness } from './ports'

/**
 * A new secret from which every join code, temporary password and proof of the portal derives (J4): base64url of 32
 * random bytes.
 */
export function newPortalSecret(randomness: Randomness): string {
  return Buffer.from(randomness.bytes(32)).toString('base64url')
}
