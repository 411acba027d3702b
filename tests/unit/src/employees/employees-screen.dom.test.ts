import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { PeoplePage } from '../../../../electron/contract/people'
import { i18n } from '../../../../src/locales'
import { personRow, personRows } from './people'

const people = vi.hoisted(() => ({ list: vi.fn(), counts: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { people },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: EmployeesScreen } = await import('../../../../src/screens/employees/EmployeesScreen.vue')
const { default: SelectionBar } = await import('../../../../src/screens/employees/SelectionBar.vue')

const PeopleTable = { template: '<p />', methods: { toTop() {}, shift() {} } }

async function screen() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/employees', name: 'employees', component: { template: '<p />' } }],
  })
  await router.push('/employees?filter=invited')
  const view = mount(EmployeesScreen, {
    shallow: true,
    global: { plugins: [createPinia(), i18n, router], stubs: { PeopleTable } },
  })
  await flushPromises()
  return { bar: view.getComponent(SelectionBar), router }
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  vi.resetAllMocks()
  people.counts.mockResolvedValue({})
  people.list.mockResolvedValue({ rows: personRows(1, 100), nextCursor: 'more', total: 150 })
})

describe('the Employees screen', () => {
  it('D2: all that match are chosen, those not loaded yet too', async () => {
    const { bar } = await screen()
    people.list.mockResolvedValue({ rows: personRows(101, 150), nextCursor: null, total: 150 })
    bar.vm.$emit('select-all')
    await flushPromises()
    expect(bar.props('people')).toHaveLength(150)
    expect(bar.props('busy')).toBe(false)
  })

  it('D2: choosing all ends with the filter it was asked for, so that nobody unseen is acted on', async () => {
    const { bar, router } = await screen()
    let answer: (page: PeoplePage) => void = () => {}
    people.list.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    bar.vm.$emit('select-all')
    await flushPromises()
    people.list.mockImplementation(async ({ cursor }: { cursor: string | null }) =>
      cursor === null
        ? { rows: [personRow(901)], nextCursor: 'more', total: 2 }
        : { rows: [personRow(902)], nextCursor: null, total: 2 },
    )
    await router.push('/employees?filter=dismissed')
    await flushPromises()
    answer({ rows: personRows(101, 150), nextCursor: null, total: 150 })
    await flushPromises()
    expect(bar.props('people')).toEqual([])
    expect(bar.props('busy')).toBe(false)
  })
})
