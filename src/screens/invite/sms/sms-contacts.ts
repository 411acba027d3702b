import type { PhoneFate, SmsContact } from '../../../../electron/contract/sms'

/** One person of an address book in the list: ticked or not, with the name as it is corrected there (SM4). */
export interface ContactRow {
  readonly row: number
  readonly label: string
  /** The numbers that can be written to. */
  readonly phones: readonly PhoneFate[]
  /** Why nobody can be written to. */
  readonly problem: 'none' | 'invalid' | 'cut' | null
  /** The file holds more of them than was read. */
  readonly cut: boolean
  ticked: boolean
  firstName: string
  lastName: string
  /** E.164; the one of their numbers to write to. */
  phone: string
}

/** Nobody is ticked from the start; of several numbers one whose owner is not here yet comes first. */
export function contactRows(contacts: readonly SmsContact[]): ContactRow[] {
  return contacts.map(({ cut, firstName, label, lastName, phones, row }) => {
    const usable = phones.filter(({ phone }) => phone !== null)
    const first = usable.find(({ fate }) => fate === 'new') ?? usable[0]
    const problem = first ? null : cut ? ('cut' as const) : phones.length > 0 ? ('invalid' as const) : ('none' as const)
    return { row, label, phones: usable, problem, cut, ticked: false, firstName, lastName, phone: first?.phone ?? '' }
  })
}

/** Those whose name or number holds what is searched for; spaces in a number do not count. */
export function matchingContacts(rows: readonly ContactRow[], search: string): readonly ContactRow[] {
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return rows
  const digits = /^[+\d\s()-]+$/u.test(wanted) ? wanted.replace(/\D/gu, '') : ''
  return rows.filter(
    (row) =>
      `${row.label} ${row.firstName} ${row.lastName}`.toLowerCase().includes(wanted) ||
      (digits !== '' && row.phones.some(({ phone }) => phone?.includes(digits))),
  )
}
