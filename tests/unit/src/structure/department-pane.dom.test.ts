import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DepartmentDetails } from '../../../../electron/contract/structure'
import { i18n, loadLanguage } from '../../../../src/locales'

const get = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/portal', () => ({
  portal: { structure: { get } },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
}))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => ({ runsPortal: false }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))
vi.mock('../../../../src/composables/outlast-lock', () => ({ outlastLock: (_key: string, kept: unknown) => kept }))

const { default: DepartmentPane } = await import('../../../../src/screens/structure/DepartmentPane.vue')

/** What an employee reads below *People* where so many are in a department with these heads, and these are listed. */
async function peoplePart(
  peopleTotal: number,
  heads: readonly string[],
  people: readonly string[] = [],
): Promise<string> {
  const members = (names: readonly string[]) =>
    names.map((name) => ({ id: name, name, position: '', status: 'active' as const, elsewhere: [] }))
  const details: Partial<DepartmentDetails> = {
    heads: members(heads),
    people: members(people),
    peopleTotal,
    departments: [],
  }
  get.mockResolvedValue(details)
  const props = { departments: {}, node: { id: 'sales', name: 'Sales' }, editable: false }
  const view = mount(DepartmentPane, {
    props: props as unknown as InstanceType<typeof DepartmentPane>['$props'],
    shallow: true,
    global: { plugins: [i18n] },
  })
  await flushPromises()
  return view.get('section[aria-label="People"]').text()
}

enableAutoUnmount(afterEach)
beforeEach(() => loadLanguage('en'))

it('D1: a department without listed people says whether it is empty or has its heads alone', async () => {
  expect(await peoplePart(0, [])).toContain('Nobody is in this department itself.')
  expect(await peoplePart(1, ['Eve'])).toContain('Nobody besides the head.')
  expect(await peoplePart(2, ['Eve', 'Otto'])).toContain('Nobody besides the heads.')
})

it('A2: an employee who may not see its people is told so, not that nobody is there', async () => {
  expect(await peoplePart(12, [])).toContain('You see only those you invited.')
  expect(await peoplePart(12, ['Eve'])).toContain('Of the others you see only those you invited.')
  expect(await peoplePart(12, ['Eve'], ['Mia', 'Leo'])).toContain('Of the others you see only those you invited.')
  expect(await peoplePart(3, ['Eve'], ['Eve', 'Mia', 'Leo'])).not.toContain('you invited')
})
