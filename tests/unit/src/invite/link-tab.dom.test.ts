import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenLink } from '../../../../electron/contract/open-link'
import { i18n } from '../../../../src/locales'

const asked = vi.hoisted(() => ({ get: vi.fn(), update: vi.fn(), readDomains: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { openLink: asked },
  refusalOf: ({ message }: Error) => ({
    code: 'INVALID_INPUT',
    params: {},
    fields: [{ field: 'maximumRegistrations', code: message, params: { minimum: 1, maximum: 1_000_000 } }],
  }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))
vi.mock('../../../../src/stores/preferences', () => ({ usePreferences: () => ({ locale: 'en' }) }))
vi.mock('../../../../src/stores/session', () => ({
  useSession: () => ({ runsPortal: true, operator: { id: 'anna' } }),
}))

const { default: LinkTab } = await import('../../../../src/screens/invite/link/LinkTab.vue')

const link = {
  enabled: true,
  requireConfirmation: false,
  greeting: '',
  validUntil: null,
  maximumRegistrations: 5,
  departments: [],
  domains: [],
  registrations: 2,
} as unknown as OpenLink

function mountTab() {
  const stubs = { LinkBox: true, DepartmentPicker: true }
  return mount(LinkTab, { attachTo: document.body, global: { plugins: [i18n], stubs } })
}

/** The tab with one of its fields. */
async function tab(selector = 'input[inputmode=numeric]') {
  const view = mountTab()
  await flushPromises()
  const field = view.get<HTMLInputElement>(selector)
  return {
    async type(text: string) {
      await field.trigger('focus')
      await field.setValue(text)
      await field.trigger('blur')
      await flushPromises()
      return view.get<HTMLInputElement>(selector).element.value
    },
    told: () => (field.attributes('aria-describedby') ?? '').split(' ').map((id) => view.get(`#${id}`).text()),
    isMarked: () => field.attributes('aria-invalid') === 'true',
  }
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  asked.get.mockResolvedValue(link)
})

describe('the most registrations through the link', () => {
  it.each(['0', '5000000', '2.5'])('L7: %s stays as it was typed, and the field says what can be', async (text) => {
    const { isMarked, told, type } = await tab()
    asked.update.mockRejectedValue(new Error('OUT_OF_RANGE'))
    expect(await type(text)).toBe(text)
    expect(asked.update).toHaveBeenCalledWith(expect.objectContaining({ maximumRegistrations: Number(text) }))
    expect(isMarked()).toBe(true)
    expect(told()).toEqual(['Write a whole number from 1 to 1,000,000.', '2 of 5 registrations used'])
  })

  it('L7: a number that fits is saved, and an emptied field means no maximum', async () => {
    const { isMarked, told, type } = await tab()
    asked.update.mockImplementation((form: object) => Promise.resolve({ ...link, ...form }))
    await type('40')
    expect(asked.update).toHaveBeenLastCalledWith(expect.objectContaining({ maximumRegistrations: 40 }))
    expect([isMarked(), told()]).toEqual([false, ['2 of 40 registrations used']])
    await type('')
    expect(asked.update).toHaveBeenLastCalledWith(expect.objectContaining({ maximumRegistrations: null }))
  })
})

describe('the last day of the link', () => {
  it('L7: what is no day stays as it was typed and is not saved, least of all as no end', async () => {
    const { told, type } = await tab('input[autocomplete=off]')
    asked.update.mockImplementation((form: object) => Promise.resolve({ ...link, ...form }))
    expect(await type('31.02.2027')).toBe('31.02.2027')
    expect(asked.update).not.toHaveBeenCalled()
    expect(told()).toEqual(['This is not a date. Type it like 31 Jan 2027, or leave the field empty.'])
    expect(await type('28.02.2027')).toBe('28 Feb 2027')
    const end = new Date(2027, 1, 28, 23, 59, 59, 999).getTime()
    expect(asked.update).toHaveBeenLastCalledWith(expect.objectContaining({ validUntil: end }))
  })
})

describe('the domains without confirmation', () => {
  it('L5: what was typed and is none is there again when the panel is opened again', async () => {
    asked.get.mockResolvedValue({ ...link, requireConfirmation: true })
    asked.readDomains.mockResolvedValue({ entries: [{ text: 'nonsense', domain: null }] })
    const selector = 'input[placeholder="example.com"]'
    const first = mountTab()
    await flushPromises()
    await first.get(selector).setValue('nonsense')
    first.unmount()
    const again = mountTab()
    await flushPromises()
    expect(again.get<HTMLInputElement>(selector).element.value).toBe('nonsense')
    expect(again.text()).toContain('nonsense is not a domain.')
  })
})
