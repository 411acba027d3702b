import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { PersonRow } from '../../../../electron/contract/people'
import { PEOPLE_FILTERS } from '../../../../electron/contract/vocabulary'
import FilterChips from '../../../../src/components/FilterChips.vue'
import { i18n } from '../../../../src/locales'
import PeopleTable from '../../../../src/screens/employees/PeopleTable.vue'
import { personRow, personRows } from './people'

function table(rows: readonly PersonRow[], chosen: readonly PersonRow[] = []) {
  return mount(PeopleTable, {
    attachTo: document.body,
    global: { plugins: [i18n] },
    props: {
      rows,
      total: rows.length,
      sort: 'status',
      descending: true,
      chosen: new Map(chosen.map((row) => [row.id, row])),
    },
  })
}

afterEach(() => {
  document.body.innerHTML = ''
})

describe('the table of people', () => {
  it('D2: draws only what is in view of 100,000 people, and says how many there are', () => {
    const view = table(personRows(1, 100_000))
    expect(view.findAll('[data-person]').length).toBeLessThan(60)
    expect(view.get('[role=grid]').attributes('aria-rowcount')).toBe('100001')
    expect(view.get('[data-person]').attributes('aria-rowindex')).toBe('2')
  })

  it('D2: says by which column and which way it is sorted, and which cannot be', () => {
    const view = table(personRows(1, 2))
    const sorts = view.findAll('[role=columnheader]').map((header) => header.attributes('aria-sort'))
    expect(sorts).toEqual([undefined, 'none', 'none', undefined, 'none', 'descending', undefined, 'none', undefined])
  })

  it('C5: the row menu is named after the person and missing where nothing may be done', () => {
    const view = table([personRow(1), personRow(2, { actions: [] })])
    const menus = view.findAll('[aria-haspopup=menu]').map((button) => button.attributes('aria-label'))
    expect(menus).toEqual(['Menu for Person 1'])
    expect(view.get('[aria-haspopup=menu]').text()).toBe('≡')
  })

  it('M9, N1, H4: marks a failed delivery, why somebody waits and whose invitation has expired', () => {
    const view = table([
      personRow(1, { deliveryFailed: true }),
      personRow(2, { status: 'pending', pendingReason: 'no-seat' }),
      personRow(3, { status: 'invited', linkEnded: true }),
    ])
    expect(view.find('[aria-label="The invitation has expired: renew it"]').exists()).toBe(true)
    expect(view.find('[aria-label="The last message could not be delivered"]').exists()).toBe(true)
    expect(view.find('[aria-label="Waits because no seat of the plan is free."]').exists()).toBe(true)
  })

  it('D2: one row is in the Tab order, and the arrow keys lead on from it', async () => {
    const view = table(personRows(1, 5))
    const stops = () => view.findAll('[data-person][tabindex="0"]').map((row) => row.attributes('data-person'))
    expect(stops()).toEqual([personRow(1).id])
    const first = view.get(`[data-person="${personRow(1).id}"]`)
    await first.trigger('keydown', { key: 'ArrowDown' })
    await view.vm.$nextTick()
    expect(document.activeElement?.getAttribute('data-person')).toBe(personRow(2).id)
    expect(stops()).toEqual([personRow(2).id])
    const second = view.get(`[data-person="${personRow(2).id}"]`)
    await second.trigger('keydown', { key: ' ' })
    await second.trigger('keydown', { key: 'Enter' })
    expect(view.emitted('toggle')?.[0]).toEqual([personRow(2)])
    expect(view.emitted('open')?.[0]).toEqual([personRow(2)])
  })

  it('D2: a tick does not open the profile', async () => {
    const view = table(personRows(1, 2))
    await view.get('input[aria-label="Select Person 1"]').trigger('click')
    expect(view.emitted('toggle')).toHaveLength(1)
    expect(view.emitted('open')).toBeUndefined()
  })
})

describe('the filter chips', () => {
  it('D2, C3: are radio buttons named with their counts, in the fixed order', () => {
    const counts = { all: 1_234, active: 7, invited: 6, pending: 5, dismissed: 4, extranet: 3, partners: 2 }
    const options = PEOPLE_FILTERS.map((value) => ({
      value,
      label: i18n.global.t(`employees.filters.${value}`),
      count: counts[value],
    }))
    const view = mount(FilterChips, {
      global: { plugins: [i18n] },
      props: { label: 'Show', options, modelValue: 'pending' },
    })
    expect(view.findAll('label').map((chip) => chip.text().replace(/\s+/gu, ' '))).toEqual([
      'All 1,234',
      'Active 7',
      'Invited 6',
      'Pending confirmation 5',
      'Dismissed 4',
      'Extranet 3',
      'Partners 2',
    ])
    const ticked = view.findAll('input').filter((input) => input.element.checked)
    expect(ticked.map((input) => input.element.value)).toEqual(['pending'])
  })
})
