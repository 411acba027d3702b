import type { Randomness } from '../services/ports'

/** Numbers that look random and are the same on every run: the sample company is always the same company. */
export interface Seeded {
  /** 0 to 1, without 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
  /** True so many times out of a hundred. */
  chance(percent: number): boolean
}

/** The generator known as mulberry32; good enough to scatter names and dates. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    chance: (percent) => next() * 100 < percent,
  }
}

/** Bytes for ids. They guard nothing: secrets of the sample come from real randomness. */
export function seededBytes(seed: number): Randomness {
  const numbers = seeded(seed)
  return { bytes: (length) => Uint8Array.from({ length }, () => numbers.between(0, 255)) }
}
