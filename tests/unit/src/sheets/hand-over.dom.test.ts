import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { i18n, loadLanguage } from '../../../../src/locales'

vi.mock('../../../../src/screens/sheets/use-desk', () => ({
  useDesk: () => ({
    text: ref(''),
    mark: ref('handed-over'),
    answer: ref(null),
    state: ref(null),
    refusal: ref(null),
    busy: ref(false),
  }),
}))

const { default: HandOverTab } = await import('../../../../src/screens/sheets/HandOverTab.vue')

enableAutoUnmount(afterEach)
beforeEach(() => loadLanguage('en'))

it('Z3: a scanner types into the code, also after a click beside everything; what is typed elsewhere stays there', async () => {
  const page = document.createElement('main')
  page.tabIndex = -1
  const search = document.createElement('input')
  document.body.append(page, search)
  const view = mount(HandOverTab, {
    attachTo: page,
    global: { plugins: [i18n], stubs: { DeskSheets: true, DeskToday: true } },
  })
  await flushPromises()
  const code = view.get<HTMLInputElement>('.scan input[autocomplete=off]').element
  expect(document.activeElement).toBe(code)

  for (const place of [page, null]) {
    code.blur()
    place?.focus()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'A' }))
    expect(document.activeElement).toBe(code)
  }

  page.focus()
  for (const key of ['Tab', 'Shift', 'PageDown']) window.dispatchEvent(new KeyboardEvent('keydown', { key }))
  expect(document.activeElement).toBe(page)

  search.focus()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'A' }))
  expect(document.activeElement).toBe(search)
  page.remove()
  search.remove()
})
