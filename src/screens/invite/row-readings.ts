import { computed, type Ref, shallowRef, watch } from 'vue'
import type { PhoneFate } from '../../../electron/contract/sms'
import { asksDecision } from './email/address-rows'
import type { KnownPerson } from './email/email-outcome'

/** What the core read in one row: how it was typed, what becomes of it, and whose it is already. */
type Reading = Pick<PhoneFate, 'text' | 'fate' | 'person'>

interface Typed<Row, Read> {
  /** The address or number as it was typed. */
  readonly textOf: (row: Row) => string
  /** One reading for each text, in order. */
  readonly ask: (texts: string[]) => Promise<readonly Read[]>
  /** As it is stored; null for what is none. */
  readonly addressOf: (reading: Read) => string | null
}

/** Milliseconds after the last keystroke until the rows are read again. */
const READ_DELAY = 250

/** The rows of a form as they are read while they are typed, each with its fate before anybody is invited (S6). */
export function rowReadings<Row extends { readonly key: number }, Read extends Reading>(
  rows: Ref<readonly Row[]>,
  { addressOf, ask, textOf }: Typed<Row, Read>,
) {
  /** By key; a row that was changed since is missing. */
  const readings = shallowRef<ReadonlyMap<number, Read>>(new Map())
  /** Rows with something typed; those that were left empty are not asked about. */
  const filled = computed(() => rows.value.filter((row) => textOf(row).trim() !== ''))

  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    const mine = ++turn
    const asked = filled.value.map((row) => ({ key: row.key, text: textOf(row) }))
    if (asked.length === 0) {
      readings.value = new Map()
      return
    }
    try {
      const entries = await ask(asked.map(({ text }) => text))
      if (mine !== turn) return
      readings.value = new Map(entries.map((entry, index) => [asked[index]?.key ?? -1, entry]))
    } catch {
      // Without a reading the rows only lack their fates; inviting says what is wrong.
      if (mine === turn) readings.value = new Map()
    }
  }

  watch(
    () => rows.value.map(textOf).join('\n'),
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void read(), READ_DELAY)
    },
  )

  /** How the row was read; nothing while it is being typed. */
  function readingOf(row: Row): Read | undefined {
    const reading = readings.value.get(row.key)
    return reading?.text === textOf(row) ? reading : undefined
  }

  /** Rows that will be invited, as far as they are read. */
  const inviting = computed(() => filled.value.filter((row) => (readingOf(row)?.fate ?? 'new') === 'new'))
  /** Rows of people who are in the directory already. */
  const known = computed(() =>
    filled.value.flatMap((row): readonly KnownPerson[] => {
      const reading = readingOf(row)
      const email = reading ? addressOf(reading) : null
      if (!reading || email === null || !asksDecision(reading.fate)) return []
      return [{ id: reading.person?.id ?? null, name: reading.person?.name || email, email, fate: reading.fate }]
    }),
  )

  return { filled, readingOf, inviting, known }
}
