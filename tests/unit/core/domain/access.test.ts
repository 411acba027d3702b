import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Acting,
  can,
  demand,
  PERSON_RIGHTS,
  type PersonSubject,
  PORTAL_RIGHTS,
  roleOf,
} from '../../../../electron/core/domain/access'
import { PERSON_STATUSES, ROLES } from '../../../../electron/core/domain/vocabulary'
import { expectRefusal } from '../../../support/refusals'

const ids = fc.constantFrom('a', 'b', 'c')
const actors = fc.record({ personId: ids, role: fc.constantFrom(...ROLES) })
const subjects = fc.record({
  id: ids,
  status: fc.constantFrom(...PERSON_STATUSES),
  invitedBy: fc.option(ids, { nil: null }),
  administrator: fc.boolean(),
})
const employee: Acting = { personId: 'a', role: 'employee' }
const partner: Acting = { personId: 'a', role: 'partner' }
const administrator: Acting = { personId: 'a', role: 'administrator' }

describe('access policy', () => {
  it('A1: everyone may invite unless only administrators may; administrators and partners always', () => {
    expect(can(employee, 'invite', { whoMayInvite: 'everyone' })).toBe(true)
    expect(can(employee, 'invite', { whoMayInvite: 'administrators' })).toBe(false)
    expect(can(partner, 'invite', { whoMayInvite: 'administrators' })).toBe(true)
    expect(can(administrator, 'invite', { whoMayInvite: 'administrators' })).toBe(true)
  })

  it('A1: the structure is seen by every role and edited by administrators and partners', () => {
    expect(ROLES.filter((role) => can({ personId: 'a', role }, 'structure.see'))).toEqual([...ROLES])
    expect(ROLES.filter((role) => can({ personId: 'a', role }, 'structure.edit'))).toEqual(['administrator', 'partner'])
  })

  it('A2: an employee has no right over the portal but to see its structure', () => {
    expect(PORTAL_RIGHTS.filter((right) => can(employee, right))).toEqual(['structure.see'])
  })

  it('A2: an employee sees exactly themselves and whom they invited', () => {
    fc.assert(
      fc.property(subjects, (subject) => {
        expect(can(employee, 'people.see', subject)).toBe(subject.id === 'a' || subject.invitedBy === 'a')
      }),
    )
  })

  it('A2: whoever may change, delete or dismiss somebody may also see them', () => {
    fc.assert(
      fc.property(actors, subjects, fc.constantFrom(...PERSON_RIGHTS), (actor, subject, right) => {
        fc.pre(can(actor, right, subject))
        expect(can(actor, 'people.see', subject)).toBe(true)
      }),
    )
  })

  it('A2: an employee changes or deletes only whom they invited and only while they have not accepted', () => {
    fc.assert(
      fc.property(subjects, fc.constantFrom('people.edit', 'people.delete'), (subject, right) => {
        expect(can(employee, right, subject)).toBe(subject.invitedBy === 'a' && subject.status === 'invited')
      }),
    )
    fc.assert(
      fc.property(subjects, (subject) => {
        expect(can(employee, 'people.dismiss', subject)).toBe(false)
      }),
    )
  })

  it('A1: an administrator has every right', () => {
    expect(PORTAL_RIGHTS.every((right) => can(administrator, right))).toBe(true)
    fc.assert(
      fc.property(subjects, fc.constantFrom(...PERSON_RIGHTS), (subject, right) => {
        expect(can(administrator, right, subject)).toBe(true)
      }),
    )
  })

  it('B1: a partner has all rights but to make administrators, and to dismiss or edit them', () => {
    expect(PORTAL_RIGHTS.filter((right) => !can(partner, right))).toEqual(['people.set-administrator'])
    fc.assert(
      fc.property(subjects, fc.constantFrom('people.edit', 'people.dismiss'), (subject, right) => {
        expect(can(partner, right, subject)).toBe(!subject.administrator)
      }),
    )
  })

  it('A2: demand refuses with NOT_ALLOWED exactly where can says no', async () => {
    await fc.assert(
      fc.asyncProperty(actors, subjects, fc.constantFrom(...PERSON_RIGHTS), async (actor, subject, right) => {
        if (can(actor, right, subject)) expect(demand(actor, right, subject)).toBeUndefined()
        else await expectRefusal(() => demand(actor, right, subject), 'NOT_ALLOWED')
      }),
    )
  })

  it('A2: a subject that is missing at run time is no permission', () => {
    const nobody: unknown = undefined
    for (const right of PERSON_RIGHTS) expect(can(administrator, right, nobody as PersonSubject)).toBe(false)
  })

  it('B6: the role follows from kind and mark; a partner is never an administrator', () => {
    expect(roleOf({ kind: 'partner', administrator: true })).toBe('partner')
    expect(roleOf({ kind: 'employee', administrator: true })).toBe('administrator')
    expect(roleOf({ kind: 'employee', administrator: false })).toBe('employee')
    expect(roleOf({ kind: 'external', administrator: false })).toBe('employee')
  })
})
