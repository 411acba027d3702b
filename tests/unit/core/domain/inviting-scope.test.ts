import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type InvitingFacts,
  type InvitingGrant,
  type InvitingScope,
  invitingScope,
  isWithin,
} from '../../../../electron/core/domain/inviting-scope'
import { DELEGATED_PLACES, INVITERS, ROLES } from '../../../../electron/core/domain/vocabulary'

const places = ['a', 'b', 'c', 'd'] as const
const someIds = fc.uniqueArray(fc.constantFrom(...places))
const grants = fc.record({
  departments: fc.constantFrom(...DELEGATED_PLACES),
  ownDepartmentIds: someIds,
  workgroups: fc.constantFrom(...DELEGATED_PLACES),
  ownWorkgroupIds: someIds,
  skipConfirmation: fc.boolean(),
})
const facts = fc.record({
  whoMayInvite: fc.constantFrom(...INVITERS),
  seesStructure: fc.boolean(),
  grants: fc.array(grants, { maxLength: 3 }),
  group: fc.option(fc.record({ id: fc.constantFrom(...places), open: fc.boolean() }), { nil: null }),
})
const actors = fc.record({ personId: fc.constant('a'), role: fc.constantFrom(...ROLES) })
const employee = { personId: 'a', role: 'employee' } as const
const closed: InvitingFacts = { whoMayInvite: 'administrators', seesStructure: true, grants: [], group: null }
const nothing: InvitingGrant = {
  departments: 'none',
  ownDepartmentIds: ['a', 'b'],
  workgroups: 'none',
  ownWorkgroupIds: ['c'],
  skipConfirmation: false,
}

/** Whether every order that one scope lets through goes through the other as well. */
function includes(wide: InvitingScope, narrow: InvitingScope): boolean {
  const holds = (outer: readonly string[] | null, inner: readonly string[] | null): boolean =>
    outer === null || (inner !== null && inner.every((id) => outer.includes(id)))
  if (!narrow.allowed) return true
  return (
    wide.allowed &&
    holds(wide.departmentIds, narrow.departmentIds) &&
    holds(wide.workgroupIds, narrow.workgroupIds) &&
    (wide.skipConfirmation || !narrow.skipConfirmation)
  )
}

describe('what may be preset when inviting', () => {
  it('A1: where everyone invites an employee presets any place; where administrators only, none without a delegation', () => {
    const any = { allowed: true, departmentIds: null, workgroupIds: null, skipConfirmation: false }
    const none = { allowed: false, departmentIds: [], workgroupIds: [], skipConfirmation: false }
    expect(invitingScope(employee, { ...closed, whoMayInvite: 'everyone' })).toEqual(any)
    expect(invitingScope(employee, closed)).toEqual(none)
    expect(invitingScope({ ...employee, role: 'partner' }, closed)).toEqual({ ...any, skipConfirmation: true })
  })

  it('Z11: a delegation gives no place, the own ones or any, departments and workgroups apart', () => {
    const scope = (grant: Partial<InvitingGrant>) =>
      invitingScope(employee, { ...closed, grants: [{ ...nothing, ...grant }] })
    expect(scope({})).toEqual({ allowed: true, departmentIds: [], workgroupIds: [], skipConfirmation: false })
    expect(scope({ departments: 'own' })).toMatchObject({ departmentIds: ['a', 'b'], workgroupIds: [] })
    expect(scope({ workgroups: 'own' })).toMatchObject({ departmentIds: [], workgroupIds: ['c'] })
    expect(scope({ departments: 'any' })).toMatchObject({ departmentIds: null, workgroupIds: [] })
    expect(scope({ workgroups: 'any', skipConfirmation: true })).toMatchObject({
      workgroupIds: null,
      skipConfirmation: true,
    })
  })

  it('Z11: several delegations add up, and one more never takes anything away', () => {
    fc.assert(
      fc.property(actors, facts, grants, (actor, before, grant) => {
        const after = invitingScope(actor, { ...before, grants: [...before.grants, grant] })
        expect(includes(after, invitingScope(actor, before))).toBe(true)
      }),
    )
  })

  it('A1: opening inviting or the structure to everyone takes nothing away', () => {
    fc.assert(
      fc.property(actors, facts, (actor, before) => {
        const after = invitingScope(actor, { ...before, whoMayInvite: 'everyone', seesStructure: true })
        expect(includes(after, invitingScope(actor, before))).toBe(true)
      }),
    )
  })

  it('A1, A2: who does not see the structure presets no department but those given as their own', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const scope = invitingScope(employee, { ...given, seesStructure: false })
        const own = given.grants.filter((each) => each.departments !== 'none').flatMap((each) => each.ownDepartmentIds)
        expect(scope.departmentIds).not.toBeNull()
        expect((scope.departmentIds ?? []).every((id) => own.some((each) => each === id))).toBe(true)
      }),
    )
  })

  it('W2: a member invites from a group that allows it, into this group and no department', () => {
    const scope = invitingScope(employee, { ...closed, group: { id: 'c', open: true } })
    expect(scope).toEqual({ allowed: true, departmentIds: [], workgroupIds: ['c'], skipConfirmation: false })
    expect(isWithin(scope, { departmentIds: [], workgroupIds: ['c'] })).toBe(true)
    expect(isWithin(scope, { departmentIds: ['a'], workgroupIds: ['c'] })).toBe(false)
    expect(isWithin(scope, { departmentIds: [], workgroupIds: ['c', 'd'] })).toBe(false)
    expect(invitingScope(employee, { ...closed, group: { id: 'c', open: false } }).allowed).toBe(false)
  })

  it('X6: an external person invites nobody, whatever is delegated and whatever group it is done from', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const scope = invitingScope({ personId: 'a', role: 'external' }, given)
        expect(scope).toEqual({ allowed: false, departmentIds: [], workgroupIds: [], skipConfirmation: false })
      }),
    )
  })

  it('A1: an administrator’s scope includes that of every other role', () => {
    fc.assert(
      fc.property(actors, facts, (actor, given) => {
        const all = { ...given, seesStructure: true }
        expect(includes(invitingScope({ ...actor, role: 'administrator' }, all), invitingScope(actor, given))).toBe(
          true,
        )
      }),
    )
  })
})
