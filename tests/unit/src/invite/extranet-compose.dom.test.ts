import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ExtranetState } from '../../../../electron/contract/extranet'
import { i18n } from '../../../../src/locales'

const extranet = vi.hoisted(() => ({ get: vi.fn(), check: vi.fn(), invite: vi.fn() }))
const settings = vi.hoisted(() => ({ get: vi.fn() }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: vi.fn() }) }))
vi.mock('../../../../src/portal', () => ({
  portal: { extranet, settings },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/stores/preferences', () => ({ usePreferences: () => ({ locale: 'en' }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: ExtranetCompose } = await import('../../../../src/screens/invite/extranet/ExtranetCompose.vue')
const { default: InviteFoot } = await import('../../../../src/screens/invite/InviteFoot.vue')
const { default: RedraftedQueue } = await import('../../../../src/screens/invite/RedraftedQueue.vue')
const { useExtranetInvitation } = await import('../../../../src/screens/invite/extranet/extranet-invitation')

const STATE: ExtranetState = {
  seatLimit: null,
  seatsUsed: 1,
  externals: 0,
  externalsInvited: 0,
  workgroups: [{ id: 'launch', name: 'Launch' }],
  closedWorkgroups: [],
  mailService: true,
  smsService: true,
  mayCreateWorkgroup: true,
}

/** The foot beside rows with these addresses: what is chosen, and what is said of it. */
async function foot(accounts: Pick<ExtranetState, 'mailService' | 'smsService'>, ...addresses: readonly string[]) {
  extranet.get.mockResolvedValue({ ...STATE, ...accounts })
  const store = useExtranetInvitation()
  const view = mount(ExtranetCompose, {
    shallow: true,
    global: { plugins: [i18n], stubs: { InviteFoot: false, DeliveryFoot: false } },
  })
  await flushPromises()
  for (const address of addresses) {
    const row = store.rows.at(-1)
    if (row) row.address = address
    store.addRow()
  }
  await flushPromises()
  return footOf(view)
}

function footOf(view: VueWrapper) {
  const shown = view.getComponent(InviteFoot)
  const { delivery, disabled, noAccount, service, summary } = shown.props()
  return { said: shown.get('.hint').text(), delivery, disabled, noAccount, service, summary }
}

const BOTH = { mailService: true, smsService: true }
const MAIL = { mailService: true, smsService: false }
const SMS = { mailService: false, smsService: true }
const NONE = { mailService: false, smsService: false }

enableAutoUnmount(afterEach)
beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
})

describe('how external people are invited', () => {
  it('X1: the foot names the SMS that go to phone numbers', async () => {
    const { delivery, said, service } = await foot(BOTH, 'gina@press.example', '+44 7700 900 955')
    expect([delivery, service]).toEqual(['mail-service', 'Mail service and SMS'])
    expect(said).toBe(
      'The portal sends it from its own mail account, and to phone numbers as SMS from its SMS account.',
    )
  })

  it('X1: with an SMS account alone numbers are sent to, and no mail account is missed', async () => {
    const { delivery, noAccount, said } = await foot(SMS, '+44 7700 900 955')
    expect([delivery, noAccount]).toEqual(['mail-service', false])
    expect(said).toBe('The portal sends it from its own SMS account.')
  })

  it('X1: an address that no account can send to makes handing over the link the usual way', async () => {
    expect((await foot(SMS, 'gina@press.example')).delivery).toBe('link')
  })

  it('X1: where numbers get no SMS, it is said before inviting', async () => {
    const { delivery, said } = await foot(MAIL, 'gina@press.example', '0151 23456789')
    expect(delivery).toBe('mail-service')
    expect(said).toContain('The portal sends it from its own mail account.')
    expect(said).toContain('No SMS account is set up yet.')
    expect(said).toContain('Nothing is sent to phone numbers')
  })

  it('X1: what is neither yet changes nothing, and without accounts links are handed over', async () => {
    expect((await foot(MAIL, 'gin')).delivery).toBe('mail-service')
    setActivePinia(createPinia())
    expect((await foot(NONE, '+44 7700 900 955')).delivery).toBe('link')
  })

  it('X1, S6: each row shows its fate, and those who will be invited are counted, before anybody is', async () => {
    const fates = { 'new@x.io': 'new', 'New@x.io': 'duplicate', 'here@x.io': 'active', nonsense: 'invalid' } as const
    extranet.check.mockImplementation(({ addresses }: { addresses: (keyof typeof fates)[] }) => {
      const entries = addresses.map((text) => ({ text, address: text, fate: fates[text], person: null }))
      return Promise.resolve({ entries })
    })
    extranet.get.mockResolvedValue({ ...STATE, ...BOTH })
    const store = useExtranetInvitation()
    store.workgroup = 'launch'
    const stubs = { InviteFoot: false, DeliveryFoot: false, ExternalRows: false, FateBadge: false }
    const view = mount(ExtranetCompose, { shallow: true, global: { plugins: [i18n], stubs } })
    await flushPromises()
    for (const address of Object.keys(fates)) {
      const row = store.rows.at(-1)
      if (row) row.address = address
      if (store.rows.length < 4) store.addRow()
    }
    await vi.waitFor(() => expect(footOf(view)).toMatchObject({ summary: '1 person', disabled: false }))
    const shown = view.findAll('li').map((row) => row.get('.fate').text())
    expect(shown).toEqual(['New', 'Repeated', '', 'Not an address'])
    store.rows = store.rows.slice(2, 3)
    await vi.waitFor(() => expect(footOf(view)).toMatchObject({ summary: 'Nobody new in the list', disabled: true }))
  })

  it('X5: whoever is here and no external user is told of before anybody is invited, with what can be done', async () => {
    const here = {
      'emma@x.io': { fate: 'active', person: { id: '1', name: 'Emma Blake', kind: 'employee' } },
      'paul@x.io': { fate: 'dismissed', person: { id: '2', name: 'Paul Lake', kind: 'employee' } },
      'gina@x.io': { fate: 'active', person: { id: '3', name: 'Gina Fern', kind: 'external' } },
      'hidden@x.io': { fate: 'active', person: null },
    } as const
    extranet.check.mockImplementation(({ addresses }: { addresses: (keyof typeof here)[] }) =>
      Promise.resolve({ entries: addresses.map((text) => ({ text, address: text, ...here[text] })) }),
    )
    extranet.get.mockResolvedValue({ ...STATE, ...BOTH })
    const store = useExtranetInvitation()
    store.rows = Object.keys(here).map((address, key) => ({ key, address, firstName: '', lastName: '' }))
    const stubs = { InsidersNote: false, NoteLine: false }
    const view = mount(ExtranetCompose, { shallow: true, global: { plugins: [i18n], stubs } })
    store.rows = [...store.rows]
    await vi.waitFor(() =>
      expect(view.text()).toContain('Emma Blake is not an external user. To make them one, dismiss'),
    )
    expect(view.text()).toContain('Paul Lake was dismissed and was not an external user.')
    expect(view.text()).not.toContain('Gina Fern')
  })

  it('X1: what is missing stands beside the button: the name of a new group, an address, or its correction', async () => {
    extranet.check.mockImplementation(({ addresses }: { addresses: string[] }) =>
      Promise.resolve({
        entries: addresses.map((text) => ({ text, address: null, fate: 'invalid', person: null })),
      }),
    )
    const store = useExtranetInvitation()
    store.workgroup = 'new'
    expect((await foot(BOTH)).summary).toBe('Name the new workgroup first')
    store.newWorkgroup = 'Trade press'
    expect((await foot(BOTH)).summary).toBe('Add an e-mail address or a phone number first')
    const view = mount(ExtranetCompose, {
      shallow: true,
      global: { plugins: [i18n], stubs: { InviteFoot: false, DeliveryFoot: false } },
    })
    await flushPromises()
    store.rows = [{ key: 1, address: 'nonsense', firstName: '', lastName: '' }]
    await vi.waitFor(() => expect(footOf(view).summary).toBe('Correct what is marked in the list'))
  })

  it('S6, M2: drafts made again for who is invited already are asked about where they were made', async () => {
    extranet.get.mockResolvedValue({ ...STATE, ...BOTH })
    const view = mount(ExtranetCompose, { shallow: true, global: { plugins: [i18n] } })
    await flushPromises()
    expect(view.findComponent(RedraftedQueue).exists()).toBe(true)
  })

  it('X1: the messages are in the portal’s language, unless another is chosen', async () => {
    settings.get.mockResolvedValue({ portal: { locale: 'ru' } })
    await foot(BOTH)
    expect(useExtranetInvitation().locale).toBe('ru')
    useExtranetInvitation().locale = 'en'
    await foot(BOTH)
    expect(useExtranetInvitation().locale).toBe('en')
  })

  it('X1: what was chosen stays, whatever the rows hold', async () => {
    useExtranetInvitation().delivery = 'mail-app'
    const { delivery, said } = await foot(BOTH, '+44 7700 900 955')
    expect(delivery).toBe('mail-app')
    expect(said).toContain('Nothing is sent to phone numbers')
  })
})
