import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PartnerCheck, PartnersState } from '../../../../electron/contract/partners'
import { i18n } from '../../../../src/locales'

const asked = vi.hoisted(() => ({ check: vi.fn() }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: vi.fn() }) }))
vi.mock('../../../../src/portal', () => ({
  portal: {
    partners: asked,
    settings: { get: () => Promise.resolve(null) },
    mailAccount: { get: () => Promise.resolve(null) },
    sms: { get: () => Promise.resolve(null) },
  },
  refusalOf: (error: Error) => ({
    code: 'INVALID_INPUT',
    params: {},
    fields: [{ field: 'email', code: error.message }],
  }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/stores/preferences', () => ({ usePreferences: () => ({ locale: 'en' }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: PartnerForm } = await import('../../../../src/screens/invite/partner/PartnerForm.vue')
const { default: RedraftedQueue } = await import('../../../../src/screens/invite/RedraftedQueue.vue')
const { usePartnerInvitation } = await import('../../../../src/screens/invite/partner/partner-invitation')

const STATE = { seats: [], registry: null } as unknown as PartnersState
const NOT_LISTED = { code: 'PARTNER_NOT_LISTED', params: {}, fields: [] }
const DANIEL = { id: 'daniel', name: 'Daniel Winslow', status: 'active', administrator: false, refusal: null }
const refused = (code: string) => ({ refusal: { code, params: {}, fields: [] } })
const GOLD = { id: 'north', name: 'Nordlicht', status: 'gold' }
const FULL = { code: 'PARTNER_SEATS_TAKEN', params: {}, fields: [] }
const seat = (id: string) => ({ id, name: id, email: `${id}@x.example`, status: 'active' })
/** All three seats are taken, the first one by Daniel. */
const TAKEN = { seats: ['daniel', 'eve', 'finn'].map(seat), limit: 3, registry: null } as unknown as PartnersState

/** What the registry says of an address with somebody behind it. */
function answers(check: object): void {
  asked.check.mockResolvedValue({ email: 'daniel@x.example', company: GOLD, person: null, refusal: null, ...check })
}

async function form(email: string, state = STATE) {
  const store = usePartnerInvitation()
  store.email = email
  const view = mount(PartnerForm, { global: { plugins: [i18n] }, props: { state } })
  await flushPromises()
  return { store, view }
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  vi.resetAllMocks()
  const check = { refusal: NOT_LISTED, company: null, person: DANIEL } as unknown as PartnerCheck
  asked.check.mockResolvedValue(check)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the form of the tab Partner', () => {
  it('B2, S6: somebody who is here and not listed is not told to be able to get access', async () => {
    const { view } = await form('daniel@x.example')
    expect(view.text()).toContain('Daniel Winslow is here already.')
    expect(view.text()).not.toContain('is here already and')
  })

  it('B2: an address that cannot be looked up is marked, and nothing is said of the one before it', async () => {
    const { store, view } = await form('daniel@x.example')
    asked.check.mockRejectedValue(new Error('CONTROL_CHARACTERS'))
    store.email = '\u202Epavel@x.example'
    await vi.advanceTimersByTimeAsync(300)
    await flushPromises()
    expect(view.get('input[type=email]').attributes('aria-invalid')).toBe('true')
    expect(view.text()).toContain('This contains invisible characters.')
    expect(view.text()).not.toContain('Daniel Winslow')
    expect(view.text()).not.toContain('Look at the marked fields')
  })

  it('S6: a partner who has not accepted is offered another message, and nothing is given twice', async () => {
    answers({ person: { ...DANIEL, status: 'invited' } })
    const { view } = await form('daniel@x.example', TAKEN)
    expect(view.text()).toContain('Daniel Winslow is a partner here already.')
    expect(view.text()).toContain('1 person is already invited')
    expect(view.findComponent(RedraftedQueue).exists()).toBe(true)
    expect(view.findAll('button').map((button) => button.text())).toContain('Resend by mail app')
    expect(view.text()).not.toContain('They get an administrator’s rights')
  })

  it('S6, B5: who was dismissed is shown where they are rehired, and nobody is to go for them here', async () => {
    answers({ person: { ...DANIEL, id: 'dan', status: 'dismissed' }, refusal: FULL })
    const { view } = await form('daniel@x.example', TAKEN)
    expect(view.findAll('input[type=radio][aria-label^="Dismiss"]')).toHaveLength(0)
    const buttons = view.findAll('button')
    await buttons.find((button) => button.text() === 'Open the profile of Daniel Winslow')?.trigger('click')
    expect(view.emitted('profile')).toEqual([['dan']])
  })

  it('B1, B5: what partner access means is said before it is given to who is here', async () => {
    answers({ person: DANIEL })
    const { view } = await form('daniel@x.example')
    expect(view.text()).toContain('They get an administrator’s rights, except over administrators.')
  })

  it('B1: nobody gives it to themselves', async () => {
    answers({ person: { ...DANIEL, ...refused('YOURSELF') } })
    const { view } = await form('daniel@x.example')
    expect(view.text()).toContain('that is you')
    expect(view.get('footer button[type=submit]').attributes('disabled')).toBeDefined()
  })

  it('B1, A3: an administrator is told to stop being one; a partner cannot do that to them', async () => {
    answers({ person: { ...DANIEL, administrator: true } })
    const { view } = await form('daniel@x.example')
    expect(view.text()).toContain('They stop being an administrator')
    expect(view.get('footer button[type=submit]').attributes('disabled')).toBeUndefined()

    view.unmount()

    answers({ person: { ...DANIEL, administrator: true, ...refused('NOT_ALLOWED') } })
    const asPartner = await form('daniel@x.example')
    expect(asPartner.view.text()).toContain('Only another administrator can give them partner access')
    expect(asPartner.view.get('footer button[type=submit]').attributes('disabled')).toBeDefined()
  })

  it('B4: where all seats are taken, what is to be chosen stands beside the button', async () => {
    answers({ refusal: FULL })
    const { store, view } = await form('new@x.example', TAKEN)
    expect(view.get('footer').text()).toContain('Choose whom to dismiss first')
    store.dismissId = 'eve'
    await flushPromises()
    expect(view.get('footer').text()).not.toContain('Choose whom to dismiss first')
  })

  it('B2: the beginning of an address is not called wrong before it has its second half', async () => {
    const refusal = { code: 'INVALID_INPUT', params: {}, fields: [{ field: 'email', code: 'EMAIL_INVALID' }] }
    answers({ email: null, company: null, refusal })
    const { view } = await form('eve')
    const field = view.get('input[type=email]')
    await field.trigger('focus')
    expect(view.text()).not.toContain('not an e-mail address')
    await field.trigger('blur')
    expect(view.text()).toContain('not an e-mail address')
  })

  it('B1: while there is no address, what is missing stands beside the button', async () => {
    const { view } = await form('')
    expect(view.get('footer').text()).toContain('Type the partner’s e-mail first')
  })
})
