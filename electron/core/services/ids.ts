import { v7 } from 'uuid'
import type { Clock, Randomness } from './ports'

/** What ids are made of; a ServiceContext is one. */
export interface IdSource {
  readonly clock: Clock
  readonly randomness: Randomness
}

const last = new WeakMap<Randomness, { milliseconds: number; sequence: number }>()

/**
 * A new UUIDv7. Ids of one source rise in the order they were asked for, also within a millisecond and when the clock
 * is set back, so that ordering by id is ordering by age.
 */
export function newId(source: IdSource): string {
  const random = source.randomness.bytes(16)
  const milliseconds = source.clock.now()
  const before = last.get(source.randomness)
  const next =
    before && before.milliseconds >= milliseconds
      ? following(before)
      : { milliseconds, sequence: new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 2 }
  last.set(source.randomness, next)
  return v7({ msecs: next.milliseconds, seq: next.sequence, random })
}

function following({ milliseconds, sequence }: { milliseconds: number; sequence: number }) {
  return sequence < 0xffff_ffff
    ? { milliseconds, sequence: sequence + 1 }
    : { milliseconds: milliseconds + 1, sequence: 0 }
}
