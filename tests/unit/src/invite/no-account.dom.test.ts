import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RegisteringState } from '../../../../electron/contract/registering'
import { i18n } from '../../../../src/locales'

vi.mock('vue-router', () => ({ useRouter: () => ({ push: () => undefined }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))
vi.mock('../../../../src/stores/preferences', () => ({ usePreferences: () => ({ locale: 'en' }) }))
vi.mock('../../../../src/portal', () => {
  const none = () => Promise.resolve(null)
  return {
    portal: { settings: { get: none }, inviting: { scope: none } },
    refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
    onRefusal: () => () => true,
  }
})

const { default: AddUserForm } = await import('../../../../src/screens/invite/add-user/AddUserForm.vue')
const { useAddUser } = await import('../../../../src/screens/invite/add-user/add-user')
const { default: InviteFoot } = await import('../../../../src/screens/invite/InviteFoot.vue')

enableAutoUnmount(afterEach)
beforeEach(() => setActivePinia(createPinia()))

const global = { plugins: [i18n] }

/** Whether the button can be pressed, by its words. */
function offered(view: VueWrapper): Record<string, boolean> {
  const buttons = view.get('footer').findAll('button')
  return Object.fromEntries(buttons.map((button) => [button.text(), button.attributes('disabled') === undefined]))
}

it('M4: inviting through a mail account that is missing is not offered, with the reason and the way to its settings', async () => {
  const props = { ways: ['mail-service', 'link'], busy: false, disabled: false, refusal: null } as const
  const foot = mount(InviteFoot, { global, props: { ...props, noAccount: true, delivery: 'mail-service' } })
  expect(offered(foot)).toEqual({ 'Set up mail': true, Invite: false })
  expect(foot.text()).toContain('No mail account is set up yet.')
  await foot.setProps({ delivery: 'link' })
  expect(offered(foot)).toEqual({ Invite: true })
})

it('R4: nor is adding a user by it', async () => {
  const state = { mailService: false, maySkipConfirmation: true, seatsFree: null } as RegisteringState
  const form = mount(AddUserForm, { global: { ...global, stubs: { DateField: true } }, props: { state } })
  expect(offered(form)).toEqual({ 'Add user': true })
  useAddUser().welcome = 'mail-service'
  await form.vm.$nextTick()
  expect(offered(form)).toEqual({ 'Set up mail': true, 'Add user': false })
  expect(form.get('footer').text()).toContain('No mail account is set up yet.')
})
