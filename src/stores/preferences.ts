import { computed, ref, shallowRef, watch } from 'vue'
import { defineStore } from 'pinia'
import { usePreferredDark } from '@vueuse/core'
import type { GlobalTheme } from 'naive-ui'
import { portal } from '../portal'
import { i18n, loadLanguage } from '../locales'
import type { Language } from '../locales/language'
import { type Appearance, type Locale, LOCALES } from '../../electron/contract/vocabulary'

/** Text that was drawn in another font would jump: Latin and Cyrillic letters are both on every first screen. */
const font = document.fonts.load("13px 'Inter Variable'", 'aя')

/** Language and appearance: shown at once, kept by the main process. */
export const usePreferences = defineStore('preferences', () => {
  /** The language that is shown; one that was chosen becomes it once it is read. */
  const locale = ref<Locale>('en')
  const language = shallowRef<Language | null>(null)
  let wanted: Locale | null = null
  let kept: Locale = 'en'
  /** J3: the language of whoever is at the kiosk; null: the operator's. */
  let visitor: Locale | null = null
  const appearance = ref<Appearance>('system')
  const systemDark = usePreferredDark()
  const theme = computed<'light' | 'dark'>(() => {
    if (appearance.value === 'system') return systemDark.value ? 'dark' : 'light'
    return appearance.value
  })

  const darkTheme = shallowRef<GlobalTheme | null>(null)
  /** The main process has said what it has kept, or cannot. */
  const asked = ref(false)
  /** Language and theme were there once: what is drawn before would flash. */
  const ready = ref(false)

  watch([asked, language, theme, darkTheme], () => {
    if (!asked.value || language.value === null) return
    if (theme.value === 'light' || darkTheme.value !== null) ready.value = true
  })

  watch(
    theme,
    async (value) => {
      document.documentElement.dataset['theme'] = value
      if (value === 'dark') darkTheme.value ??= (await import('../dark-theme')).darkTheme
    },
    { immediate: true },
  )

  async function speak(value: Locale): Promise<void> {
    if (value === wanted) return
    wanted = value
    const [read] = await Promise.all([loadLanguage(value), font])
    // Another one was chosen meanwhile.
    if (wanted !== value) return
    language.value = read
    locale.value = value
    i18n.global.locale.value = value
    document.documentElement.lang = value
  }

  /** Takes over what the main process has kept. */
  function adopt(state: { readonly locale: Locale; readonly appearance: Appearance }): void {
    appearance.value = state.appearance
    kept = state.locale
    asked.value = true
    void speak(visitor ?? kept)
  }

  /** Speaks another language for a while without keeping it (J3); null goes back to the operator's. */
  async function speakTo(value: Locale | null): Promise<void> {
    visitor = value
    await speak(value ?? kept)
  }

  /** Where the main process cannot say what it has kept: the language the page came in, the theme of the system. */
  function adoptPage(): void {
    asked.value = true
  }

  async function setLocale(value: Locale): Promise<void> {
    await Promise.all([speak(value), portal.app.setLocale({ locale: value })])
  }

  async function setAppearance(value: Appearance): Promise<void> {
    appearance.value = value
    await portal.app.setAppearance({ appearance: value })
  }

  // Read at once, not only when the main process has answered.
  void speak(LOCALES.find((each) => each === document.documentElement.lang) ?? 'en')

  return {
    locale,
    language,
    appearance,
    theme,
    darkTheme,
    ready,
    adopt,
    adoptPage,
    speakTo,
    setLocale,
    setAppearance,
  }
})
