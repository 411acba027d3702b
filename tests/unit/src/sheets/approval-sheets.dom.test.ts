import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'

const desk = vi.hoisted(() => ({ approvals: vi.fn(), approval: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { desk },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: ApprovalSheets } = await import('../../../../src/screens/sheets/ApprovalSheets.vue')

enableAutoUnmount(afterEach)
beforeEach(() => {
  vi.resetAllMocks()
  desk.approvals.mockResolvedValue({ rows: [], nextCursor: null })
  desk.approval.mockResolvedValue({})
})

async function find(text: string) {
  const view = mount(ApprovalSheets, { global: { plugins: [i18n] } })
  await flushPromises()
  await view.get('input').setValue(text)
  await view.get('form').trigger('submit')
  await flushPromises()
  return view
}

it.each(['', 'abc', '0'])('Z10: “%s” is no number of a sheet, and the field says what is', async (text) => {
  const view = await find(text)
  expect(view.get('input').attributes('aria-invalid')).toBe('true')
  expect(view.text()).toContain('Write a whole number from 1 to 1,000,000,000.')
  expect(desk.approval).not.toHaveBeenCalled()
})

it('Z10: the number is read whatever stands around it', async () => {
  const view = await find('No. 12')
  expect(desk.approval).toHaveBeenCalledWith({ number: 12 })
  expect(view.emitted('open')).toEqual([[12]])
})
