import { describe, expect, it } from 'vitest'
import {
  type InvitingRights,
  isBarred,
  type ComingBack,
  mayComeBack,
  mayLead,
  NO_LIMITS,
  structureLimits,
} from '../../../../electron/core/domain/structure-limits'

/** company ─ sales ─ north, ─ design */
const departments = [
  { id: 'company', parentId: null },
  { id: 'sales', parentId: 'company' },
  { id: 'north', parentId: 'sales' },
  { id: 'design', parentId: 'company' },
]
const nothing: InvitingRights = { departments, heads: new Map(), delegations: [], reach: null }

describe('what of the structure stays as it is', () => {
  it('A1, Z11: nothing where nothing is delegated and the operator may invite everywhere', () => {
    expect(structureLimits({ ...nothing, heads: new Map([['sales', ['otto']]]) })).toEqual(NO_LIMITS)
  })

  it('Z11: a department whose heads inviting is delegated to is neither removed nor merged, and gets no other heads', () => {
    const delegations = [{ id: 'd', departmentId: 'sales' }]
    const heads = new Map([
      ['sales', ['otto']],
      ['north', ['otto']],
      ['design', ['dora']],
    ])
    const { merge, move, remove } = structureLimits({ ...nothing, delegations, heads })
    expect([move, remove]).toEqual([[], ['sales']])
    expect(isBarred(merge, 'sales', 'company')).toBe(true)
    expect(isBarred(merge, 'design', 'sales')).toBe(true)
    // Otto leads both: nothing changes for anybody.
    expect(isBarred(merge, 'north', 'sales')).toBe(false)
    expect(isBarred(merge, 'north', 'design')).toBe(false)
  })

  it('Z11: nothing that is closed to the operator comes below what is open to them', () => {
    const reach = {
      open: new Set(['company', 'sales', 'north']),
      byMembership: true,
      own: [{ id: 'sales', head: false }],
    }
    const { merge, move, remove } = structureLimits({ ...nothing, reach })
    expect(isBarred(move, 'design', 'north')).toBe(true)
    // The company is open to them as a place, without what is below it.
    expect(isBarred(move, 'north', 'company')).toBe(false)
    expect(isBarred(move, 'north', 'design')).toBe(false)
    expect(isBarred(merge, 'sales', 'design')).toBe(true)
    expect(isBarred(merge, 'design', 'sales')).toBe(false)
    expect(remove).toEqual([])
    // Merged into the company, whoever heads the department heads the company, and all is open to them.
    const led = structureLimits({ ...nothing, reach: { ...reach, own: [{ id: 'sales', head: true }] } })
    expect([isBarred(merge, 'sales', 'company'), isBarred(led.merge, 'sales', 'company')]).toEqual([false, true])
    expect(departments.map((each) => mayLead(reach, each))).toEqual([false, true, true, false])
    expect(mayLead({ ...reach, byMembership: false }, departments[3] ?? { id: '', parentId: null })).toBe(true)
  })
})

describe('a removed or merged department that is to come back', () => {
  /** North went from below sales into design. */
  const back: ComingBack = {
    parentId: 'sales',
    children: ['east'],
    toId: 'design',
    delegations: { ended: [], moved: [] },
    led: false,
    leadChanges: false,
    operatorIn: false,
    operatorLeads: false,
  }
  const ofDesign = { ...nothing, delegations: [{ id: 'd', departmentId: 'design' }] }
  const reach = { open: new Set(['company']), byMembership: true, own: [] }

  it('Z11: comes back with heads only where nothing is delegated to those', () => {
    const led = { ...back, led: true }
    expect([mayComeBack(nothing, led), mayComeBack(ofDesign, led)]).toEqual([true, true])
    const everyHead = { ...nothing, delegations: [{ id: 'd', departmentId: null }] }
    expect([mayComeBack(everyHead, back), mayComeBack(everyHead, led)]).toEqual([true, false])
    expect(mayComeBack(nothing, { ...led, delegations: { ended: [{}], moved: [] } })).toBe(false)
    expect(mayComeBack(ofDesign, { ...led, delegations: { ended: [], moved: ['d'] } })).toBe(false)
  })

  it('Z11: neither changes who leads the other department by a delegation, nor takes the delegation from them', () => {
    expect(mayComeBack(nothing, { ...back, leadChanges: true })).toBe(true)
    expect(mayComeBack(ofDesign, { ...back, leadChanges: true })).toBe(false)
    const taking = { ...back, delegations: { ended: [], moved: ['d'] } }
    expect(mayComeBack(ofDesign, taking)).toBe(true)
    expect(mayComeBack({ ...ofDesign, heads: new Map([['design', ['dora']]]) }, taking)).toBe(false)
  })

  it('Z11: takes nothing along that would be open to the operator only by that', () => {
    const rights = { ...nothing, reach }
    expect(mayComeBack(rights, back)).toBe(true)
    expect(mayComeBack(rights, { ...back, operatorIn: true })).toBe(false)
    expect(mayComeBack(rights, { ...back, operatorIn: true, children: [] })).toBe(true)
    expect(mayComeBack({ ...rights, reach: { ...reach, byMembership: false } }, { ...back, operatorIn: true })).toBe(
      true,
    )
    const salesOpen = { ...rights, reach: { ...reach, open: new Set(['company', 'sales']) } }
    expect([mayComeBack(salesOpen, back), mayComeBack(salesOpen, { ...back, parentId: 'company' })]).toEqual([
      false,
      true,
    ])
    // Who leads the company again may invite everywhere.
    const leading = { ...back, children: [], operatorLeads: true }
    expect([mayComeBack(rights, leading), mayComeBack(rights, { ...leading, toId: 'company' })]).toEqual([true, false])
  })
})
