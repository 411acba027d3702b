import { computed, ref, watch } from 'vue'
import { defineStore } from 'pinia'
import { usePreferredDark } from '@vueuse/core'
import { portal } from '../portal'
import { i18n } from '../locales'
import type { Appearance, Locale } from '../../electron/contract/vocabulary'

/** Language and appearance: shown at once, kept by the main process. */
export const usePreferences = defineStore('preferences', () => {
  const locale = ref<Locale>('en')
  const appearance = ref<Appearance>('system')
  const systemDark = usePreferredDark()
  const theme = computed<'light' | 'dark'>(() => {
    if (appearance.value === 'system') return systemDark.value ? 'dark' : 'light'
    return appearance.value
  })

  watch(
    locale,
    (value) => {
      i18n.global.locale.value = value
      document.documentElement.lang = value
    },
    { immediate: true },
  )
  watch(
    theme,
    (value) => {
      document.documentElement.dataset['theme'] = value
    },
    { immediate: true },
  )

  /** Takes over what the main process has kept. */
  function adopt(kept: { readonly locale: Locale; readonly appearance: Appearance }): void {
    locale.value = kept.locale
    appearance.value = kept.appearance
  }

  async function setLocale(value: Locale): Promise<void> {
    locale.value = value
    await portal.app.setLocale({ locale: value })
  }

  async function setAppearance(value: Appearance): Promise<void> {
    appearance.value = value
    await portal.app.setAppearance({ appearance: value })
  }

  return { locale, appearance, theme, adopt, setLocale, setAppearance }
})
