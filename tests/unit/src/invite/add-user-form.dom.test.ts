import { enableAutoUnmount, shallowMount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RegisteringState } from '../../../../electron/contract/registering'
import { i18n } from '../../../../src/locales'

const read = vi.hoisted(() => vi.fn())
vi.mock('vue-router', () => ({ useRouter: () => ({ push: () => undefined }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))
vi.mock('../../../../src/stores/preferences', () => ({ usePreferences: () => ({ locale: 'en' }) }))
vi.mock('../../../../src/portal', () => {
  const none = () => Promise.resolve(null)
  return {
    portal: { settings: { get: none }, access: { invitingScope: none }, invitations: { read } },
    refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
    onRefusal: () => () => true,
  }
})

const { default: AddUserForm } = await import('../../../../src/screens/invite/add-user/AddUserForm.vue')
const { default: DecisionList } = await import('../../../../src/screens/invite/DecisionList.vue')
const { default: RedraftedQueue } = await import('../../../../src/screens/invite/RedraftedQueue.vue')
const { useAddUser } = await import('../../../../src/screens/invite/add-user/add-user')

const STATE = { mailService: false, maySkipConfirmation: true, seatsFree: null } as RegisteringState

enableAutoUnmount(afterEach)
beforeEach(() => setActivePinia(createPinia()))

it('S6, M2: an address that is taken is told beside the button, with what can be decided', async () => {
  const person = { id: 'anna', name: 'Anna Berg' }
  read.mockResolvedValue({ entries: [{ email: 'anna@x.io', fate: 'invited', person, lookAlikes: [] }] })
  useAddUser().person.email = 'anna@x.io'
  const form = shallowMount(AddUserForm, { global: { plugins: [i18n] }, props: { state: STATE } })
  await vi.waitFor(() => expect(form.get('footer').text()).toContain('Somebody has this address already'))
  expect(form.findComponent(RedraftedQueue).exists()).toBe(true)
  expect(form.getComponent(DecisionList).props('people')).toMatchObject([{ id: 'anna', fate: 'invited' }])
})
