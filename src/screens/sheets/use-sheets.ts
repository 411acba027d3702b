import { computed, onUnmounted, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RefusalData } from '../../../electron/contract/base'
import type { SheetPreview, SheetProgress } from '../../../electron/contract/sheets'
import { LOCALES, type Locale } from '../../../electron/contract/vocabulary'
import { useLive } from '../../composables/use-live'
import { portal, refusalOf } from '../../portal'
import { useSheetOrder } from '../../stores/sheet-order'

/** After the last key, before a preview is asked for, in milliseconds. */
const PAUSE = 200

/** The preview of what would be printed as things are chosen now, and how far printing has come. */
export function useSheets() {
  const store = useSheetOrder()
  const { locale } = useI18n()
  const preview = shallowRef<SheetPreview | null>(null)
  const refusal = shallowRef<RefusalData | null>(null)
  const progress = shallowRef<SheetProgress | null>(null)
  const page = ref(1)
  const language = computed<Locale>(() => LOCALES.find((each) => each === locale.value) ?? 'en')
  const paper = computed(() => ({ ...store.paper, locale: language.value }))
  /** Null while it is not yet said for whom. */
  const order = computed(() => {
    const whom = store.whom()
    return whom && { whom, paper: paper.value }
  })
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    const mine = ++latest
    const asked = order.value
    if (!asked || !store.begun) {
      preview.value = null
      refusal.value = null
      return
    }
    try {
      const answer = await portal.sheets.preview({ ...asked, page: page.value })
      if (mine !== latest) return
      preview.value = answer
      refusal.value = null
      if (answer.page) page.value = answer.page.number
    } catch (error) {
      if (mine !== latest) return
      preview.value = null
      refusal.value = refusalOf(error)
    }
  }

  async function begin(): Promise<void> {
    try {
      if (!store.begun) Object.assign(store.paper, await portal.sheets.defaults())
      store.begun = true
      await load()
    } catch (error) {
      refusal.value = refusalOf(error)
    }
  }

  watch(
    () => JSON.stringify(order.value),
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void load(), PAUSE)
    },
  )
  watch(page, load)
  onUnmounted(() => clearTimeout(timer))
  useLive(['people', 'settings', 'join-site', 'structure'], load)
  useLive(['sheets'], async () => {
    progress.value = await portal.sheets.progress().catch(() => null)
    if (progress.value === null) await load()
  })
  void begin()

  return { order, paper, page, preview, progress, refusal }
}
