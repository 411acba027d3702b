import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { type Paper, paperOf, PAPERS } from '../../../electron/contract/vocabulary'
import { useLoaded } from '../../composables/use-loaded'
import { portal } from '../../portal'

/** The paper to print on: that of the portal's country until another is chosen, with the words for both. */
export function useDeskPaper() {
  const { t } = useI18n()
  const chosen = ref<Paper | null>(null)
  const { data } = useLoaded(() => portal.settings.get(), ['settings'])
  const paper = computed<Paper>({
    get: () => chosen.value ?? paperOf(data.value?.portal.country ?? ''),
    set: (value) => (chosen.value = value),
  })
  const papers = computed(() => PAPERS.map((value) => ({ value, label: t(`sheets.papers.${value}`) })))
  return { paper, papers }
}
