import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { i18n } from '../../../../../src/locales'

const calls = vi.hoisted(() => ({ change: vi.fn(), mail: vi.fn(), sms: vi.fn() }))
vi.mock('../../../../../src/portal', () => ({
  portal: { people: { changeAddress: calls.change }, mailAccount: { get: calls.mail }, sms: { get: calls.sms } },
  refusalOf: (error: Error) => ({
    code: error.message,
    params: {},
    fields: [{ field: 'address', code: error.message }],
  }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: ChangeAddressDialog } = await import('../../../../../src/components/people/ChangeAddressDialog.vue')

enableAutoUnmount(afterEach)
beforeEach(() => vi.resetAllMocks())

/** The dialog of somebody who is invited, in a portal with these accounts. */
async function dialog(accounts: { readonly mail: boolean; readonly sms: boolean }) {
  calls.mail.mockResolvedValue(accounts.mail ? { host: 'mail.example' } : null)
  calls.sms.mockResolvedValue({ smsService: accounts.sms, smsApp: false })
  const person = { id: 'ann', name: 'Ann', status: 'invited', email: 'ann@x.io', phone: null } as const
  mount(ChangeAddressDialog, { props: { person }, global: { plugins: [i18n] } })
  await flushPromises()
  const shown = document.querySelector('[role=dialog]')
  const field = shown?.querySelector('input')
  return {
    async type(address: string) {
      if (field) field.value = address
      field?.dispatchEvent(new Event('input'))
      await flushPromises()
    },
    again() {
      const box = shown?.querySelector('[role=switch]')
      const why = document.getElementById(box?.getAttribute('aria-describedby') ?? '')?.textContent
      return { ticked: box?.getAttribute('aria-checked'), why: why?.split(',')[0] }
    },
    refused: () => [shown?.querySelectorAll('[role=alert]').length, shown?.querySelector('.problem')?.textContent],
    maySave: () => !shown?.querySelector('[type=submit]')?.hasAttribute('disabled'),
    async save() {
      shown?.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
      await flushPromises()
      return calls.change.mock.lastCall?.[0]
    },
  }
}

describe('changing the address of somebody invited', () => {
  it('C5, M4: without a mail account the invitation is not sent again, and it says why and what to do', async () => {
    const { again, save, type } = await dialog({ mail: false, sms: true })
    expect(again()).toEqual({ ticked: 'false', why: 'No mail account is set up yet' })
    await type('ann@y.io')
    expect(await save()).toEqual({ id: 'ann', address: 'ann@y.io', resend: false })
  })

  it('C5: what is said beside the field is not said above it once more', async () => {
    calls.change.mockRejectedValue(new Error('ADDRESS_TAKEN'))
    const { refused, save, type } = await dialog({ mail: true, sms: false })
    await type('bob@x.io')
    await save()
    expect(refused()).toEqual([0, 'Somebody in the portal already has this address.'])
  })

  it('C5: an address that stays as it is cannot be saved', async () => {
    const { maySave, save, type } = await dialog({ mail: true, sms: false })
    expect([maySave(), await save()]).toEqual([false, undefined])
    await type(' ann@x.io ')
    expect([maySave(), await save()]).toEqual([false, undefined])
    await type('ann@y.io')
    expect(maySave()).toBe(true)
  })

  it('C5, SM6: what is typed decides which account it takes', async () => {
    const { again, save, type } = await dialog({ mail: true, sms: false })
    expect(again()).toEqual({ ticked: 'true', why: undefined })
    await type('+49 171 1234567')
    expect(again()).toEqual({ ticked: 'false', why: 'No SMS account is set up yet' })
    await type('ann@y.io')
    expect(again().ticked).toBe('true')
    expect(await save()).toEqual({ id: 'ann', address: 'ann@y.io', resend: true })
  })
})
