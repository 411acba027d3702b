import { computed, onScopeDispose, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { StructureStep } from '../../../electron/contract/structure'
import { useLive } from '../../composables/use-live'
import { dismissToast, useToast } from '../../composables/use-toast'
import { portal, refusalOf } from '../../portal'
import { useSession } from '../../stores/session'

/** What undoing a step is called: the key of `structure.undo` for each act. */
const ACTS: Readonly<Record<string, string>> = {
  'department.added': 'added',
  'department.renamed': 'renamed',
  'department.moved': 'moved',
  'department.removed': 'removed',
  'department.merged': 'merged',
  'department.heads-changed': 'heads',
}

/** The step that a toast offers to undo, also after the screen was left; the offer goes with the next step. */
let offered: { readonly step: number; readonly toast: number } | null = null

/**
 * The operator's last step in the structure and taking it back (D1): by the toast that told of it, by the button of the
 * screen, or with Ctrl+Z.
 * @param reload shows the structure as it is now
 */
export function useStructureUndo(reload: () => Promise<unknown>) {
  const { t } = useI18n()
  const toast = useToast()
  const session = useSession()
  const step = shallowRef<StructureStep | null>(null)
  const name = computed(() => (step.value ? nameOf(step.value) : ''))
  let busy = false

  function nameOf({ act, name: department }: StructureStep): string {
    return t(`structure.undo.${ACTS[act] ?? 'other'}`, { name: department })
  }

  async function look(): Promise<void> {
    if (!session.editsStructure) return
    try {
      step.value = await portal.structure.lastStep()
    } catch {
      // Without an answer nothing is offered; whatever hinders is said where the structure itself is asked for.
      step.value = null
    }
    if (offered !== null && offered.step !== step.value?.id) withdraw()
  }
  useLive(['structure'], look)
  void look()

  function withdraw(): void {
    if (offered !== null) dismissToast(offered.toast)
    offered = null
  }

  async function undo(what = step.value): Promise<void> {
    if (!what || busy) return
    busy = true
    try {
      await portal.structure.undo({ id: what.id })
      toast.say(t('structure.said.undone', { name: what.name }))
    } catch (error) {
      toast.refuse(refusalOf(error))
    } finally {
      busy = false
    }
    await Promise.all([look(), reload()])
  }

  /** Says what was done, with the way back. */
  async function say(text: string): Promise<void> {
    await look()
    const done = step.value
    const id = toast.say(text, done ? { label: t('common.undo'), run: () => void undo(done) } : null)
    if (done) offered = { step: done.id, toast: id }
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'z' || event.shiftKey || event.altKey || !(event.ctrlKey || event.metaKey)) return
    // What is typed has its own undo, and a dialog stands over the screen.
    const within = event.target instanceof Element ? event.target.closest('input, textarea, [role=dialog]') : null
    if (within || event.defaultPrevented || document.querySelector('[aria-modal=true]')) return
    event.preventDefault()
    void undo()
  }
  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))

  return { step, name, undo, say }
}
