import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { BatchResult } from '../../../electron/contract/base'
import type { DueLine } from '../../../electron/contract/today'
import type { DueAct } from '../../../electron/contract/vocabulary'
import { useDraftQueue } from '../../components/drafts/draft-queue'
import { needsMailApp } from '../../components/drafts/no-mail-service'
import { useConfirm } from '../../composables/use-confirm'
import { useRefusalText } from '../../composables/use-refusal-text'
import { useToast } from '../../composables/use-toast'
import { portal, refusalOf } from '../../portal'

/** What is done about a line of the list: says what was done, and why something was not. */
export function useDueActs() {
  const { t } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  const router = useRouter()
  const { titleOf } = useRefusalText()
  const queue = useDraftQueue()
  /** Key of the line something is done about now. */
  const busy = ref<string | null>(null)

  /** Throws the refusal of the one person a batch was about. */
  function told(result: BatchResult): boolean {
    const [refused] = result.refused
    if (refused) toast.refuse(refused.refusal)
    return !refused
  }

  /** By mail app, or by messaging where there is only a phone. */
  async function byHand(id: string): Promise<void> {
    if (told(await queue.resend([id]))) await router.push({ name: 'messages', query: { drafts: 'waiting' } })
  }

  /** False where the mail app has it now, which says so itself. */
  async function resend({ id, name }: { readonly id: string; readonly name: string }): Promise<boolean> {
    try {
      return told(await portal.invitations.resend({ ids: [id] }))
    } catch (error) {
      const refusal = refusalOf(error)
      if (!needsMailApp(refusal)) throw error
      const text = t('today.mailApp.text', { name })
      if (await confirm({ title: titleOf(refusal), text, confirm: t('today.mailApp.open') })) await byHand(id)
      return false
    }
  }

  /** Whether it was done and is to be said. */
  async function carryOut(line: DueLine, act: DueAct): Promise<boolean> {
    const { person, taskId } = line
    if (act === 'done') {
      if (taskId === null) return false
      await portal.tasks.setDone({ id: taskId, done: true })
      return true
    }
    if (!person) return false
    const ids = [person.id]
    if (act === 'renew-guest') return told(await portal.people.renewGuests({ ids }))
    if (act === 'renew-invitation') return told(await portal.invitations.renew({ ids, sendAgain: false }))
    if (line.kind !== 'to-remind') return await resend(person)
    await byHand(person.id)
    return false
  }

  async function reopen(id: string): Promise<void> {
    try {
      await portal.tasks.setDone({ id, done: false })
    } catch (error) {
      toast.refuse(refusalOf(error))
    }
  }

  async function run(line: DueLine, act: DueAct): Promise<void> {
    if (busy.value !== null) return
    busy.value = line.key
    try {
      if (!(await carryOut(line, act))) return
      const { detail: task, person, taskId } = line
      const undo = taskId === null ? null : { label: t('common.undo'), run: () => void reopen(taskId) }
      toast.say(t(`today.done.${act}`, { name: person?.name ?? '', task }), undo)
    } catch (error) {
      toast.refuse(refusalOf(error))
    } finally {
      busy.value = null
    }
  }

  return { run, busy }
}
