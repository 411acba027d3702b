import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { DifferenceRow } from '../../../../electron/contract/imports'
import { i18n } from '../../../../src/locales'
import DifferenceTable from '../../../../src/screens/import/DifferenceTable.vue'

const router = createRouter({
  history: createMemoryHistory(),
  routes: ['/', '/employees'].map((path) => ({
    path,
    name: path.slice(1) || 'home',
    component: { template: '<p />' },
  })),
})

function difference(change: Partial<DifferenceRow>): DifferenceRow {
  return {
    key: '2',
    difference: 'missing-here',
    name: 'Ann Lee',
    address: 'ann.lee@y.example',
    person: null,
    changes: [],
    lookAlikes: [],
    standing: null,
    chosen: true,
    ...change,
  }
}

function table(rows: readonly DifferenceRow[], choosable = true) {
  return mount(DifferenceTable, {
    attachTo: document.body,
    global: { plugins: [i18n, router] },
    props: { rows, total: rows.length, complete: true, label: 'Not in Usher', choosable },
  })
}

afterEach(() => {
  document.body.innerHTML = ''
})

describe('the differences between a file and Usher', () => {
  it('Z7, Z5: who may be somebody known is not ticked and says whom they resemble', () => {
    const person = { id: 'p', name: 'Anna Lee', address: 'ann@x.example' }
    const view = table([
      difference({ chosen: false, lookAlikes: [{ why: 'name', person, row: null, suggestion: null }] }),
      difference({ key: '3', name: 'Bo Ray' }),
    ])
    const [alike, plain] = view.findAll('.track [role=row]')
    expect(alike?.text()).toContain('Same name as')
    expect(alike?.get('a').attributes('href')).toContain('person=p')
    expect(alike?.get<HTMLInputElement>('input').element.checked).toBe(false)
    expect(plain?.text()).toContain('Becomes active')
    expect(plain?.get<HTMLInputElement>('input').element.checked).toBe(true)
  })

  it('Z5: what would change is said before and after, and there is no tick where nothing can be done', () => {
    const changes = [{ field: 'position', before: 'Cook', after: 'Chef' }]
    const view = table([difference({ difference: 'changed', changes })], false)
    expect(view.get('del').text()).toBe('Cook')
    expect(view.get('ins').text()).toBe('Chef')
    expect(view.find('input').exists()).toBe(false)
  })

  it('Z5: why nothing is done about somebody who is not here is said; of others, that they stay as they are', () => {
    const person = { id: 'p', status: 'active' }
    const view = table(
      [
        difference({ difference: 'same', standing: 'suspended' }),
        difference({ key: '3', difference: 'same', standing: 'not-in-yet' }),
        difference({ key: 'p', difference: 'same', standing: 'not-in-yet', person }),
      ],
      false,
    )
    const [suspended, waiting, here] = view.findAll('.track [role=row]').map((row) => row.text())
    expect(suspended).toContain('Suspended in the file')
    expect(waiting).toContain('Invited or waiting in the file')
    expect(here).toContain('Stays as it is')
  })

  it('Z7: how many more somebody resembles stands apart from the name before it', () => {
    const person = { id: 'p', name: 'Nora Hilland', address: 'nora@xn--80a1acny.xn--p1ai' }
    const alike = { why: 'name', person, row: null, suggestion: null } as const
    const line = table([difference({ lookAlikes: [alike, alike] })]).get('.alike')
    expect(line.get('.ellipsis').text()).toBe('Same name as Nora Hilland')
    expect(line.get('.ellipsis').attributes('title')).toBe('Same name as Nora Hilland nora@почта.рф and 1 more')
    expect(line.get('.more').text()).toBe('and 1 more')
  })
})
