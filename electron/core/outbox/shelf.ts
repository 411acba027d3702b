import { takenMessages } from '../store/outgoing'
import type { Store } from '../store/store'
import type { MessageKinds } from './kinds'
import type { ClaimedMessage } from './kinds/kind'
import { stillAlive } from './queue'
import type { Letter } from './texts'

/** So many are looked at in one query: a fast server comes through them before much else is written. */
const AT_ONCE = 50

/**
 * Letters taken out of the queue and not begun, the next one first. Whatever the store has kept since one was last looked at
 * may have ended what it is for: it is looked at again before it may be begun (S1, S2, Z1, M8). While nothing else is written,
 * that costs nothing.
 */
export interface Shelf {
  count(): number
  /** Adds letters that were alive when the store had kept so many writes. */
  add(letters: readonly Letter[], kept: number): void
  /** The next one, which stays; null where there is none or it must be looked at first. */
  next(): Letter | null
  /** Takes the next one away. */
  shift(): void
  /** Whether the next one must be looked at. */
  isStale(): boolean
  /** What was known when the store had kept so many writes holds after the next one: that one changed nothing of it. */
  passOver(kept: number): void
  /** Looks again at the next ones, at `at` (milliseconds UTC); takes those without a purpose away and returns them. */
  look(at: number): Promise<readonly ClaimedMessage[]>
  /** Takes all of them away. */
  clear(): readonly Letter[]
}

interface Place {
  readonly letter: Letter
  /** How many writes the store had kept when it was known to be alive. */
  kept: number
}

export function createShelf({ reader, written }: Pick<Store, 'reader' | 'written'>, kinds: MessageKinds): Shelf {
  let places: Place[] = []

  function isStale(): boolean {
    const [first] = places
    return first !== undefined && first.kept !== written()
  }

  return {
    isStale,
    count: () => places.length,
    next: () => (isStale() ? null : (places[0]?.letter ?? null)),
    shift: () => void places.shift(),

    add(letters, kept) {
      places = [...places, ...letters.map((letter) => ({ letter, kept }))]
    },

    passOver(kept) {
      for (const place of places) if (place.kept === kept) place.kept = kept + 1
    },

    async look(at) {
      const kept = written()
      const looked = new Set(places.slice(0, AT_ONCE))
      const ids = [...looked].map(({ letter }) => letter.message.id)
      const alive = new Set<string>()
      for (const message of await takenMessages(reader, ids)) {
        if (await stillAlive(kinds, message, at, reader)) alive.add(message.id)
      }
      const dead = places.filter((place) => looked.has(place) && !alive.has(place.letter.message.id))
      places = places.filter((place) => !dead.includes(place))
      for (const place of looked) place.kept = kept
      return dead.map(({ letter }) => letter.message)
    },

    clear() {
      const letters = places.map(({ letter }) => letter)
      places = []
      return letters
    },
  }
}
