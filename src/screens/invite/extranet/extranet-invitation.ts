import { ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { ExtranetInviteResult } from '../../../../electron/contract/extranet'
import type { Delivery } from '../../../../electron/contract/vocabulary'
import { onOtherOperator } from '../../../composables/on-other-operator'
import { underWay } from '../../../composables/under-way'
import { portal } from '../../../portal'
import type { Locale } from '../email/email-invitation'
import { rowReadings } from '../row-readings'

/** One row of the form: `key` stays with it while others come and go. */
export interface ExternalRow {
  readonly key: number
  address: string
  firstName: string
  lastName: string
}

/** Choice of the field *Workgroup* that stands for one that is still to be made. */
export const NEW_WORKGROUP = 'new'

/** Most rows of one invitation. */
export const MOST_ROWS = 1_000

/** The invitation of external people being written (X1): it outlives the panel, so that closing it loses nothing. */
export const useExtranetInvitation = defineStore('extranet-invitation', () => {
  let lastKey = 0
  function emptyRow(): ExternalRow {
    lastKey += 1
    return { key: lastKey, address: '', firstName: '', lastName: '' }
  }

  /** Id of a workgroup, NEW_WORKGROUP, or null while nothing is chosen. */
  const workgroup = ref<string | null>(null)
  const newWorkgroup = ref('')
  const rows = ref<ExternalRow[]>([emptyRow()])
  /** Null: as is usual for what the rows hold. */
  const delivery = ref<Delivery | null>(null)
  const locale = ref<Locale | null>(null)
  const sponsorId = ref<string | null>(null)
  const sponsorName = ref('')
  /** ISO date; '' for none. */
  const endsOn = ref('')
  const result = shallowRef<ExtranetInviteResult | null>(null)
  /** When it was asked for; milliseconds UTC. Drafts made since belong to it. */
  const since = ref(0)
  const { busy, during } = underWay()
  const { filled, readingOf, inviting, known } = rowReadings(rows, {
    textOf: (row) => row.address,
    ask: async (addresses) => (await portal.extranet.check({ addresses })).entries,
    addressOf: (reading) => reading.address,
  })

  function addRow(): void {
    if (rows.value.length < MOST_ROWS) rows.value.push(emptyRow())
  }

  function removeRow(key: number): void {
    rows.value = rows.value.filter((row) => row.key !== key)
    if (rows.value.length === 0) addRow()
  }

  /**
   * X1. `usual`: how it is sent where no way was chosen. Throws the refusal of the core; what was written then stays as
   * it is.
   */
  async function invite(usual: Delivery): Promise<ExtranetInviteResult> {
    const asked = filled.value
    const made = workgroup.value === NEW_WORKGROUP
    const began = Date.now()
    const answer = await portal.extranet.invite({
      workgroupId: made ? null : workgroup.value,
      newWorkgroup: made ? newWorkgroup.value : null,
      people: asked.map(({ address, firstName, lastName }) => ({ address, firstName, lastName })),
      locale: locale.value ?? 'en',
      delivery: delivery.value ?? usual,
      sponsorId: sponsorId.value,
      endsOn: endsOn.value === '' ? null : endsOn.value,
    })
    // Whoever is no address stays, to be corrected.
    const wrong = asked.filter((_, index) => answer.rows[index]?.fate === 'invalid')
    rows.value = wrong.length > 0 ? [...wrong] : [emptyRow()]
    workgroup.value = answer.workgroupId
    newWorkgroup.value = ''
    since.value = began
    result.value = answer
    return answer
  }

  /** Starts the next invitation; the workgroup, the language and the terms stay as chosen. */
  function inviteMore(): void {
    result.value = null
  }

  /** Forgets everything, for the next operator. */
  function reset(): void {
    workgroup.value = null
    newWorkgroup.value = ''
    rows.value = [emptyRow()]
    delivery.value = null
    locale.value = null
    sponsorId.value = null
    sponsorName.value = ''
    endsOn.value = ''
    result.value = null
  }

  onOtherOperator(reset)
  return {
    workgroup,
    newWorkgroup,
    rows,
    filled,
    readingOf,
    inviting,
    known,
    delivery,
    locale,
    sponsorId,
    sponsorName,
    endsOn,
    result,
    since,
    busy,
    addRow,
    removeRow,
    invite: (usual: Delivery) => during(() => invite(usual)),
    inviteMore,
    reset,
  }
})
