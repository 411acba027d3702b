import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'

vi.mock('../../../../src/portal', () => ({ portal: {} }))
Object.defineProperty(document, 'fonts', { value: { load: () => Promise.resolve([]) } })
window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as never
const { usePreferences } = await import('../../../../src/stores/preferences')
const { i18n } = await import('../../../../src/locales')

beforeEach(() => {
  setActivePinia(createPinia())
  document.documentElement.lang = 'ru'
})

it('reads the language its page came in at once, but draws nothing before main has said what it has kept', async () => {
  const preferences = usePreferences()
  await vi.waitFor(() => expect(i18n.global.locale.value).toBe('ru'))
  expect(preferences.ready).toBe(false)
  preferences.adopt({ locale: 'ru', appearance: 'light' })
  await flushPromises()
  expect([preferences.ready, preferences.locale]).toEqual([true, 'ru'])
})

it('speaks another language that was chosen meanwhile, and its own where main cannot answer', async () => {
  const preferences = usePreferences()
  preferences.adoptPage()
  await vi.waitFor(() => expect(preferences.ready).toBe(true))
  expect(preferences.locale).toBe('ru')
  preferences.adopt({ locale: 'en', appearance: 'light' })
  await vi.waitFor(() => expect(document.documentElement.lang).toBe('en'))
  expect(preferences.locale).toBe('en')
})
