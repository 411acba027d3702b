import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { i18n, loadLanguage } from '../../../../src/locales'
import QrDialog from '../../../../src/screens/employees/QrDialog.vue'
import { personRow } from './people'

const calls = vi.hoisted(() => ({ link: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { invitations: { link: calls.link } },
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => undefined }))

const link = (onlyHere: boolean) => ({
  url: 'http://join.example/J/K7M2-9XQ4-TR5W',
  code: 'K7M2-9XQ4',
  expiresAt: null,
  qr: { size: 21, path: 'M0 0h1v1h-1z' },
  onlyHere,
})

/** What the dialog warns of. */
async function warnings(): Promise<readonly (string | null)[]> {
  mount(QrDialog, {
    attachTo: document.body,
    global: { plugins: [createPinia(), i18n] },
    props: { person: personRow(1, { status: 'invited' }) },
  })
  await flushPromises()
  return [...document.querySelectorAll('[role=note]')].map((each) => each.textContent)
}

beforeEach(() => loadLanguage('en'))
afterEach(() => void (document.body.innerHTML = ''))

it('L8: a personal link that leads to this computer only is shown with a warning', async () => {
  calls.link.mockResolvedValue(link(true))
  expect(await warnings()).toEqual([expect.stringContaining('on this computer only')])
})

it('L8: one that everybody can follow is shown without', async () => {
  calls.link.mockResolvedValue(link(false))
  expect(await warnings()).toEqual([])
  expect(document.body.textContent).toContain('K7M2-9XQ4')
})
