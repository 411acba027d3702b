import { randomFillSync } from 'node:crypto'
import type { Randomness } from '../core/services/ports'

/** Bytes drawn from the system at once: asking for the few of an id each time costs more than making the id. */
const POOL = 8 * 1024

/** Bytes nobody can foretell; each is given out once. */
export function systemRandomness(): Randomness {
  let pool = new Uint8Array(0)
  let used = 0
  return {
    bytes(length) {
      if (length > POOL / 8) return randomFillSync(new Uint8Array(length))
      if (used + length > pool.length) {
        pool = randomFillSync(new Uint8Array(POOL))
        used = 0
      }
      const bytes = pool.slice(used, used + length)
      pool.fill(0, used, used + length)
      used += length
      return bytes
    },
  }
}
