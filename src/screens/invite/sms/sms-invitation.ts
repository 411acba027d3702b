import { ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { RefusalData } from '../../../../electron/contract/base'
import type { SmsInviteResult } from '../../../../electron/contract/sms'
import { onOtherOperator } from '../../../composables/on-other-operator'
import { underWay } from '../../../composables/under-way'
import { INVITED_TOGETHER } from '../../../../electron/contract/vocabulary'
import { portal } from '../../../portal'
import { asksDecision } from '../email/address-rows'
import type { Locale } from '../email/email-invitation'
import type { KnownPerson } from '../email/email-outcome'
import { rowReadings } from '../row-readings'

/** One row of the form: `key` stays with it while others come and go. */
export interface SmsRow {
  readonly key: number
  phone: string
  firstName: string
  lastName: string
}

/** How the SMS leave the console: through the portal's account, or by the system's own messaging (SM6). */
export type SmsWay = 'service' | 'app'

/** What came of an invitation: shown until the operator invites more people. */
export interface SmsOutcome {
  readonly way: SmsWay
  /** When it was asked for; milliseconds UTC. Drafts made since belong to it. */
  readonly since: number
  readonly invited: number
  /** People who were in the directory already (S6). */
  readonly known: readonly KnownPerson[]
  /** Rows that are no number; they stay to be corrected. */
  readonly unreadable: number
}

/** The invitation by SMS being written (SM1): it outlives the panel, so that closing it loses nothing. */
export const useSmsInvitation = defineStore('sms-invitation', () => {
  let lastKey = 0
  function rowOf(row: Partial<Omit<SmsRow, 'key'>> = {}): SmsRow {
    lastKey += 1
    return { phone: '', firstName: '', lastName: '', ...row, key: lastKey }
  }

  const rows = ref<SmsRow[]>([rowOf()])
  const departmentIds = ref<string[]>([])
  const workgroupIds = ref<string[]>([])
  const locale = ref<Locale | null>(null)
  const requireConfirmation = ref<boolean | null>(null)
  const way = ref<SmsWay | null>(null)
  const outcome = shallowRef<SmsOutcome | null>(null)
  const { busy, during } = underWay()
  const { filled, readingOf, inviting, known } = rowReadings(rows, {
    textOf: (row) => row.phone,
    ask: async (phones) => (await portal.sms.check({ phones })).entries,
    addressOf: (reading) => reading.phone,
  })

  function addRow(): void {
    if (rows.value.length < INVITED_TOGETHER) rows.value.push(rowOf())
  }

  function removeRow(key: number): void {
    rows.value = rows.value.filter((row) => row.key !== key)
    if (rows.value.length === 0) addRow()
  }

  /**
   * SM2, SM4: puts people below those that are there; empty rows give way. Where they are too many together nobody is added,
   * and the refusal says so: none of them may be lost silently.
   */
  function add(people: readonly Partial<Omit<SmsRow, 'key'>>[]): RefusalData | null {
    if (filled.value.length + people.length > INVITED_TOGETHER) {
      return { code: 'SMS_TOO_MANY', params: { limit: INVITED_TOGETHER }, fields: [] }
    }
    rows.value = [...filled.value, ...people.map(rowOf)]
    if (rows.value.length === 0) addRow()
    return null
  }

  function order(asked: readonly SmsRow[]) {
    return {
      people: asked.map(({ phone, firstName, lastName }) => ({ phone, firstName, lastName })),
      departmentIds: departmentIds.value,
      workgroupIds: workgroupIds.value,
      locale: locale.value ?? ('en' as const),
      requireConfirmation: requireConfirmation.value,
    }
  }

  function finish(used: SmsWay, since: number, asked: readonly SmsRow[], result: SmsInviteResult): void {
    const wrong = asked.filter((_, index) => result.rows[index]?.fate === 'invalid')
    outcome.value = { way: used, since, invited: result.invited, known: knownIn(result), unreadable: wrong.length }
    rows.value = wrong.length > 0 ? [...wrong] : [rowOf()]
  }

  /** SM1. Throws the refusal of the core; what was written then stays as it is. */
  async function send(): Promise<void> {
    const asked = filled.value
    const since = Date.now()
    finish('service', since, asked, await portal.sms.invite(order(asked)))
  }

  /** SM6: the id of the first draft for the system's own messaging, where there is one. Throws the refusal of the core. */
  async function prepare(): Promise<readonly string[]> {
    const asked = filled.value
    const since = Date.now()
    const result = await portal.sms.prepareDrafts(order(asked))
    finish('app', since, asked, result)
    return result.draftIds
  }

  /** Starts the next invitation; places, language and way stay as chosen. */
  function inviteMore(): void {
    outcome.value = null
  }

  /** Forgets everything, for the next operator. */
  function reset(): void {
    rows.value = [rowOf()]
    departmentIds.value = []
    workgroupIds.value = []
    locale.value = null
    requireConfirmation.value = null
    way.value = null
    outcome.value = null
  }

  onOtherOperator(reset)
  return {
    rows,
    readingOf,
    inviting,
    known,
    filled,
    departmentIds,
    workgroupIds,
    locale,
    requireConfirmation,
    way,
    outcome,
    busy,
    addRow,
    removeRow,
    add,
    send: () => during(send),
    prepare: () => during(prepare),
    inviteMore,
    reset,
  }
})

function knownIn(result: SmsInviteResult): readonly KnownPerson[] {
  return result.rows.flatMap(({ fate, name, personId, phone }) =>
    asksDecision(fate) ? [{ id: personId, name: name || phone, email: phone, fate }] : [],
  )
}
