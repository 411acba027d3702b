import { watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useToast } from '../../../composables/use-toast'
import { useBulk } from './bulk-store'

/** Says that the bulk invitation has ended where its tab is not `seen`; `show` leads to what came of it. */
export function useBulkEnded(seen: Ref<boolean>, show: () => void): void {
  const { t, n } = useI18n()
  const toast = useToast()
  const store = useBulk()

  watch(
    () => store.running,
    (running) => {
      const invited = store.outcome?.invited
      if (running || seen.value || store.stage !== 'run' || invited === undefined) return
      toast.say(t('bulk.hint.ended', { n: n(invited) }, invited), { label: t('bulk.hint.show'), run: show })
    },
  )
}
