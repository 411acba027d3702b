import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'

const people = vi.hoisted(() => ({ get: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { people },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: ProfileDrawer } = await import('../../../../src/screens/employees/ProfileDrawer.vue')

enableAutoUnmount(afterEach)

const INVITED = { status: 'invited', actions: ['resend', 'copy-link', 'change-address', 'delete'] }

async function acts(person: object): Promise<readonly string[]> {
  people.get.mockResolvedValue({
    id: 'ann',
    name: 'Ann Lee',
    kind: 'employee',
    administrator: false,
    messages: [],
    deliveryFailed: false,
    ...person,
  })
  const view = mount(ProfileDrawer, {
    shallow: true,
    props: { personId: 'ann' },
    global: {
      plugins: [createPinia(), i18n],
      stubs: { Drawer: { template: '<div><slot /></div>' }, Button: { template: '<button><slot /></button>' } },
    },
  })
  await flushPromises()
  return view.findAll('.foot button').map((button) => button.text())
}

it('M9, C5: where the last message came back, the profile offers to change the address first', async () => {
  expect(await acts(INVITED)).toEqual(['Resend invitation', 'Copy link'])
  expect(await acts({ ...INVITED, deliveryFailed: true })).toEqual(['Change e-mail or phone', 'Resend invitation'])
})

it('C5: who was dismissed is first offered to come back', async () => {
  const actions = ['change-address', 'edit', 'rehire']
  expect(await acts({ status: 'dismissed', actions })).toEqual(['Rehire', 'Change e-mail or phone'])
  expect(await acts({ status: 'dismissed', actions, deliveryFailed: true })).toEqual([
    'Rehire',
    'Change e-mail or phone',
  ])
})
