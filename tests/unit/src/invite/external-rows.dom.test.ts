import { enableAutoUnmount, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FieldProblems } from '../../../../src/composables/use-request'
import { i18n } from '../../../../src/locales'

const extranet = vi.hoisted(() => ({ check: vi.fn() }))
vi.mock('../../../../src/portal', () => ({ portal: { extranet } }))

const { default: ExternalRows } = await import('../../../../src/screens/invite/extranet/ExternalRows.vue')
const { useExtranetInvitation } = await import('../../../../src/screens/invite/extranet/extranet-invitation')

const HIDDEN = '\u202Egina@press.example'

/** The rows *nonsense* and one with a hidden character, read, with what the core refused. */
async function rows(problems: FieldProblems) {
  const store = useExtranetInvitation()
  store.addRow()
  for (const [index, row] of store.rows.entries()) row.address = ['nonsense', HIDDEN][index] ?? ''
  await vi.advanceTimersByTimeAsync(300)
  return mount(ExternalRows, { global: { plugins: [i18n] }, props: { problems } })
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  const reading = (text: string) => ({ text, address: null, fate: 'invalid', person: null })
  extranet.check.mockResolvedValue({ entries: ['nonsense', HIDDEN].map(reading) })
})
afterEach(() => {
  vi.useRealTimers()
})

it('X1: where nobody was invited, every row that is to be put right says what is wrong', async () => {
  const field = 'people.1.address'
  const view = await rows({ [field]: { field, code: 'CONTROL_CHARACTERS' } })
  const said = view.findAll('.problem').map((each) => each.text())
  expect(said[0]).toContain('neither an e-mail address nor a phone number. Examples: name@example.com')
  expect(said[1]).toContain('This contains invisible characters.')
})

it('X1: before that nothing moves below a row that is being typed', async () => {
  const view = await rows({})
  expect(view.findAll('.problem')).toHaveLength(0)
  expect(view.get('input').attributes('title')).toContain('neither an e-mail address nor a phone number')
})

it('X1: a number that is none is not called an address, and what is neither is told of both', async () => {
  const field = 'people.0.address'
  const view = await rows({ [field]: { field, code: 'EMAIL_INVALID' } })
  expect(view.get('.problem').text()).toContain('neither an e-mail address nor a phone number')
  const [first] = useExtranetInvitation().rows
  if (first) first.address = '+44 12'
  extranet.check.mockResolvedValue({
    entries: ['+44 12', HIDDEN].map((text) => ({ text, address: null, fate: 'invalid', person: null })),
  })
  await vi.advanceTimersByTimeAsync(300)
  expect(view.findAll('.fate').map((fate) => fate.text())).toEqual(['Not a phone number', 'Not an address'])
})
