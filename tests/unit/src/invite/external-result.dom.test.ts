import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'

const LINK = { url: 'http://127.0.0.1:1/J/X', code: 'AAAA-BBBB', qr: { size: 21, path: 'M0 0' }, onlyHere: true }
const link = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/portal', () => ({ portal: { invitations: { link } }, refusalOf: vi.fn() }))
vi.mock('../../../../src/composables/use-copy', () => ({ useCopy: () => () => Promise.resolve(true) }))

const { default: ExternalResult } = await import('../../../../src/screens/invite/extranet/ExternalResult.vue')

const ROW = {
  address: 'gina@press.example',
  name: 'Gina Gray',
  personId: 'gina',
  fate: 'new',
  kind: 'external',
} as const

enableAutoUnmount(afterEach)
beforeEach(() => setActivePinia(createPinia()))

it('X1, L8: whoever copies a link that leads to this computer only reads so, without the QR code', async () => {
  link.mockResolvedValue(LINK)
  const view = mount(ExternalResult, { global: { plugins: [i18n] }, props: { row: { ...ROW, delivery: 'link' } } })
  expect(view.text()).not.toContain('on this computer only')
  await view.get('button[aria-label="Copy link of Gina Gray"]').trigger('click')
  await flushPromises()
  expect(view.text()).toContain('on this computer only')
  expect(view.find('svg[role="img"]').exists()).toBe(false)
})
