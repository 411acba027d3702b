import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accept,
  confirm,
  decline,
  dismiss,
  giveAdministrator,
  isLawful,
  LAWFUL_FROM,
  register,
  rehire,
  remove,
  takeAdministrator,
  type Transition,
} from '../../../../electron/core/domain/person-states'
import { Refusal } from '../../../../electron/core/domain/refusal'
import { PERSON_STATUSES, type PersonStatus } from '../../../../electron/core/domain/vocabulary'
import { expectRefusal } from '../../../support/refusals'

const facts = fc.record({
  status: fc.constantFrom(...PERSON_STATUSES),
  needsApproval: fc.boolean(),
  seatFree: fc.boolean(),
  hasTasks: fc.boolean(),
  isLastAdministrator: fc.boolean(),
  isYourself: fc.boolean(),
  joined: fc.boolean(),
  accepted: fc.boolean(),
})
type Facts = typeof facts extends fc.Arbitrary<infer Value> ? Value : never

/** The next state, or the code of the refusal. */
function outcome(transition: Transition, given: Facts): string {
  const transitions: Readonly<Record<Transition, () => 'gone' | { status: PersonStatus }>> = {
    accept: () => accept(given),
    confirm: () => confirm(given),
    decline: () => decline(given),
    remove: () => remove(given),
    dismiss: () => dismiss(given),
    rehire: () => rehire(given),
  }
  try {
    const next = transitions[transition]()
    return next === 'gone' ? next : next.status
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** The arrows of the domain's diagram, and where each may lead. */
const ARROWS: Readonly<Record<Transition, readonly string[]>> = {
  accept: ['active', 'pending'],
  confirm: ['active'],
  decline: ['gone'],
  remove: ['gone'],
  dismiss: ['dismissed'],
  rehire: ['active', 'pending', 'invited'],
}

const transitions = fc.constantFrom<Transition>('accept', 'confirm', 'decline', 'remove', 'dismiss', 'rehire')

describe('state machine of a person', () => {
  it('S5: from a state without that arrow every transition is refused with the state as its reason', () => {
    fc.assert(
      fc.property(transitions, facts, (transition, given) => {
        fc.pre(!isLawful(transition, given.status))
        expect(outcome(transition, given)).toBe('STATE_NOT_ALLOWED')
      }),
    )
  })

  it('S5: a lawful transition leads only where the diagram says, or is refused for another reason than the state', () => {
    fc.assert(
      fc.property(transitions, facts, (transition, given) => {
        fc.pre(isLawful(transition, given.status))
        const refusals = ['HAS_TASKS', 'NO_SEAT', 'LAST_ADMINISTRATOR', 'YOURSELF']
        expect([...ARROWS[transition], ...refusals]).toContain(outcome(transition, given))
      }),
    )
  })

  it('S5: no transition can be applied twice in a row', () => {
    fc.assert(
      fc.property(transitions, facts, (transition, given) => {
        const first = outcome(transition, given)
        const status = PERSON_STATUSES.find((each) => each === first)
        fc.pre(status !== undefined)
        expect(outcome(transition, { ...given, status: status ?? given.status })).toBe('STATE_NOT_ALLOWED')
      }),
    )
  })

  it('S5: each state is left by the arrows of the diagram and no others', () => {
    const leaving = (status: PersonStatus) =>
      Object.keys(LAWFUL_FROM).filter((transition) => ARROWS_BY_STATE[status].includes(transition))
    for (const status of PERSON_STATUSES) {
      const lawful = Object.entries(LAWFUL_FROM).filter(([, from]) => (from as readonly string[]).includes(status))
      expect(lawful.map(([transition]) => transition)).toEqual(leaving(status))
    }
  })

  it('S1: a person with a task is neither deleted nor declined, only dismissed', async () => {
    const given = { hasTasks: true, isLastAdministrator: false, isYourself: false }
    await expectRefusal(() => remove({ ...given, status: 'invited' }), 'HAS_TASKS')
    await expectRefusal(() => decline({ ...given, status: 'pending' }), 'HAS_TASKS')
    expect(dismiss({ ...given, status: 'invited' })).toEqual({ status: 'dismissed' })
    expect(dismiss({ ...given, status: 'pending' })).toEqual({ status: 'dismissed' })
  })

  it('S2: an invited person deleted and a pending person declined are gone', () => {
    expect(remove({ status: 'invited', hasTasks: false })).toBe('gone')
    expect(decline({ status: 'pending', hasTasks: false })).toBe('gone')
  })

  it('S3: who registers is active, or pending where approval is asked, never invited', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (needsApproval, seatFree) => {
        const { status } = register({ needsApproval, seatFree })
        expect(status).toBe(needsApproval || !seatFree ? 'pending' : 'active')
      }),
    )
  })

  it('N1: accepting without a free seat waits in pending with that reason, approval being the first to say', () => {
    expect(accept({ status: 'invited', needsApproval: false, seatFree: false })).toEqual({
      status: 'pending',
      reason: 'no-seat',
    })
    expect(accept({ status: 'invited', needsApproval: true, seatFree: false })).toEqual({
      status: 'pending',
      reason: 'approval',
    })
    expect(accept({ status: 'invited', needsApproval: false, seatFree: true })).toEqual({ status: 'active' })
  })

  it('N1: confirming without a free seat is refused and says so', async () => {
    await expectRefusal(() => confirm({ status: 'pending', seatFree: false }), 'NO_SEAT')
  })

  it('A3: the last administrator is neither dismissed nor demoted', async () => {
    const last = { status: 'active', isLastAdministrator: true, isYourself: false } as const
    await expectRefusal(() => dismiss(last), 'LAST_ADMINISTRATOR')
    await expectRefusal(
      () => takeAdministrator({ ...last, kind: 'employee', administrator: true }),
      'LAST_ADMINISTRATOR',
    )
  })

  it('A3: nobody dismisses or demotes themselves', async () => {
    const self = { status: 'active', isLastAdministrator: false, isYourself: true } as const
    await expectRefusal(() => dismiss(self), 'YOURSELF')
    await expectRefusal(() => takeAdministrator({ ...self, kind: 'employee', administrator: true }), 'YOURSELF')
  })

  it('A3: only an active employee who is none yet becomes administrator', async () => {
    const given = { isLastAdministrator: false, isYourself: false, administrator: false, kind: 'employee' } as const
    expect(giveAdministrator({ ...given, status: 'active' })).toBeUndefined()
    for (const status of ['invited', 'pending', 'dismissed'] as const) {
      await expectRefusal(() => giveAdministrator({ ...given, status }), 'STATE_NOT_ALLOWED', { status })
    }
    await expectRefusal(() => giveAdministrator({ ...given, status: 'active', kind: 'external' }), 'STATE_NOT_ALLOWED')
    await expectRefusal(
      () => giveAdministrator({ ...given, status: 'active', administrator: true }),
      'STATE_NOT_ALLOWED',
    )
  })

  it('D3: a rehire takes everybody back to where they stood, past no approval', async () => {
    const given = { status: 'dismissed', seatFree: true } as const
    expect(rehire({ ...given, joined: true, accepted: true })).toEqual({ status: 'active' })
    expect(rehire({ ...given, joined: false, accepted: true })).toEqual({ status: 'pending', reason: 'approval' })
    expect(rehire({ ...given, joined: false, accepted: false })).toEqual({ status: 'invited' })
    await expectRefusal(() => rehire({ ...given, seatFree: false, joined: true, accepted: true }), 'NO_SEAT')
  })
})

const ARROWS_BY_STATE: Readonly<Record<PersonStatus, readonly string[]>> = {
  invited: ['accept', 'remove', 'dismiss'],
  pending: ['confirm', 'decline', 'dismiss'],
  active: ['dismiss'],
  dismissed: ['rehire'],
}
