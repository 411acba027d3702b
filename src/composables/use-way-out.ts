import { useI18n } from 'vue-i18n'
import type { RefusalData } from '../../electron/contract/base'
import { needsMailApp, needsSmsAccount } from '../components/drafts/cannot-send'
import { useSession } from '../stores/session'

/** Where something that was refused is put right. */
export interface WayOut {
  readonly label: string
  /** Of the settings. */
  readonly path: string
}

/** The section of the settings that a refusal speaks of, for whoever may go there; null: there is none. */
export function useWayOut(): (refusal: RefusalData | null) => WayOut | null {
  const { t } = useI18n()
  const session = useSession()
  return (refusal) => {
    if (!refusal || !session.runsPortal) return null
    if (needsMailApp(refusal)) return { label: t('invite.toSettings.mail'), path: '/settings/mail' }
    if (needsSmsAccount(refusal)) return { label: t('invite.toSettings.sms'), path: '/settings/sms' }
    if (refusal.code !== 'JOIN_ADDRESS_MISSING') return null
    return { label: t('invite.toSettings.joinSite'), path: '/settings/join-site' }
  }
}
