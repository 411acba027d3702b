import { useI18n } from 'vue-i18n'
import { mayLeave } from './may-leave'
import { useConfirm } from './use-confirm'
import { useToast } from './use-toast'
import { portal, refusalOf } from '../portal'
import { useSession } from '../stores/session'

/** J3: hands the computer to a newcomer, with the invitation of a person opened already or with none, after asking. */
export function useStartKiosk() {
  const { t } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  const session = useSession()

  return async (person: { readonly id: string; readonly name: string } | null): Promise<void> => {
    if (!(await mayLeave())) return
    const sample = session.state?.portal?.sample ?? false
    const agreed = await confirm({
      title: person ? t('kiosk.ask.titleFor', { name: person.name }) : t('kiosk.ask.title'),
      text: t(sample ? 'kiosk.ask.sample' : 'kiosk.ask.text'),
      confirm: t('kiosk.ask.start'),
    })
    if (!agreed) return
    try {
      await portal.kiosk.enter({ personId: person?.id ?? null })
    } catch (error) {
      toast.refuse(refusalOf(error))
    }
    await session.refresh()
  }
}
