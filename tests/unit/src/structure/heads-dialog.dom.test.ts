import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DepartmentDetails, DepartmentMember } from '../../../../electron/contract/structure'
import { i18n, loadLanguage } from '../../../../src/locales'

vi.mock('../../../../src/portal', () => ({
  portal: {},
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => ({ operator: { id: 'eve' } }) }))

const { default: HeadsDialog } = await import('../../../../src/screens/structure/HeadsDialog.vue')

const member = (id: string): DepartmentMember => ({ id, name: id, position: '', status: 'active', elsewhere: [] })

/** The people offered in a department of Eve and Otto. */
async function offered(mayLead: boolean, heads: readonly string[]): Promise<readonly (string | null)[]> {
  const department = {
    id: 'sales',
    name: 'Sales',
    heads: heads.map(member),
    people: [member('eve'), member('otto')],
    mayLead,
  } as unknown as DepartmentDetails
  const view = mount(HeadsDialog, { props: { department }, global: { plugins: [createPinia(), i18n] } })
  await flushPromises()
  const names = Array.from(document.querySelectorAll('[role=dialog] label .words'), (each) => each.textContent)
  view.unmount()
  return names
}

enableAutoUnmount(afterEach)
beforeEach(() => loadLanguage('en'))

it('A1, Z11: an operator is offered themselves as head only where the core lets them be one', async () => {
  expect(await offered(true, [])).toEqual(['eve', 'otto'])
  expect(await offered(false, [])).toEqual(['otto'])
  expect(await offered(false, ['otto'])).toEqual(['otto'])
})
