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
const { usePartnerInvitation } = await import('../../../../src/screens/invite/partner/partner-invitation')

const STATE = { seats: [], registry: null } as unknown as PartnersState
const NOT_LISTED = { code: 'PARTNER_NOT_LISTED', params: {}, fields: [] }
const DANIEL = { id: 'daniel', name: 'Daniel Winslow', status: 'active' }

async function form(email: string) {
  const store = usePartnerInvitation()
  store.email = email
  const view = mount(PartnerForm, { global: { plugins: [i18n] }, props: { state: STATE } })
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

  it('B1: while there is no address, what is missing stands beside the button', async () => {
    const { view } = await form('')
    expect(view.get('footer').text()).toContain('Type the partner’s e-mail first')
  })
})
