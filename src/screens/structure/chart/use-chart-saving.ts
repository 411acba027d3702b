import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useToast } from '../../../composables/use-toast'
import { portal, refusalOf } from '../../../portal'
import { drawChart, drawingAsPng, type DrawingTexts } from './chart-drawing'
import type { ChartLayout } from './chart-layout'

const KINDS = ['png', 'svg', 'pdf'] as const
type Kind = (typeof KINDS)[number]

/** Saves the chart as it is folded now, where the operator chooses (D1). */
export function useChartSaving(layout: () => ChartLayout, texts: DrawingTexts) {
  const { t } = useI18n()
  const toast = useToast()
  const entries = computed(() => KINDS.map((key) => ({ key, label: t(`structure.chart.${key}`) })))

  async function save(key: string): Promise<void> {
    const kind = KINDS.find((each) => each === key)
    if (!kind) return
    try {
      const saved = await portal.app.saveDrawing({ name: t('structure.title'), kind, data: await dataOf(kind) })
      if (saved) toast.say(t('common.fileSaved', { file: saved.file }))
    } catch (error) {
      toast.refuse(refusalOf(error))
    }
  }

  async function dataOf(kind: Kind): Promise<string> {
    const { width, height } = layout()
    const svg = drawChart(layout(), texts)
    return kind === 'png' ? drawingAsPng(svg, width, height) : svg
  }

  return { entries, save }
}
