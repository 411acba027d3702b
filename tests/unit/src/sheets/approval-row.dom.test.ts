import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { ApprovalLine } from '../../../../electron/contract/desk'
import { i18n } from '../../../../src/locales'
import ApprovalRow from '../../../../src/screens/sheets/ApprovalRow.vue'
import '../support/languages'

function row(change: Partial<ApprovalLine> = {}, entered: { decision?: 'approve' | 'decline' | null } = {}) {
  const line: ApprovalLine = {
    position: 3,
    personId: 'anna',
    name: 'Anna Berg',
    address: 'anna@aurora.example',
    departments: ['Sales'],
    standing: 'pending',
    hasTasks: false,
    decision: null,
    decidedAt: null,
    ...change,
  }
  return mount(ApprovalRow, {
    attachTo: document.body,
    props: { line, current: true, decision: entered.decision ?? null, reason: '' },
    global: { plugins: [i18n] },
  })
}

describe('a line of an approval sheet', () => {
  it('Z10: A approves and goes on, L leaves and goes on, D declines and stays for the reason; in any keyboard layout', async () => {
    const view = row()
    // On the Russian layout these keys write other letters.
    await view.trigger('keydown', { code: 'KeyA', key: 'ф' })
    await view.trigger('keydown', { code: 'KeyL', key: 'д' })
    expect(view.emitted('decide')).toEqual([['approve'], [null]])
    expect(view.emitted('move')).toEqual([[1], [1]])
    await view.trigger('keydown', { code: 'KeyD', key: 'в' })
    expect(view.emitted('decide')?.at(-1)).toEqual(['decline'])
    expect(view.emitted('move')).toHaveLength(2)
    view.unmount()
  })

  it('Z10: arrows move, and keys of the system stay the system’s', async () => {
    const view = row()
    await view.trigger('keydown', { code: 'ArrowUp' })
    await view.trigger('keydown', { code: 'ArrowDown' })
    expect(view.emitted('move')).toEqual([[-1], [1]])
    await view.trigger('keydown', { code: 'KeyA', ctrlKey: true })
    expect(view.emitted('decide')).toBeUndefined()
    view.unmount()
  })

  it('Z10: in the reason letters are letters; Enter goes on', async () => {
    const view = row({}, { decision: 'decline' })
    const field = view.get('input')
    await field.trigger('keydown', { code: 'KeyA', key: 'a' })
    expect(view.emitted('decide')).toBeUndefined()
    await field.setValue('Not known')
    expect(view.emitted('explain')).toEqual([['Not known']])
    await field.trigger('keydown', { code: 'Enter', key: 'Enter' })
    expect(view.emitted('move')).toEqual([[1]])
    view.unmount()
  })

  it('S1: who has tasks cannot be declined, by key or button, and it says why', async () => {
    const view = row({ hasTasks: true })
    await view.trigger('keydown', { code: 'KeyD' })
    expect(view.emitted('decide')).toBeUndefined()
    expect(view.text()).toContain('Has tasks')
    expect(view.findAll('button')[1]?.attributes('disabled')).toBeDefined()
    view.unmount()
  })

  it('Z10: who does not wait any more is shown as such, and takes no keys', async () => {
    const gone = row({ standing: 'gone', decision: 'decline', decidedAt: 1_700_000_000_000 })
    expect(gone.text()).toContain('Declined from this sheet on')
    await gone.trigger('keydown', { code: 'KeyA' })
    expect(gone.emitted('decide')).toBeUndefined()
    expect(row({ standing: 'active' }).text()).toContain('Decided elsewhere')
    expect(row({ standing: 'gone' }).text()).toContain('No longer in the directory')
    gone.unmount()
  })
})
