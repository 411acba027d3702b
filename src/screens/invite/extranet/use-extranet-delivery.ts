import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ExtranetState } from '../../../../electron/contract/extranet'
import { type Delivery, looksLikePhone } from '../../../../electron/contract/vocabulary'
import { type ExternalRow, useExtranetInvitation } from './extranet-invitation'

type Accounts = Pick<ExtranetState, 'mailService' | 'smsService'>

/** What the rows hold so far; what is neither yet says nothing. */
function heldBy(rows: readonly Pick<ExternalRow, 'address'>[]): { readonly mails: boolean; readonly numbers: boolean } {
  return {
    mails: rows.some((row) => row.address.includes('@')),
    numbers: rows.some((row) => looksLikePhone(row.address)),
  }
}

/** X1: by the portal's own accounts where they can send to the rows, else the links are handed over. */
export function usualDelivery(rows: readonly Pick<ExternalRow, 'address'>[], accounts: Accounts): Delivery {
  const { mailService, smsService } = accounts
  const { mails, numbers } = heldBy(rows)
  if (mails) return mailService ? 'mail-service' : 'link'
  if (numbers) return smsService ? 'mail-service' : 'link'
  return mailService || smsService ? 'mail-service' : 'link'
}

/**
 * How invitations of external people leave the console: as chosen, else as usual for what the rows hold; with what that
 * means.
 */
export function useExtranetDelivery(state: Ref<Accounts | null>) {
  const { t } = useI18n()
  const store = useExtranetInvitation()
  const accounts = computed<Accounts>(() => state.value ?? { mailService: false, smsService: false })
  const held = computed(() => heldBy(store.rows))
  const delivery = computed({
    get: () => store.delivery ?? usualDelivery(store.rows, accounts.value),
    set: (value: Delivery) => {
      store.delivery = value
    },
  })
  /** The mail account is missing for what is to be sent. */
  const noMail = computed(() => {
    const { mailService, smsService } = accounts.value
    return !mailService && (held.value.mails || (!held.value.numbers && !smsService))
  })
  const hints = computed(() => {
    const { mails, numbers } = held.value
    const { mailService, smsService } = accounts.value
    const byLink = numbers ? [t('invite.extranet.numbersByLink')] : []
    if (delivery.value === 'link') return [t('invite.deliveryHint.link')]
    if (delivery.value === 'mail-app') return [t('invite.deliveryHint.mail-app'), ...byLink]
    if (noMail.value) return [t('invite.email.noAccount')]
    if (numbers && !smsService) {
      return [...(mails ? [t('invite.deliveryHint.mail-service')] : []), t('sms.way.noAccount'), ...byLink]
    }
    if (numbers) return [mails ? t('invite.extranet.mailAndSms') : t('sms.way.serviceHint')]
    return [mailService ? t('invite.deliveryHint.mail-service') : t('sms.way.serviceHint')]
  })
  const hint = computed(() => hints.value.join(' '))
  /** What the portal sends by, in words. */
  const service = computed(() => {
    const { mailService, smsService } = accounts.value
    if (!smsService) return t('invite.delivery.mail-service')
    return mailService ? t('invite.extranet.bothServices') : t('sms.way.service')
  })
  return { delivery, hint, noMail, service }
}
