import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PartnersState } from '../../../../electron/contract/partners'
import { i18n, loadLanguage } from '../../../../src/locales'
import RehirePartnerDialog from '../../../../src/screens/employees/RehirePartnerDialog.vue'
import { personRow } from './people'

const calls = vi.hoisted(() => ({ rehire: vi.fn(), check: vi.fn(), get: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { people: { rehire: calls.rehire }, partners: { check: calls.check, get: calls.get } },
  refusalOf: () => ({ code: 'NOT_ALLOWED', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => undefined }))

const paula = personRow(1, {
  name: 'Paula Weber',
  kind: 'partner',
  status: 'dismissed',
  email: 'paula@nordlicht.example',
})
const state: PartnersState = {
  company: { id: 'nordlicht', name: 'Nordlicht Consulting' },
  seats: [2, 3, 4].map((number) => ({ id: personRow(number).id, name: `P ${number}`, email: null, status: 'active' })),
  limit: 3,
  registry: null,
  source: null,
}
const company = { id: 'nordlicht', name: 'Nordlicht Consulting', status: 'gold' }
const person = { id: paula.id, name: paula.name, status: 'dismissed' }
const taken = { code: 'PARTNER_SEATS_TAKEN', params: {}, fields: [] }
const done = { done: [{ id: paula.id, name: paula.name }], refused: [] }

async function openDialog() {
  const dialog = mount(RehirePartnerDialog, {
    attachTo: document.body,
    global: { plugins: [createPinia(), i18n] },
    props: { person: paula },
  })
  await flushPromises()
  const submit = document.querySelector<HTMLButtonElement>('button[type=submit]')
  return { dialog, submit, form: document.querySelector('form') }
}

beforeEach(async () => {
  vi.clearAllMocks()
  await loadLanguage('en')
  calls.get.mockResolvedValue(state)
  calls.rehire.mockResolvedValue(done)
})
afterEach(() => void (document.body.innerHTML = ''))

it('B4: one of the three is chosen, and goes in the same step', async () => {
  calls.check.mockResolvedValue({ email: paula.email, company, person, refusal: taken })
  const { dialog, form, submit } = await openDialog()
  expect(submit?.textContent).toBe('Dismiss and rehire')
  expect(submit?.disabled).toBe(true)
  const seat = document.querySelectorAll<HTMLInputElement>('input[type=radio]').item(1)
  seat.click()
  await flushPromises()
  expect(submit?.disabled).toBe(false)
  form?.dispatchEvent(new Event('submit'))
  await flushPromises()
  expect(calls.rehire).toHaveBeenCalledWith({ ids: [paula.id], dismissId: state.seats[1]?.id })
  expect(dialog.emitted('done')).toEqual([[done]])
})

it('B4: where a seat has become free meanwhile nobody is dismissed', async () => {
  calls.check.mockResolvedValue({ email: paula.email, company, person, refusal: null })
  calls.get.mockResolvedValue({ ...state, seats: state.seats.slice(0, 2) })
  const { form, submit } = await openDialog()
  expect(submit?.textContent).toBe('Rehire')
  expect(document.querySelectorAll('input[type=radio]')).toHaveLength(0)
  form?.dispatchEvent(new Event('submit'))
  await flushPromises()
  expect(calls.rehire).toHaveBeenCalledWith({ ids: [paula.id], dismissId: null })
})
