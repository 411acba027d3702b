import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RefusalData } from '../../electron/contract/base'
import { portal, refusalOf } from '../portal'
import { useConfirm } from './use-confirm'
import { useToast } from './use-toast'

/** Z1: takes a bulk invitation back as one, after asking with its name and how many people it is about. */
export function useTakeBack() {
  const { t, n } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  /** Id of the batch that is being taken back. */
  const busy = ref<string | null>(null)
  /** The last one that could not be, with the reason. */
  const refused = shallowRef<{ readonly id: string; readonly refusal: RefusalData } | null>(null)

  /** Returns whether it was taken back. */
  async function takeBack(batch: {
    readonly id: string
    readonly name: string
    readonly people: number
  }): Promise<boolean> {
    if (busy.value !== null) return false
    refused.value = null
    const goAhead = await confirm({
      title: t('bulk.takeBack.title', { name: batch.name }),
      text: t('bulk.takeBack.text', { n: n(batch.people) }, batch.people),
      confirm: t('bulk.takeBack.act'),
      destructive: true,
    })
    if (!goAhead) return false
    busy.value = batch.id
    try {
      const { people } = await portal.bulk.undo({ id: batch.id })
      toast.say(t('bulk.takeBack.done', { n: n(people) }, people))
      return true
    } catch (error) {
      refused.value = { id: batch.id, refusal: refusalOf(error) }
      return false
    } finally {
      busy.value = null
    }
  }

  return { takeBack, busy, refused }
}
