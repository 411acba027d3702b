import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ChecklistTemplate,
  type ChecklistTemplateItem,
  type InviteePlace,
  isMeantFor,
  isOverdue,
  plannedTasks,
} from '../../../../electron/core/domain/checklists'

const item = (change: Partial<ChecklistTemplateItem>): ChecklistTemplateItem => ({
  id: 'item',
  title: 'Issue laptop',
  dueDays: null,
  owner: 'nobody',
  ownerId: null,
  ...change,
})
const template = (items: readonly ChecklistTemplateItem[], departmentId: string | null = null): ChecklistTemplate => ({
  id: 'checklist',
  name: 'First day',
  departmentId,
  items,
})
const place = (change: Partial<InviteePlace> = {}): InviteePlace => ({
  paths: [['sales', 'root']],
  heads: new Map(),
  inviterId: 'inviter',
  ...change,
})
const ownersOf = (change: Partial<ChecklistTemplateItem>, at: InviteePlace): readonly (string | null)[] =>
  plannedTasks([template([item(change)])], at, '2026-03-02').map((task) => task.ownerId)

describe('checklists', () => {
  it('T1: one for a department is meant for those invited into it or below it, one for all for everyone', () => {
    const path = [['team', 'sales', 'root']]
    expect(isMeantFor({ departmentId: null }, [])).toBe(true)
    expect(isMeantFor({ departmentId: 'sales' }, path)).toBe(true)
    expect(isMeantFor({ departmentId: 'team' }, path)).toBe(true)
    expect(isMeantFor({ departmentId: 'support' }, path)).toBe(false)
    expect(isMeantFor({ departmentId: 'root' }, [])).toBe(false)
    expect(isMeantFor({ departmentId: 'support' }, [...path, ['support', 'root']])).toBe(true)
  })

  it('T1: due days count from the invitation, over months and leap days', () => {
    const due = (dueDays: number | null, invitedOn: string): string | null | undefined =>
      plannedTasks([template([item({ dueDays })])], place(), invitedOn)[0]?.dueOn
    expect(due(0, '2026-03-02')).toBe('2026-03-02')
    expect(due(14, '2026-12-25')).toBe('2027-01-08')
    expect(due(1, '2028-02-28')).toBe('2028-02-29')
    expect(due(null, '2026-03-02')).toBeNull()
  })

  it('T1: the owner is nobody, the inviter, a person, or the head of the department or of the one above', () => {
    expect(ownersOf({ owner: 'nobody', ownerId: 'ann' }, place())).toEqual([null])
    expect(ownersOf({ owner: 'inviter' }, place())).toEqual(['inviter'])
    expect(ownersOf({ owner: 'inviter' }, place({ inviterId: null }))).toEqual([null])
    expect(ownersOf({ owner: 'person', ownerId: 'ann' }, place())).toEqual(['ann'])
    expect(ownersOf({ owner: 'head' }, place())).toEqual([null])
    const paths = [
      ['team', 'sales', 'root'],
      ['support', 'root'],
    ]
    const heads = new Map([
      ['sales', 'sara'],
      ['support', 'sam'],
      ['root', 'boss'],
    ])
    expect(ownersOf({ owner: 'head' }, place({ paths, heads }))).toEqual(['sara'])
    expect(ownersOf({ owner: 'head' }, place({ paths, heads: new Map([['root', 'boss']]) }))).toEqual(['boss'])
  })

  it('T1: a task is overdue from the day after its due day until it is done', () => {
    const today = '2026-03-02'
    expect(isOverdue({ dueOn: '2026-03-01', doneAt: null }, today)).toBe(true)
    expect(isOverdue({ dueOn: today, doneAt: null }, today)).toBe(false)
    expect(isOverdue({ dueOn: '2026-03-01', doneAt: 1 }, today)).toBe(false)
    expect(isOverdue({ dueOn: null, doneAt: null }, today)).toBe(false)
  })

  it('T1: nobody’s tasks are owned by somebody outside of what the checklist names', () => {
    const owner = fc.constantFrom('nobody', 'inviter', 'head', 'person')
    fc.assert(
      fc.property(owner, fc.option(fc.constantFrom('ann', 'bob')), (kind, ownerId) => {
        const heads = new Map([['root', 'boss']])
        const allowed = { nobody: null, inviter: 'inviter', head: 'boss', person: ownerId }[kind]
        return ownersOf({ owner: kind, ownerId }, place({ heads }))[0] === allowed
      }),
    )
  })
})
