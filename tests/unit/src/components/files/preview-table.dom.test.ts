import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { ImportRow } from '../../../../../electron/contract/file-sessions'
import { ROW_PROBLEMS } from '../../../../../electron/contract/vocabulary'
import { i18n } from '../../../../../src/locales'
import PreviewTable from '../../../../../src/components/files/PreviewTable.vue'
import { row } from '../../import/import-files'

const router = createRouter({
  history: createMemoryHistory(),
  routes: ['/', '/employees'].map((path) => ({
    path,
    name: path.slice(1) || 'home',
    component: { template: '<p />' },
  })),
})

function table(rows: readonly ImportRow[], narrow = false) {
  return mount(PreviewTable, {
    attachTo: document.body,
    global: { plugins: [i18n, router] },
    props: { rows, total: rows.length, complete: true, narrow },
  })
}

afterEach(() => {
  document.body.innerHTML = ''
})

describe('the rows of a file', () => {
  it('D4: draws only what is in view of 100,000 rows, and says how many there are', () => {
    const view = table(Array.from({ length: 100_000 }, (_, index) => row(index + 2)))
    expect(view.findAll('[role=row]').length).toBeLessThan(60)
    expect(view.get('[role=table]').attributes('aria-rowcount')).toBe('100001')
  })

  it('S6: only rows that would make somebody can be ticked', () => {
    const view = table([
      row(2),
      row(3, { fate: 'active', person: { id: 'p', name: 'Ann Lee' }, included: false }),
      row(4, { fate: 'duplicate', included: false }),
    ])
    const names = view.findAll('input[type=checkbox]').map((box) => box.attributes('aria-label'))
    expect(names).toEqual(['Import all of the rows shown', 'Import Person 2'])
    expect(view.text()).toContain('Ann Lee')
  })

  it('S6: where each new person lands is shown beside an invitation too', () => {
    const [heads, first] = table([row(2, { departments: ['Sales › North'] })], true).findAll('[role=row]')
    const columns = heads?.findAll('[role=columnheader]').map((head) => head.text())
    expect(columns).toEqual(['', 'Row', 'Name', 'E-mail or phone', 'Departments', 'What happens'])
    expect(first?.findAll('[role=cell]')[4]?.text()).toBe('North')
  })

  it('D4: a refused row shows its cells as read and every reason in words', () => {
    const view = table([
      row(9, {
        fate: 'invalid',
        name: '',
        email: null,
        included: false,
        problems: [...ROW_PROBLEMS],
        cells: ['Ann', '', 'no address'],
      }),
    ])
    expect(view.text()).toContain('Ann · no address')
    for (const problem of ROW_PROBLEMS) expect(view.text()).toContain(i18n.global.t(`import.problems.${problem}`))
  })

  it('Z7: a look-alike is explained, with the way to the person it may be', () => {
    const person = { id: 'p', name: 'Anna Ivanova', address: 'anna@x.example' }
    const view = table([
      row(2, { included: false, lookAlikes: [{ why: 'name', person, row: null, suggestion: null }] }),
      row(3, {
        included: false,
        lookAlikes: [{ why: 'domain', person: null, row: null, suggestion: 'ann@gmail.com' }],
      }),
      row(4, { included: false, lookAlikes: [{ why: 'phone', person: null, row: 2, suggestion: null }] }),
    ])
    expect(view.get('a').attributes('href')).toContain('person=p')
    expect(view.text()).toContain('Same name as')
    expect(view.get('[title^="Did you mean ann@gmail.com?"]').text()).toBe('gmail.com?')
    expect(view.text()).toContain('Same phone as in row 2')
  })

  it('Z7: a mistyped address is put right with a button, whatever else is said of the row', async () => {
    const person = { id: 'p', name: 'Anna Ivanova', address: 'anna@x.example' }
    const slip = { why: 'domain', person: null, row: null, suggestion: 'ann@gmail.com' } as const
    const alike = { why: 'name', person, row: null, suggestion: null } as const
    const view = table([row(2, { email: 'ann@gmial.com', included: false, lookAlikes: [alike, slip] })])
    expect(view.get('[title^="Did you mean ann@gmail.com?"]').text()).toBe('gmail.com?')
    await view.get('button[aria-label="Correct it: ann@gmial.com to ann@gmail.com"]').trigger('click')
    expect(view.emitted<[ImportRow]>('correct')?.map(([each]) => each.row)).toEqual([2])
  })

  it('Z7, A2: nothing is offered to be put right of a row that would make nobody any more', () => {
    const slip = { why: 'domain', person: null, row: null, suggestion: 'ann@gmail.com' } as const
    const view = table([row(2, { email: 'ann@gmial.com', fate: 'invited', included: false, lookAlikes: [slip] })])
    expect(view.findAll('button')).toEqual([])
  })

  it('D4: who is suspended in the file is told so, beside whom they may be', () => {
    const person = { id: 'p', name: 'Anna Ivanova', address: 'anna@x.example' }
    const view = table([
      row(2, { included: false, standing: 'suspended' }),
      row(3, {
        included: false,
        standing: 'suspended',
        lookAlikes: [{ why: 'name', person, row: null, suggestion: null }],
      }),
      row(4),
      row(5, { included: false, standing: 'not-in-yet' }),
    ])
    const told = view.findAll('.track [role=row]').map((line) => line.text().includes('Suspended in the file'))
    expect(told).toEqual([true, true, false, false])
    expect(view.findAll('.track [role=row]').at(3)?.text()).toContain('Invited or waiting in the file')
    expect(view.text()).toContain('Same name as')
  })

  it('D4: the tick above takes in or leaves out all rows shown that can be', async () => {
    const view = table([row(2, { included: false }), row(3), row(4, { fate: 'invalid', included: false })])
    await view.get('input[type=checkbox]').trigger('click')
    const asked = view.emitted<[readonly ImportRow[], boolean]>('include') ?? []
    expect(asked.map(([rows, included]) => [rows.map((each) => each.row), included])).toEqual([[[2, 3], true]])
  })
})
