import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { LOCALES } from '../../electron/contract/vocabulary'

/** The languages of the product as options to choose from, in words. */
export function useLanguages() {
  const { t } = useI18n()
  return computed(() => LOCALES.map((value) => ({ value, label: t(`common.languages.${value}`) })))
}
