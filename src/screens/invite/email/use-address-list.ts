import { computed, ref, shallowRef, watch } from 'vue'
import type { RefusalData } from '../../../../electron/contract/base'
import type { AddressFate } from '../../../../electron/contract/invitations'
import { INVITED_TOGETHER } from '../../../../electron/contract/vocabulary'
import { portal, refusalOf } from '../../../portal'
import { type AddressRow, addressRows, type NameEdit, newPeople, withAddress, withoutEntry } from './address-rows'

/** Milliseconds after the last keystroke until the list is read again. */
const READ_DELAY = 250
const TOO_MANY: RefusalData = { code: 'EMAIL_TOO_MANY', params: { limit: INVITED_TOGETHER }, fields: [] }

/** The list of addresses as it is typed (M1), what the core reads in it, and the operator's corrections of names. */
export function useAddressList() {
  const text = ref('')
  const edits = ref<Record<string, NameEdit>>({})
  const entries = shallowRef<readonly AddressFate[]>([])
  const reading = ref(false)
  const failure = shallowRef<RefusalData | null>(null)

  const rows = computed(() => addressRows(entries.value, edits.value))
  const people = computed(() => newPeople(rows.value))
  /** Why nobody of the list can be invited. */
  const readRefusal = computed(() => failure.value ?? (people.value.length > INVITED_TOGETHER ? TOO_MANY : null))

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
      failure.value = null
      return
    }
    reading.value = true
    try {
      const answer = await portal.invitations.read({ text: asked })
      if (mine !== turn) return
      entries.value = answer.entries
      readText = asked
      failure.value = null
    } catch (error) {
      if (mine !== turn) return
      // Nothing of an older text may be invited under this one.
      entries.value = []
      const why = refusalOf(error)
      // All that a text can be for the core is too long.
      failure.value = why.code === 'INVALID_INPUT' ? TOO_MANY : why
    } finally {
      if (mine === turn) reading.value = false
    }
  }

  watch(text, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void read(), READ_DELAY)
  })

  /** Reads what has been typed since, if anything; whether the list as it stands may be invited. */
  async function readAsItStands(): Promise<boolean> {
    if (readText !== text.value) await read()
    return readText === text.value && readRefusal.value === null
  }

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

  /** A list with these texts alone, and no corrections. */
  function startAgain(texts: readonly string[]): void {
    text.value = texts.join('\n')
    edits.value = {}
    void read()
  }

  return {
    text,
    entries,
    reading,
    readRefusal,
    rows,
    people,
    read,
    readAsItStands,
    rename,
    leaveOut,
    correct,
    startAgain,
  }
}
