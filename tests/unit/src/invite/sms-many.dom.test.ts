import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { INVITED_TOGETHER } from '../../../../electron/contract/vocabulary'
import type { PhoneFate } from '../../../../electron/contract/sms'
import { i18n } from '../../../../src/locales'

const sms = vi.hoisted(() => ({ read: vi.fn(), check: vi.fn(), readContacts: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { sms },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { useSmsInvitation } = await import('../../../../src/screens/invite/sms/sms-invitation')
const { default: SmsContacts } = await import('../../../../src/screens/invite/sms/SmsContacts.vue')
const { default: SmsPaste } = await import('../../../../src/screens/invite/sms/SmsPaste.vue')

let pinia: Pinia
const dialog = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('[role=dialog]')
  if (!found) throw new Error('there is no dialog')
  return found
}

function open(component: Component) {
  return mount(component, { attachTo: document.body, global: { plugins: [pinia, i18n] }, props: { show: true } })
}

async function submit(): Promise<void> {
  dialog()
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}

const entry = (phone: string): PhoneFate => ({ text: phone, phone, fate: 'new', person: null })
const numbers = (count: number): PhoneFate[] =>
  Array.from({ length: count }, (_, index) => entry(`+4917${10_000_000 + index}`))

beforeEach(() => {
  pinia = createPinia()
  vi.resetAllMocks()
  sms.check.mockResolvedValue({ entries: [] })
})
afterEach(() => {
  document.body.innerHTML = ''
})

describe('more people than one invitation by SMS takes', () => {
  it('SM2, D4: numbers that are too many stay in the field, and a sentence says where they can go', async () => {
    const view = open(SmsPaste)
    const store = useSmsInvitation(pinia)
    sms.read.mockResolvedValue({ entries: numbers(INVITED_TOGETHER + 1) })
    const field = dialog().querySelector('textarea')
    if (!field) throw new Error('there is no field')
    field.value = 'one more than fit'
    field.dispatchEvent(new Event('input'))
    await submit()
    expect(dialog().querySelector('[role=alert]')?.textContent).toContain('up to 10000 numbers')
    expect(dialog().querySelector('[role=alert]')?.textContent).toContain('In bulk')
    expect(field.value).toBe('one more than fit')
    expect(store.filled).toEqual([])
    expect(view.emitted('update:show')).toBeUndefined()
    sms.read.mockResolvedValue({ entries: numbers(INVITED_TOGETHER) })
    await submit()
    expect(store.filled).toHaveLength(INVITED_TOGETHER)
    expect(view.emitted('update:show')).toEqual([[false]])
    expect(field.value).toBe('')
  })

  it('SM4, D4: contacts that are too many stay ticked, beside those that are there already', async () => {
    const view = open(SmsContacts)
    const store = useSmsInvitation(pinia)
    store.add(numbers(INVITED_TOGETHER).map(({ text }) => ({ phone: text })))
    const contact = { row: 1, firstName: 'Dora', lastName: '', label: 'Dora', phones: [entry('+447700900113')] }
    sms.readContacts.mockResolvedValue({ contacts: [contact] })
    const chooser = dialog().querySelector<HTMLInputElement>('input[type=file]')
    if (!chooser) throw new Error('there is nothing to choose a file with')
    Object.defineProperty(chooser, 'files', { value: [new File(['BEGIN:VCARD'], 'people.vcf')] })
    chooser.dispatchEvent(new Event('change'))
    await vi.waitFor(() => expect(dialog().textContent).toContain('people.vcf'))
    const all = [...dialog().querySelectorAll('button')].find((button) => button.textContent === 'Tick all shown')
    all?.click()
    await submit()
    expect(dialog().querySelector('[role=alert]')?.textContent).toContain('In bulk')
    expect(dialog().textContent).toContain('Add 1 person')
    expect(store.filled).toHaveLength(INVITED_TOGETHER)
    expect(view.emitted('update:show')).toBeUndefined()
  })
})
