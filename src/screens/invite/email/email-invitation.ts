import { computed, hasInjectionContext, inject, type InjectionKey, provide, ref, shallowRef, watch } from 'vue'
import { defineStore } from 'pinia'
import type { RefusalData } from '../../../../electron/contract/base'
import type { AddressFate, InviteResult } from '../../../../electron/contract/invitations'
import { onOtherOperator } from '../../../composables/on-other-operator'
import { portal, refusalOf } from '../../../portal'
import {
  type AddressRow,
  addressRows,
  type Fate,
  type NameEdit,
  newPeople,
  withAddress,
  withoutEntry,
} from './address-rows'

export type Locale = 'en' | 'ru'
export type DraftMode = 'each' | 'bcc'

/** Somebody an act met who is in the directory already (S6). */
export interface KnownPerson {
  /** Null where the operator may not see whose address it is (A2). */
  readonly id: string | null
  readonly name: string
  readonly email: string
  readonly fate: Fate
}

/** What came of an invitation: shown until the operator invites more people, and kept while the panel is closed. */
export interface Outcome {
  readonly way: 'mail-app' | 'mail-service'
  readonly invited: number
  /** People who were in the directory already. */
  readonly known: readonly KnownPerson[]
  /** Texts that are no address; they stay in the list to be corrected. */
  readonly unreadable: readonly string[]
}

/** What MessageText needs of an invitation and writes into it (M5). */
export interface WordedInvitation {
  readonly locale: Locale | null
  readonly departmentIds: string[]
  ownText: { subject: string; body: string } | null
}

/** Milliseconds after the last keystroke until the list is read again. */
const READ_DELAY = 250

/** Whom the list has met already, each address once. */
export function knownPeople(rows: readonly AddressRow[]): readonly KnownPerson[] {
  return rows.flatMap((row) =>
    row.fate === 'new' || row.fate === 'duplicate' || row.fate === 'invalid' || row.email === null
      ? []
      : [{ id: row.person?.id ?? null, name: row.person?.name || row.email, email: row.email, fate: row.fate }],
  )
}

/** The same after the act: somebody may have been invited by another console since the list was read. */
function knownAfter(rows: readonly AddressRow[], result: InviteResult): readonly KnownPerson[] {
  const known = new Map(knownPeople(rows).map((person) => [person.email, person]))
  for (const { email, fate, name, personId } of result.rows) {
    if (fate !== 'new' && fate !== 'duplicate' && fate !== 'invalid') {
      known.set(email, { id: personId, name: name || email, email, fate })
    }
  }
  return [...known.values()]
}

/** The invitation being written: it outlives the panel, so that closing it loses nothing. */
function invitation() {
  const text = ref('')
  const edits = ref<Record<string, NameEdit>>({})
  const entries = shallowRef<readonly AddressFate[]>([])
  const reading = ref(false)
  const readRefusal = shallowRef<RefusalData | null>(null)
  const departmentIds = ref<string[]>([])
  const workgroupIds = ref<string[]>([])
  /** The workgroup whose Members page it is done from (W2). */
  const fromWorkgroupId = ref<string | null>(null)
  const locale = ref<Locale | null>(null)
  const requireConfirmation = ref<boolean | null>(null)
  const mode = ref<DraftMode>('each')
  const ownText = ref<{ subject: string; body: string } | null>(null)
  const outcome = shallowRef<Outcome | null>(null)

  const rows = computed(() => addressRows(entries.value, edits.value))
  const people = computed(() => newPeople(rows.value))
  const known = computed(() => knownPeople(rows.value))

  let readText = ''
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Reads the list as it stands now; an answer that a newer text has overtaken is dropped. */
  async function read(): Promise<void> {
    clearTimeout(timer)
    const mine = ++turn
    const asked = text.value
    if (asked.trim() === '') {
      entries.value = []
      readText = asked
      reading.value = false
      readRefusal.value = null
      return
    }
    reading.value = true
    try {
      const answer = await portal.invitations.read({ text: asked })
      if (mine !== turn) return
      entries.value = answer.entries
      readText = asked
      readRefusal.value = null
    } catch (error) {
      if (mine === turn) readRefusal.value = refusalOf(error)
    } finally {
      if (mine === turn) reading.value = false
    }
  }

  watch(text, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void read(), READ_DELAY)
  })

  function rename(key: string, name: NameEdit): void {
    edits.value = { ...edits.value, [key]: name }
  }

  function leaveOut(row: AddressRow): void {
    text.value = withoutEntry(text.value, row.text, row.fate === 'duplicate')
    void read()
  }

  /** Z7: writes the address as it was probably meant. */
  function correct(row: AddressRow, better: string): void {
    text.value = withAddress(text.value, row.text, row.email ?? row.text, better)
    void read()
  }

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

  function finish(way: Outcome['way'], asked: readonly AddressRow[], result: InviteResult): void {
    const unreadable = asked.filter((row) => row.fate === 'invalid').map((row) => row.text)
    outcome.value = { way, invited: result.invited, known: knownAfter(asked, result), unreadable }
    text.value = unreadable.join('\n')
    edits.value = {}
    void read()
  }

  /** M4. Throws the refusal of the core; the list then stays as it is. */
  async function send(): Promise<void> {
    if (readText !== text.value) await read()
    const asked = rows.value
    finish('mail-service', asked, await portal.invitations.inviteByMailService({ ...preset(), people: people.value }))
  }

  /** M1, M2: returns the ids of the prepared drafts, in order. */
  async function prepare(): Promise<readonly string[]> {
    if (readText !== text.value) await read()
    const asked = rows.value
    const result = await portal.invitations.prepareDrafts({ ...preset(), people: people.value, mode: mode.value })
    finish('mail-app', asked, result)
    return result.drafts.map((draft) => draft.id)
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
    text.value = ''
    edits.value = {}
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
  return {
    text,
    edits,
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
    rows,
    people,
    known,
    read,
    rename,
    leaveOut,
    correct,
    send,
    prepare,
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
