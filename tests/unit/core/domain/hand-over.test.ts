import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeLife, deskOutcome } from '../../../../electron/core/domain/hand-over'
import {
  CODE_LIVES,
  INVITATION_STATES,
  PERSON_STATUSES,
  SHEET_MARKS,
} from '../../../../electron/core/domain/vocabulary'

const NOW = 1_000
const times = fc.constantFrom(null, 1, 2)
const facts = fc.record({
  state: fc.constantFrom(...INVITATION_STATES),
  status: fc.constantFrom(...PERSON_STATUSES),
  replaced: fc.boolean(),
  expiresAt: fc.constantFrom(null, NOW - 1, NOW, NOW + 1),
})

describe('the desk decides', () => {
  it('J4: a code works only while its invitation is live, newest, not run out and of somebody who is not dismissed', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const works =
          each.state === 'live' &&
          each.status !== 'dismissed' &&
          !each.replaced &&
          (each.expiresAt === null || each.expiresAt > NOW)
        expect(codeLife(each, NOW) === 'live').toBe(works)
      }),
    )
  })

  it('Z3: what was never printed is never marked, and says why its code is dead before it says so', () => {
    for (const mark of SHEET_MARKS) {
      for (const life of CODE_LIVES) {
        expect(deskOutcome(mark, life, null)).toBe(life === 'live' ? 'not-printed' : life)
      }
    }
  })

  it('Z3: a mark is set once; a sheet is given out only while its code works or its owner is in, a receipt always taken', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHEET_MARKS),
        fc.constantFrom(...CODE_LIVES),
        times,
        times,
        (mark, life, at, back) => {
          const outcome = deskOutcome(mark, life, { handedOverAt: at, returnedAt: back })
          const before = mark === 'returned' ? back : at
          if (before !== null) expect(outcome).toBe('already')
          else if (mark === 'returned' || life === 'live' || life === 'accepted') expect(outcome).toBe('marked')
          else expect(outcome).toBe(life)
        },
      ),
    )
  })
})
