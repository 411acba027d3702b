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
  STRUCTURE_RIGHTS,
} from '../../../../electron/core/domain/access'
import { AUDIENCES, INVITERS, PERSON_STATUSES, type Role, ROLES } from '../../../../electron/core/domain/vocabulary'
import { expectRefusal } from '../../../support/refusals'

const ids = fc.constantFrom('a', 'b', 'c')
const actors = fc.record({ personId: ids, role: fc.constantFrom(...ROLES) })
const subjects = fc.record({
  id: ids,
  status: fc.constantFrom(...PERSON_STATUSES),
  invitedBy: fc.option(ids, { nil: null }),
  administrator: fc.boolean(),
})
const structureRules = fc.record({
  structureSeenBy: fc.constantFrom(...AUDIENCES),
  structureEditedBy: fc.constantFrom(...AUDIENCES),
})
/** From most to least: who falls from one to the next gains nothing by it. */
const FALLING: readonly Role[] = ['administrator', 'partner', 'employee', 'external']
const external: Acting = { personId: 'a', role: 'external' }
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

  it('Z11, X6: a delegation lets an employee invite, and never an external person', () => {
    for (const whoMayInvite of INVITERS) {
      expect(can(employee, 'invite', { whoMayInvite, delegated: true })).toBe(true)
      expect(can(external, 'invite', { whoMayInvite, delegated: true })).toBe(false)
      expect(can(external, 'invite', { whoMayInvite })).toBe(false)
    }
  })

  it('A1: administrators and partners always see and edit the structure, employees as it is set', () => {
    fc.assert(
      fc.property(structureRules, (rule) => {
        for (const actor of [administrator, partner]) {
          for (const right of STRUCTURE_RIGHTS) expect(can(actor, right, rule)).toBe(true)
        }
        const seen = rule.structureSeenBy === 'everyone'
        expect(can(employee, 'structure.see', rule)).toBe(seen)
        expect(can(employee, 'structure.edit', rule)).toBe(seen && rule.structureEditedBy === 'everyone')
      }),
    )
  })

  it('X6: an external person neither sees nor edits the structure, however it is set', () => {
    fc.assert(
      fc.property(structureRules, fc.constantFrom(...STRUCTURE_RIGHTS), (rule, right) => {
        expect(can(external, right, rule)).toBe(false)
      }),
    )
  })

  it('A2, X6: neither an employee nor an external person has a right over the portal', () => {
    expect(PORTAL_RIGHTS.filter((right) => can(employee, right) || can(external, right))).toEqual([])
  })

  it('X6: of people an external person sees exactly themselves, and changes nobody', () => {
    fc.assert(
      fc.property(subjects, fc.constantFrom(...PERSON_RIGHTS), (subject, right) => {
        expect(can(external, right, subject)).toBe(right === 'people.see' && subject.id === 'a')
      }),
    )
  })

  it('A2: no right grows when a role falls', () => {
    fc.assert(
      fc.property(
        fc.nat(FALLING.length - 2),
        subjects,
        structureRules,
        fc.constantFrom(...INVITERS),
        fc.boolean(),
        (place, subject, rule, whoMayInvite, delegated) => {
          // Nobody invites an administrator, so that an employee never has a right over one that a partner has not.
          fc.pre(!(subject.administrator && subject.status === 'invited'))
          const [higher, lower] = [FALLING[place], FALLING[place + 1]].map((role): Acting => {
            return { personId: 'a', role: role ?? 'external' }
          })
          if (!higher || !lower) throw new Error('no such roles')
          const grew = [
            ...PERSON_RIGHTS.filter((right) => can(lower, right, subject) && !can(higher, right, subject)),
            ...PORTAL_RIGHTS.filter((right) => can(lower, right) && !can(higher, right)),
            ...STRUCTURE_RIGHTS.filter((right) => can(lower, right, rule) && !can(higher, right, rule)),
          ]
          expect(grew).toEqual([])
          const invite = { whoMayInvite, delegated }
          expect(can(lower, 'invite', invite) && !can(higher, 'invite', invite)).toBe(false)
        },
      ),
    )
  })

  it('A1: opening the structure or inviting to everyone takes no right from anybody', () => {
    fc.assert(
      fc.property(actors, structureRules, fc.constantFrom(...STRUCTURE_RIGHTS), (actor, rule, right) => {
        const open = { structureSeenBy: 'everyone', structureEditedBy: 'everyone' } as const
        if (can(actor, right, rule)) expect(can(actor, right, open)).toBe(true)
        if (can(actor, 'invite', { whoMayInvite: 'administrators' })) {
          expect(can(actor, 'invite', { whoMayInvite: 'everyone' })).toBe(true)
        }
      }),
    )
  })

  it('A2: what an employee sees is part of what an administrator sees', () => {
    fc.assert(
      fc.property(fc.array(subjects), (everybody) => {
        const seen = (actor: Acting) => everybody.filter((each) => can(actor, 'people.see', each))
        expect(seen(administrator)).toEqual(expect.arrayContaining(seen(employee)))
        expect(seen(employee)).toEqual(expect.arrayContaining(seen(external)))
      }),
    )
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

  it('B1, B2: a partner has all rights but to make administrators, to touch them, to say who certifies partners, and to restore', () => {
    expect(PORTAL_RIGHTS.filter((right) => !can(partner, right))).toEqual([
      'people.set-administrator',
      'partners.set-source',
      'backups.edit',
    ])
    fc.assert(
      fc.property(
        subjects,
        fc.constantFrom('people.edit', 'people.dismiss', 'people.partner-access'),
        (subject, right) => {
          expect(can(partner, right, subject)).toBe(!subject.administrator)
        },
      ),
    )
  })

  it('B1: of whom it is not known whether they are an administrator, a partner may touch nobody', () => {
    const unknown = { id: 'b', status: 'active', invitedBy: null } as const
    for (const right of ['people.edit', 'people.dismiss', 'people.partner-access'] as const) {
      expect(can(partner, right, unknown)).toBe(false)
    }
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

  it('B6, X6: the role follows from kind and mark; a partner is never an administrator', () => {
    expect(roleOf({ kind: 'partner', administrator: true })).toBe('partner')
    expect(roleOf({ kind: 'employee', administrator: true })).toBe('administrator')
    expect(roleOf({ kind: 'employee', administrator: false })).toBe('employee')
    expect(roleOf({ kind: 'external', administrator: false })).toBe('external')
    expect(roleOf({ kind: 'external', administrator: true })).toBe('external')
  })
})
