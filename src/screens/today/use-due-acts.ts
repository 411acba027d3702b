import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { BatchResult, RefusalData } from '../../../electron/contract/base'
import type { DueLine } from '../../../electron/contract/today'
import type { DueAct } from '../../../electron/contract/vocabulary'
import { useDraftQueue } from '../../components/drafts/draft-queue'
import { needsMailApp, needsMessaging } from '../../components/drafts/cannot-send'
import { useConfirm } from '../../composables/use-confirm'
import { useRefusalText } from '../../composables/use-refusal-text'
import { useToast } from '../../composables/use-toast'
import { portal, refusalOf } from '../../portal'

/** What is being done, about the line of this key. */
export interface DueActUnderWay {
  readonly key: string
  readonly act: DueAct
}

/** What is done about a line of the list: says what was done, and why something was not. */
export function useDueActs() {
  const { t } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  const router = useRouter()
  const { titleOf } = useRefusalText()
  const queue = useDraftQueue()
  const busy = ref<DueActUnderWay | null>(null)

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

  /** False where another program has it now, which says so itself. */
  async function resend(person: { readonly id: string; readonly name: string }): Promise<boolean> {
    try {
      const result = await portal.invitations.resend({ ids: [person.id] })
      const [refused] = result.refused
      if (!refused || !needsMessaging(result)) return told(result)
      await offer('messaging', refused.refusal, person)
    } catch (error) {
      const refusal = refusalOf(error)
      if (!needsMailApp(refusal)) throw error
      await offer('mailApp', refusal, person)
    }
    return false
  }

  /** The portal cannot send by itself: another program can (M1, SM6). */
  async function offer(
    program: 'mailApp' | 'messaging',
    refusal: RefusalData,
    { id, name }: { readonly id: string; readonly name: string },
  ): Promise<void> {
    const question = { title: titleOf(refusal), text: t(`today.${program}.text`, { name }) }
    if (await confirm({ ...question, confirm: t(`today.${program}.open`) })) await byHand(id)
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
    busy.value = { key: line.key, act }
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
