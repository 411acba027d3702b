import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { TemplatePreview, TemplateText } from '../../../../electron/contract/templates'
import type { Locale, TemplateKind } from '../../../../electron/contract/vocabulary'
import { type FieldProblem, portal, refusalOf } from '../../../portal'

/** After the last key, in milliseconds. */
const PAUSE = 250

/**
 * What a text comes to, filled in with an example, and what is wrong with it by field, kept up while it is typed. A text
 * that cannot be filled in leaves the last preview standing.
 */
export function useTemplatePreview(
  source: () => { readonly kind: TemplateKind; readonly locale: Locale; readonly text: TemplateText },
) {
  const preview = shallowRef<TemplatePreview | null>(null)
  const problems = ref<Readonly<Record<string, FieldProblem>>>({})
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  async function load(): Promise<void> {
    const mine = ++latest
    try {
      const answer = await portal.templates.preview(source())
      if (mine !== latest) return
      preview.value = answer
      problems.value = {}
    } catch (error) {
      if (mine !== latest) return
      problems.value = Object.fromEntries(refusalOf(error).fields.map((each) => [each.field, each]))
    }
  }

  watch(
    source,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void load(), PAUSE)
    },
    { deep: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  void load()
  return { preview, problems }
}
