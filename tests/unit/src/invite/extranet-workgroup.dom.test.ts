import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ExtranetState } from '../../../../electron/contract/extranet'
import { i18n } from '../../../../src/locales'

const FAIR = { id: 'fair', name: 'Trade fair', description: '', mayEdit: true }
const update = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/portal', () => ({
  portal: { workgroups: { list: () => Promise.resolve([FAIR]), update } },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: ExtranetWorkgroup } = await import('../../../../src/screens/invite/extranet/ExtranetWorkgroup.vue')
const { NEW_WORKGROUP, useExtranetInvitation } =
  await import('../../../../src/screens/invite/extranet/extranet-invitation')

const STATE = { workgroups: [], closedWorkgroups: [FAIR], mayCreateWorkgroup: true } as unknown as ExtranetState

enableAutoUnmount(afterEach)
beforeEach(() => setActivePinia(createPinia()))

const shown = (problem?: { field: string; code: 'REQUIRED' }) =>
  mount(ExtranetWorkgroup, { attachTo: document.body, global: { plugins: [i18n] }, props: { state: STATE, problem } })

it('X2: when a group was opened, the keyboard goes on at the group', async () => {
  useExtranetInvitation().workgroup = 'fair'
  const view = shown()
  await flushPromises()
  const open = view.get<HTMLButtonElement>('.closed button')
  open.element.focus()
  await open.trigger('click')
  await flushPromises()
  expect(update).toHaveBeenCalledWith({ id: 'fair', name: 'Trade fair', description: '', allowExternal: true })
  await view.setProps({ state: { ...STATE, workgroups: [FAIR], closedWorkgroups: [] } as unknown as ExtranetState })
  expect(view.find('.closed').exists()).toBe(false)
  expect(view.element.contains(document.activeElement)).toBe(true)
})

it('X1: what is wrong with the name of a new group stands below the name', () => {
  useExtranetInvitation().workgroup = NEW_WORKGROUP
  const view = shown({ field: 'newWorkgroup', code: 'REQUIRED' })
  const [group, name] = view.findAll('.field')
  expect(group?.find('[aria-invalid="true"]').exists()).toBe(false)
  expect(name?.find('[aria-invalid="true"]').exists()).toBe(true)
  expect(name?.text()).toContain('Fill this in.')
})
