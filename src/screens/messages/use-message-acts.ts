import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MessageRow } from '../../../electron/contract/messages'
import { useConfirm } from '../../composables/use-confirm'
import { useToast } from '../../composables/use-toast'
import { portal, refusalOf } from '../../portal'
import { actable, heldByPause, mayArriveTwice, type MessageAct, nameOf } from './message-acts'

/** *Send now* and *Cancel* for one message or many: asks where something could go out twice or is given up. */
export function useMessageActs(reload: () => Promise<void>) {
  const { t, n } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  const busy = ref(false)

  /** One message is named in the question, several are counted. */
  function title(one: string, many: string, rows: readonly MessageRow[]): string {
    const [first] = rows
    return rows.length === 1 && first ? t(one, { name: nameOf(first) }) : t(many, { n: n(rows.length) }, rows.length)
  }

  async function ask(act: MessageAct, rows: readonly MessageRow[]): Promise<boolean> {
    if (act === 'cancel') {
      return confirm({
        title: title('messages.cancelTitle', 'messages.cancelTitleMany', rows),
        text: t(rows.length === 1 ? 'messages.cancelText' : 'messages.cancelTextMany'),
        confirm: t('messages.cancelMessage', rows.length),
        cancel: t('messages.keep'),
        destructive: true,
      })
    }
    const doubtful = rows.filter((row) => row.state === 'unknown')
    if (!mayArriveTwice(rows)) return true
    return confirm({
      title: title('messages.unknownTitle', 'messages.unknownTitleMany', doubtful),
      text: t(doubtful.length === 1 ? 'messages.unknownText' : 'messages.unknownTextMany'),
      confirm: t('messages.sendAgain'),
    })
  }

  /** What is put at the head of a paused channel goes nowhere yet, and is told of apart. */
  async function sayQueued(rows: readonly MessageRow[]): Promise<void> {
    const channels = await portal.messages.outbox().catch(() => [])
    const held = heldByPause(rows, channels)
    const going = rows.length - held
    if (going > 0) toast.say(t('messages.queuedAgain', { n: n(going) }, going))
    if (held > 0) toast.note(t('messages.queuedPaused', { n: n(held) }, held))
  }

  /** Carries out the act on those of `chosen` it applies to; true when it was done. */
  async function run(act: MessageAct, chosen: readonly MessageRow[]): Promise<boolean> {
    const rows = actable(chosen, act)
    if (busy.value || rows.length === 0 || !(await ask(act, rows))) return false
    const ids = rows.map((row) => row.id)
    busy.value = true
    try {
      const { done, refused } = await (act === 'cancel'
        ? portal.messages.cancel({ ids })
        : portal.messages.sendNow({ ids }))
      if (act === 'cancel') toast.say(t('messages.cancelled', { n: n(done.length) }, done.length))
      else await sayQueued(rows.filter((row) => done.some((each) => each.id === row.id)))
      const [first] = refused
      if (first) toast.refuse(first.refusal)
      return true
    } catch (error) {
      toast.refuse(refusalOf(error))
      return false
    } finally {
      busy.value = false
      await reload()
    }
  }

  return { run, busy }
}
