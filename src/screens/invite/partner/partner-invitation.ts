import { ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { PartnerCheck, PartnerSeat } from '../../../../electron/contract/partners'
import type { Delivery, Locale } from '../../../../electron/contract/vocabulary'
import { useDraftQueue } from '../../../components/drafts/draft-queue'
import { onOtherOperator } from '../../../composables/on-other-operator'
import { useRequest } from '../../../composables/use-request'
import { portal } from '../../../portal'

/** What came of the tab *Partner*. */
export interface PartnerResult {
  /** Whether somebody was invited, or somebody who is here was given access (B5). */
  readonly kind: 'invited' | 'access'
  readonly personId: string
  /** Name or address. */
  readonly name: string
  readonly delivery: Delivery
  /** When it was asked for; milliseconds UTC. Drafts made since belong to it. */
  readonly since: number
  /** Who was dismissed for them (B4). */
  readonly dismissed: string | null
}

/** What the form knows beside what is written in it. */
interface Asked {
  /** Who has the address already (B5). */
  readonly person: PartnerCheck['person']
  /** Whom to dismiss for them (B4). */
  readonly dismissed: PartnerSeat | null
  readonly delivery: Delivery
  readonly locale: Locale
}

/** The partner being invited (B1–B5): it outlives the panel, so that closing it loses nothing, not even while it is done. */
export const usePartnerInvitation = defineStore('partner-invitation', () => {
  const queue = useDraftQueue()
  const email = ref('')
  const firstName = ref('')
  const lastName = ref('')
  /** Null: as the portal's. */
  const locale = ref<Locale | null>(null)
  /** Null: as the portal can. */
  const delivery = ref<Delivery | null>(null)
  /** Whom to dismiss where all seats are taken (B4). */
  const dismissId = ref<string | null>(null)
  const result = shallowRef<PartnerResult | null>(null)

  function forgetPartner(): void {
    email.value = ''
    firstName.value = ''
    lastName.value = ''
    dismissId.value = null
  }

  function finish(outcome: PartnerResult): void {
    result.value = outcome
    forgetPartner()
  }

  async function giveAccess(person: NonNullable<Asked['person']>, dismissed: Asked['dismissed']): Promise<void> {
    const since = Date.now()
    await portal.partners.giveAccess({ id: person.id, dismissId: dismissed?.id ?? null })
    const { id: personId, name } = person
    finish({ kind: 'access', personId, name, delivery: 'link', since, dismissed: dismissed?.name ?? null })
  }

  async function invite(asked: Omit<Asked, 'person'>): Promise<void> {
    const { delivery: way, dismissed } = asked
    const name = [firstName.value, lastName.value].join(' ').trim() || email.value.trim()
    const since = Date.now()
    const { draftIds, personId } = await portal.partners.invite({
      email: email.value,
      firstName: firstName.value,
      lastName: lastName.value,
      locale: asked.locale,
      delivery: way,
      dismissId: dismissed?.id ?? null,
    })
    finish({ kind: 'invited', personId, name, delivery: way, since, dismissed: dismissed?.name ?? null })
    await queue.openFirst(draftIds)
  }

  /** B1–B5. After a refusal, which stands in `refusal`, everything stays as it was written. */
  const {
    run: submit,
    busy,
    general: refusal,
    clear: forgetRefusal,
  } = useRequest(({ person, ...asked }: Asked) => (person ? giveAccess(person, asked.dismissed) : invite(asked)))

  /** Starts the next one; language and way stay as chosen. */
  function inviteAnother(): void {
    result.value = null
  }

  /** Forgets everything, for the next operator. */
  function reset(): void {
    forgetPartner()
    locale.value = null
    delivery.value = null
    result.value = null
    forgetRefusal()
  }

  onOtherOperator(reset)
  return {
    email,
    firstName,
    lastName,
    locale,
    delivery,
    dismissId,
    result,
    submit,
    busy,
    refusal,
    forgetRefusal,
    inviteAnother,
    reset,
  }
})
