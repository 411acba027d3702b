import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PhoneFate } from '../../../../electron/contract/sms'
import { i18n } from '../../../../src/locales'

const sms = vi.hoisted(() => ({ read: vi.fn(), check: vi.fn(), get: vi.fn(), preview: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { sms },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: vi.fn() }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => ({ runsPortal: true }) }))

const { useSmsInvitation } = await import('../../../../src/screens/invite/sms/sms-invitation')
const { default: SmsFoot } = await import('../../../../src/screens/invite/sms/SmsFoot.vue')
const { default: SmsPaste } = await import('../../../../src/screens/invite/sms/SmsPaste.vue')
const { default: SmsPeople } = await import('../../../../src/screens/invite/sms/SmsPeople.vue')
const { default: SmsSize } = await import('../../../../src/screens/invite/sms/SmsSize.vue')

/** Seven rows of which three will be invited. */
const FATES: readonly [string, PhoneFate['fate']][] = [
  ['0171 1111111', 'new'],
  ['0171 2222222', 'new'],
  ['0171 3333333', 'new'],
  ['+49 171 1111111', 'duplicate'],
  ['0171 4444444', 'active'],
  ['123', 'invalid'],
  ['front desk', 'invalid'],
]
const ENTRIES = FATES.map(([text, fate]): PhoneFate => ({
  text,
  fate,
  phone: fate === 'invalid' ? null : text,
  person: fate === 'active' ? { id: 'max', name: 'Max Muster' } : null,
}))

const global = { plugins: [i18n] }

enableAutoUnmount(afterEach)
beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  vi.resetAllMocks()
  sms.get.mockResolvedValue({ smsService: true, smsApp: true })
  sms.read.mockResolvedValue({ entries: ENTRIES })
  sms.check.mockResolvedValue({ entries: ENTRIES })
  sms.preview.mockResolvedValue({ text: '', characters: 1, encoding: 'GSM-7', segments: 1, total: 3, costly: [] })
})
afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
})

/** The store with the seven rows, read. */
async function sevenRows() {
  const store = useSmsInvitation()
  store.add(FATES.map(([phone]) => ({ phone, firstName: 'Ann' })))
  await vi.advanceTimersByTimeAsync(300)
  return store
}

it('S6, SM1: the button and the size of the text count those who will be invited', async () => {
  const foot = mount(SmsFoot, { global, props: { busy: false, refusal: null } })
  await sevenRows()
  const size = mount(SmsSize, { global, props: { locale: 'en' } })
  await flushPromises()
  expect(foot.text()).toContain('3 people')
  expect(sms.preview).toHaveBeenLastCalledWith({ locale: 'en', firstNames: ['Ann', 'Ann', 'Ann'] })
  expect(size.text()).toContain('3 people')
})

it('SM3: what makes the text longer and what all of them take are sentences of their own', async () => {
  const counted = { text: '', characters: 1, encoding: 'UCS-2', segments: 2, total: 6, costly: ['ж', 'я'] }
  sms.preview.mockResolvedValue(counted)
  await sevenRows()
  const size = mount(SmsSize, { global, props: { locale: 'en' } })
  await flushPromises()
  expect(size.get('.hint').text()).toContain('These letters make it longer: ж, я. 3 people take 6 segments.')
})

it('SM1: a row with nothing to take out has no button for it', async () => {
  const store = useSmsInvitation()
  const people = mount(SmsPeople, { global, props: { problems: {} } })
  expect(people.find('[aria-label^="Remove row"]').exists()).toBe(false)
  store.add([{ phone: '123' }])
  await flushPromises()
  expect(people.find('[aria-label^="Remove row"]').exists()).toBe(true)
})

it('S6: people who are here already can be decided about before anybody is invited', async () => {
  const store = await sevenRows()
  expect(store.known).toEqual([{ id: 'max', name: 'Max Muster', email: '0171 4444444', fate: 'active' }])
})

it('SM1: what is no number is told at its row, also to a screen reader', async () => {
  await sevenRows()
  const people = mount(SmsPeople, { global, props: { problems: {} }, attachTo: document.body })
  const row = people.findAll('li')[6]
  expect(row?.get('.fate').text()).toBe('Not a phone number')
  expect(row?.findAll('[aria-invalid]').map((field) => field.attributes('aria-label'))).toEqual(['Phone'])
  expect(people.findAll('[aria-invalid]')).toHaveLength(2)
})

it('SM1: after a row is taken out the keyboard goes on in the one that took its place', async () => {
  const store = await sevenRows()
  const people = mount(SmsPeople, { global, props: { problems: {} }, attachTo: document.body })
  await people.get('[aria-label="Remove row 2"]').trigger('click')
  await flushPromises()
  expect(store.rows).toHaveLength(6)
  expect(document.activeElement).toBe(people.findAll('li')[1]?.find('input').element)
})

it('SM2: of a pasted list only numbers are counted as such; the others go along to be corrected', async () => {
  mount(SmsPaste, { global, props: { show: true }, attachTo: document.body })
  const field = document.querySelector('textarea')
  if (!field) throw new Error('there is no field')
  // Vue takes what happens in the moment a listener is added for something that came before it.
  vi.advanceTimersByTime(1)
  field.value = 'seven of them'
  field.dispatchEvent(new Event('input'))
  await vi.advanceTimersByTimeAsync(300)
  const dialog = document.querySelector('[role=dialog]')
  expect(dialog?.textContent).toContain('Add 4 numbers')
  expect(dialog?.textContent).toContain('2 entries are not phone numbers.')
})
