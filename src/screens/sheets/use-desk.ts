import { computed, ref, shallowRef } from 'vue'
import type { DeskAnswer, DeskMark } from '../../../electron/contract/desk'
import type { SheetMark } from '../../../electron/contract/vocabulary'
import { useLoaded } from '../../composables/use-loaded'
import { useRequest } from '../../composables/use-request'
import { useToast } from '../../composables/use-toast'
import { portal } from '../../portal'

/** The hand-over desk (Z3): what was scanned last, what became of it, and what was done today. */
export function useDesk() {
  const toast = useToast()
  const text = ref('')
  const mark = ref<SheetMark>('handed-over')
  const answer = shallowRef<DeskAnswer | null>(null)
  /** What the answer is about, so that a dead code can be tried again once it lives. */
  const scanned = ref('')
  const { data: state, refusal: stateRefusal } = useLoaded(() => portal.desk.state(), ['sheets', 'people'])

  const scanning = useRequest((what: string, as: SheetMark) => portal.desk.mark({ text: what, mark: as }))
  const undoing = useRequest((sheetId: string, as: SheetMark) => portal.desk.takeBack({ sheetId, mark: as }))
  const renewing = useRequest((personId: string) => portal.invitations.renew({ ids: [personId] }))
  const refusal = computed(
    () => scanning.refusal.value ?? undoing.refusal.value ?? renewing.refusal.value ?? stateRefusal.value,
  )
  const busy = computed(() => scanning.busy.value || undoing.busy.value || renewing.busy.value)

  /** Marks what stands in the field. What is scanned while another code is looked up waits for its turn. */
  let last: Promise<unknown> = Promise.resolve()
  function submit(): Promise<unknown> {
    const what = text.value
    if (what.trim() === '') return last
    text.value = ''
    const as = mark.value
    last = last.then(() => look(what, as))
    return last
  }

  async function look(what: string, as: SheetMark): Promise<void> {
    undoing.clear()
    renewing.clear()
    const outcome = await scanning.run(what, as)
    // What could not be asked at all is not lost: it stands in the field again.
    if (!outcome.done && text.value === '') text.value = what
    scanned.value = what
    answer.value = outcome.done ? outcome.value : null
  }

  async function takeBack({ mark: as, sheetId }: Pick<DeskMark, 'mark' | 'sheetId'>): Promise<boolean> {
    const outcome = await undoing.run(sheetId, as)
    if (outcome.done && answer.value?.sheet?.sheetId === sheetId) answer.value = null
    return outcome.done
  }

  /** H4: gives an expired invitation time again, after which the same paper works, and marks it. */
  async function renew(personId: string): Promise<void> {
    const as = answer.value?.mark ?? mark.value
    const outcome = await renewing.run(personId)
    if (!outcome.done) return
    const [refused] = outcome.value.refused
    if (refused) toast.refuse(refused.refusal)
    else await look(scanned.value, as)
  }

  return { text, mark, answer, state, refusal, busy, submit, takeBack, renew }
}
