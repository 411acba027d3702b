import { enableAutoUnmount, flushPromises, mount, shallowMount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { defineComponent, h, ref, withDirectives } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RegisteringState } from '../../../../electron/contract/registering'
import type { PartnersState } from '../../../../electron/contract/partners'
import { i18n } from '../../../../src/locales'
import { vHeldStill } from '../../../../src/components/held-still'

/** Refuses the request that is under way. */
const asked = vi.hoisted(() => ({ refuse: () => {} }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: () => undefined }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))
vi.mock('../../../../src/stores/preferences', () => ({ usePreferences: () => ({ locale: 'en' }) }))
vi.mock('../../../../src/portal', () => {
  const pending = () => new Promise((_, reject) => (asked.refuse = () => reject(new Error('refused'))))
  const none = () => Promise.resolve(null)
  const email = 'ann@x.io'
  const entry = { text: email, email, firstName: '', lastName: '', fate: 'new', person: null, problem: null }
  const read = () => Promise.resolve({ entries: [{ ...entry, lookAlikes: [] }] })
  return {
    portal: {
      invitations: { read, inviteByMailService: pending, prepareDrafts: pending, drafts: none },
      sms: { check: () => Promise.resolve({ entries: [] }), get: none, drafts: none, invite: pending },
      extranet: { get: none, invite: pending },
      registering: { add: pending },
      partners: { check: none, invite: pending },
      mailAccount: { get: none },
      workgroups: { list: () => Promise.resolve([{ id: 'w', name: 'Press', mayInvite: true }]) },
      settings: { get: none },
      inviting: { scope: none },
    },
    refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
    onRefusal: () => () => true,
  }
})

const { default: AddUserForm } = await import('../../../../src/screens/invite/add-user/AddUserForm.vue')
const { useAddUser } = await import('../../../../src/screens/invite/add-user/add-user')
const { default: EmailCompose } = await import('../../../../src/screens/invite/email/EmailCompose.vue')
const { default: WorkgroupCompose } = await import('../../../../src/screens/invite/email/WorkgroupCompose.vue')
const { useEmailInvitation } = await import('../../../../src/screens/invite/email/email-invitation')
const { default: ExtranetCompose } = await import('../../../../src/screens/invite/extranet/ExtranetCompose.vue')
const { useExtranetInvitation } = await import('../../../../src/screens/invite/extranet/extranet-invitation')
const { default: PartnerForm } = await import('../../../../src/screens/invite/partner/PartnerForm.vue')
const { usePartnerInvitation } = await import('../../../../src/screens/invite/partner/partner-invitation')
const { default: SmsCompose } = await import('../../../../src/screens/invite/sms/SmsCompose.vue')
const { useSmsInvitation } = await import('../../../../src/screens/invite/sms/sms-invitation')

const global = { plugins: [i18n] }
const registering = { mailService: true, maySkipConfirmation: true, seatsFree: 1 } as RegisteringState
const partners = { seats: [], registry: null } as unknown as PartnersState

function byEmail(): Promise<void> {
  const store = useEmailInvitation()
  store.text = 'ann@x.io'
  return store.send()
}

const forms = {
  'M4: E-mail': { show: () => shallowMount(EmailCompose, { global }), ask: byEmail },
  'W1: Workgroup': { show: () => shallowMount(WorkgroupCompose, { global }), ask: byEmail },
  'SM1: SMS': { show: () => shallowMount(SmsCompose, { global }), ask: () => useSmsInvitation().send() },
  'X1: Extranet': {
    show: () => shallowMount(ExtranetCompose, { global }),
    ask: () => useExtranetInvitation().invite('link'),
  },
  'R1: Add new user': {
    show: () => shallowMount(AddUserForm, { global, props: { state: registering } }),
    ask: () => useAddUser().add('sheet', false),
  },
  'B1: Partner': {
    show: () => shallowMount(PartnerForm, { global, props: { state: partners } }),
    ask: () => usePartnerInvitation().submit({ person: null, dismissed: null, delivery: 'link', locale: 'en' }),
  },
}

enableAutoUnmount(afterEach)
beforeEach(() => setActivePinia(createPinia()))

describe('while a request is under way', () => {
  it.each(Object.entries(forms))('%s is held still, also when it is opened again', async (_, { ask, show }) => {
    const form = show()
    expect(form.get('.scroll').attributes('inert')).toBeUndefined()
    const answer = ask().catch(() => null)
    await flushPromises()
    expect(form.get('.scroll').attributes('inert')).toBe('')
    form.unmount()
    const again = show()
    expect(again.get('.scroll').attributes('inert')).toBe('')
    asked.refuse()
    await answer
    await flushPromises()
    expect(again.get('.scroll').attributes('inert')).toBeUndefined()
  })

  it('S5: the field that had the focus has it again where the form stays', async () => {
    const busy = ref(false)
    const Form = defineComponent(() => () => withDirectives(h('div', h('input')), [[vHeldStill, busy.value]]))
    const field = mount(Form, { attachTo: document.body }).get('input').element
    field.focus()
    busy.value = true
    await flushPromises()
    // A browser takes the focus from what is inert.
    field.blur()
    busy.value = false
    await flushPromises()
    expect(document.activeElement).toBe(field)
  })
})
