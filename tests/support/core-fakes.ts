// What stands in for the device in a test: time, chance, the vault, files and the log.
import { createHash } from 'node:crypto'
import type { Clock, Files, Log, Presence, Randomness, SecretName, Vault } from '../../electron/core/services/ports'

/** 2026-03-02 09:00 UTC, a Monday. */
export const START = Date.UTC(2026, 2, 2, 9)
export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

export interface FakeClock extends Clock {
  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void
  set(now: number): void
}

export function fakeClock(start = START): FakeClock {
  let now = start
  return {
    now: () => now,
    advance: (milliseconds) => void (now += milliseconds),
    set: (next) => void (now = next),
  }
}

/** The same bytes on every run, unlike bytes on every call. */
export function seededRandomness(seed = 'usher'): Randomness {
  let calls = 0
  return {
    bytes(length) {
      calls += 1
      const blocks: Buffer[] = []
      for (let block = 0; block * 32 < length; block += 1) {
        blocks.push(createHash('sha256').update(`${seed}/${calls}/${block}`).digest())
      }
      return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
    },
  }
}

/** A vault in memory; `secrets` may be looked at. */
export function memoryVault(): Vault & { readonly secrets: Map<SecretName, string> } {
  const secrets = new Map<SecretName, string>()
  return {
    secrets,
    get: (name) => secrets.get(name) ?? null,
    set: (name, value) => void secrets.set(name, value),
    remove: (name) => void secrets.delete(name),
  }
}

/** Who sits at the console; nobody at first. */
export function fakePresence(): Presence & { personId: string | null } {
  return {
    personId: null,
    current() {
      return this.personId
    },
  }
}

/** Files in memory, by the name suggested; `place` null: the operator chooses none. `chosen`: the file they choose to read. */
export function memoryFiles(): Files & {
  place: string | null
  chosen: string | null
  readonly saved: Map<string, string>
} {
  const saved = new Map<string, string>()
  return {
    place: '/chosen',
    chosen: null,
    saved,
    async saveAs({ name, extension }) {
      if (this.place === null) return null
      const path = `${this.place}/${name}.${extension}`
      const parts: string[] = []
      return {
        path,
        write: async (part) => void parts.push(typeof part === 'string' ? part : Buffer.from(part).toString('latin1')),
        end: async () => void saved.set(`${name}.${extension}`, parts.join('')),
        giveUp: async () => {},
      }
    },
    async choose() {
      return this.chosen
    },
  }
}

/** Keeps what was logged and prints nothing. */
export function silentLog(): Log & { readonly lines: { level: string; message: string; details?: unknown }[] } {
  const lines: { level: string; message: string; details?: unknown }[] = []
  return {
    lines,
    info: (message, details) => void lines.push({ level: 'info', message, details }),
    warn: (message, details) => void lines.push({ level: 'warn', message, details }),
    error: (message, error) => void lines.push({ level: 'error', message, details: error }),
  }
}
