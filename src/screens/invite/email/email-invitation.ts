import { computed, hasInjectionContext, inject, type InjectionKey, provide, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { InviteResult } from '../../../../electron/contract/invitations'
import { onOtherOperator } from '../../../composables/on-other-operator'
import { underWay } from '../../../composables/under-way'
import { portal } from '../../../portal'
import { type AddressRow, needsCorrection } from './address-rows'
import { knownAfter, knownPeople, type Outcome } from './email-outcome'
import { useAddressList } from './use-address-list'

export type Locale = 'en' | 'ru'
export type DraftMode = 'each' | 'bcc'

/** What MessageText needs of an invitation and writes into it (M5). */
export interface WordedInvitation {
  readonly locale: Locale | null
  readonly departmentIds: string[]
  ownText: { subject: string; body: string } | null
}

/** The invitation being written: it outlives the panel, so that closing it loses nothing. */
function invitation() {
  const list = useAddressList()
  const { people, rows } = list
  const known = computed(() => knownPeople(rows.value))
  const departmentIds = ref<string[]>([])
  const workgroupIds = ref<string[]>([])
  /** The workgroup whose Members page it is done from (W2). */
  const fromWorkgroupId = ref<string | null>(null)
  const locale = ref<Locale | null>(null)
  const requireConfirmation = ref<boolean | null>(null)
  const mode = ref<DraftMode>('each')
  const ownText = ref<{ subject: string; body: string } | null>(null)
  const outcome = shallowRef<Outcome | null>(null)
  const { busy, during } = underWay()

  function preset() {
    return {
      departmentIds: departmentIds.value,
      workgroupIds: workgroupIds.value,
      fromWorkgroupId: fromWorkgroupId.value,
      locale: locale.value ?? 'en',
      requireConfirmation: requireConfirmation.value,
      text: ownText.value,
    }
  }

  function finish(way: Outcome['way'], since: number, asked: readonly AddressRow[], result: InviteResult): void {
    const unreadable = asked.filter(({ fate }) => needsCorrection(fate)).map((row) => row.text)
    outcome.value = { way, since, invited: result.invited, known: knownAfter(asked, result), unreadable }
    list.startAgain(unreadable)
  }

  /** M4. Throws the refusal of the core; the list then stays as it is, as where it cannot be read. */
  async function send(): Promise<void> {
    if (!(await list.readAsItStands())) return
    const asked = rows.value
    const since = Date.now()
    finish(
      'mail-service',
      since,
      asked,
      await portal.invitations.inviteByMailService({ ...preset(), people: people.value }),
    )
  }

  /** M1, M2: returns the ids of the prepared drafts, in order. */
  async function prepare(): Promise<readonly string[]> {
    if (!(await list.readAsItStands())) return []
    const asked = rows.value
    const since = Date.now()
    const result = await portal.invitations.prepareDrafts({ ...preset(), people: people.value, mode: mode.value })
    finish('mail-app', since, asked, result)
    return result.draftIds
  }

  /** M2: how many drafts *prepare* would make now. Throws the refusal of the core, the same as it would. */
  async function countDrafts(): Promise<number> {
    const asked = { ...preset(), people: people.value, mode: mode.value }
    return (await portal.invitations.countDrafts(asked)).drafts
  }

  /** Starts the next invitation; where it goes and its language stay as chosen. */
  function inviteMore(): void {
    outcome.value = null
  }

  /** Into this workgroup, and from it: its members may do so where the group allows it (W2). */
  function from(workgroupId: string | null): void {
    outcome.value = null
    workgroupIds.value = workgroupId === null ? [] : [workgroupId]
    fromWorkgroupId.value = workgroupId
  }

  /** Forgets everything, for the next operator. */
  function reset(): void {
    list.startAgain([])
    departmentIds.value = []
    workgroupIds.value = []
    fromWorkgroupId.value = null
    locale.value = null
    requireConfirmation.value = null
    mode.value = 'each'
    ownText.value = null
    outcome.value = null
  }

  onOtherOperator(reset)
  const { correct, entries, leaveOut, read, readRefusal, reading, rename, text } = list
  return {
    text,
    entries,
    reading,
    readRefusal,
    departmentIds,
    workgroupIds,
    fromWorkgroupId,
    locale,
    requireConfirmation,
    mode,
    ownText,
    outcome,
    busy,
    rows,
    people,
    known,
    read,
    rename,
    leaveOut,
    correct,
    send: () => during(send),
    prepare: () => during(prepare),
    countDrafts,
    inviteMore,
    from,
    reset,
  }
}

function storeOf(id: string) {
  return defineStore(id, invitation)
}

const useByEmail = storeOf('email-invitation')
/** The one of the tab *Workgroup*; what is begun there is not mixed with the tab *E-mail*. */
export const useWorkgroupInvitation = storeOf('workgroup-invitation')

const OWN: InjectionKey<typeof useWorkgroupInvitation> = Symbol('invitation')

/** Everything below this component writes the invitation of the tab *Workgroup*. */
export function provideWorkgroupInvitation(): void {
  provide(OWN, useWorkgroupInvitation)
}

/** The invitation that this part of the panel writes: the one of the tab *E-mail*, unless a tab above has its own. */
export function useEmailInvitation(): ReturnType<typeof useByEmail> {
  const own = hasInjectionContext() ? inject(OWN, null) : null
  return own ? own() : useByEmail()
}
