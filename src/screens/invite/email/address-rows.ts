import type { LookAlike } from '../../../../electron/contract/file-sessions'
import type { AddressFate } from '../../../../electron/contract/invitations'
import { type MessageChannel, NAME_MAXIMUM } from '../../../../electron/contract/vocabulary'

/** What becomes of a row (S6); `name-too-long`: it is somebody new, whose name is to be shortened first. */
export type Fate = AddressFate['fate'] | 'name-too-long'

/** A name typed over what was read from the list (M7). */
export interface NameEdit {
  readonly firstName: string
  readonly lastName: string
}

/** One line of the recognised list: what was read, with the operator's own name for it. */
export interface AddressRow extends Omit<AddressFate, 'fate'> {
  readonly fate: Fate
  /** Stays the same while the text around it changes, so that an edited name never jumps to another row. */
  readonly key: string
}

/** The fates that ask the operator for a decision (S6), in the order in which they are offered. */
const DECISION_FATES = ['invited', 'pending', 'dismissed', 'active'] as const
export type DecisionFate = (typeof DECISION_FATES)[number]

/** The order of the counts above the list: what will happen first, what is wrong last. */
const FATE_ORDER: readonly Fate[] = [
  'new',
  'invited',
  'pending',
  'active',
  'dismissed',
  'duplicate',
  'name-too-long',
  'invalid',
]

/** Joins what was read with the names typed over it. Edits are kept by address, repeated texts are told apart. */
export function addressRows(
  entries: readonly AddressFate[],
  edits: Readonly<Record<string, NameEdit>>,
): readonly AddressRow[] {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const base = `${entry.fate === 'duplicate' ? 'duplicate:' : ''}${entry.email ?? entry.text}`
    const times = seen.get(base) ?? 0
    seen.set(base, times + 1)
    const key = times === 0 ? base : `${base}#${times}`
    const row = { ...entry, ...edits[key], key }
    const tooLong = isTooLong(row.firstName) || isTooLong(row.lastName)
    return row.fate === 'new' && tooLong ? { ...row, fate: 'name-too-long' } : row
  })
}

/** M7: longer than a first or last name may be. */
export function isTooLong(name: string): boolean {
  return name.trim().length > NAME_MAXIMUM
}

/** Whether it is somebody of the directory, about whom something can be decided (S6). */
export function asksDecision(fate: Fate): fate is DecisionFate {
  return DECISION_FATES.some((each) => each === fate)
}

/** Whether a row can be invited only once something in it is put right. */
export function needsCorrection(fate: Fate): boolean {
  return fate === 'invalid' || fate === 'name-too-long'
}

/** Whether any of them does. */
export function asksCorrection(rows: readonly { readonly fate: Fate }[]): boolean {
  return rows.some(({ fate }) => needsCorrection(fate))
}

/** How many rows share each fate; fates that do not occur are left out. */
export function countFates(rows: readonly { readonly fate: Fate }[]): readonly { fate: Fate; count: number }[] {
  return FATE_ORDER.map((fate) => ({ fate, count: rows.filter((row) => row.fate === fate).length })).filter(
    (each) => each.count > 0,
  )
}

/** The people an act would invite: the rows whose fate is new, with their names (M7). */
export function newPeople(rows: readonly AddressRow[]): { email: string; firstName: string; lastName: string }[] {
  return rows.flatMap((row) =>
    row.fate === 'new' && row.email !== null
      ? [{ email: row.email, firstName: row.firstName.trim(), lastName: row.lastName.trim() }]
      : [],
  )
}

/** People who can be decided about together; `channel`: what those who are invited can be sent it again by, else null. */
export interface DecisionGroup<Row> {
  readonly fate: DecisionFate
  readonly channel: MessageChannel | null
  readonly rows: readonly Row[]
}

/** Everybody who is in the directory already, by what can be decided about them (S6). */
export function decisionGroups<Row extends { readonly fate: Fate; readonly email: string | null }>(
  rows: readonly Row[],
): readonly DecisionGroup<Row>[] {
  return DECISION_FATES.flatMap((fate): readonly DecisionGroup<Row>[] => {
    const those = rows.filter((row) => row.fate === fate)
    if (fate !== 'invited') return [{ fate, channel: null, rows: those }]
    return CHANNELS.map((channel) => ({ fate, channel, rows: those.filter((row) => channelOf(row) === channel) }))
  }).filter((group) => group.rows.length > 0)
}

const CHANNELS: readonly MessageChannel[] = ['mail', 'sms']

/** An address they were met with is an e-mail address or a phone number. */
function channelOf({ email }: { readonly email: string | null }): MessageChannel {
  return email?.includes('@') ? 'mail' : 'sms'
}

const SEPARATOR = /[\s,;]/u

/**
 * Takes one entry out of the typed list, with the separator behind it. `last` takes the last occurrence, which is the one
 * that repeats an earlier address. The text comes back unchanged where the entry is not found as a whole.
 */
export function withoutEntry(text: string, entry: string, last = false): string {
  const starts = wholeEntries(text, entry)
  const start = last ? starts.at(-1) : starts[0]
  if (start === undefined) return text
  const rest = text.slice(start + entry.length).replace(/^[ \t]*[,;]?[ \t]*(\r?\n)?/u, '')
  return (text.slice(0, start) + rest).replace(/^\s+/u, '')
}

/**
 * Puts another address in place of the one in an entry of the typed list; a name written with it stays. The text comes
 * back unchanged where the entry is not found as a whole.
 */
export function withAddress(text: string, entry: string, email: string, better: string): string {
  const at = entry.toLowerCase().indexOf(email.toLowerCase())
  const corrected = at === -1 ? better : entry.slice(0, at) + better + entry.slice(at + email.length)
  const start = wholeEntries(text, entry)[0]
  return start === undefined ? text : text.slice(0, start) + corrected + text.slice(start + entry.length)
}

/** Where the entry stands in the text with nothing but separators around it. */
function wholeEntries(text: string, entry: string): readonly number[] {
  const starts: number[] = []
  for (let from = text.indexOf(entry); from !== -1 && entry !== ''; from = text.indexOf(entry, from + 1)) {
    const before = from === 0 || SEPARATOR.test(text.charAt(from - 1))
    const after = text.charAt(from + entry.length)
    if (before && (after === '' || SEPARATOR.test(after))) starts.push(from)
  }
  return starts
}

/** Whom a new address may be already, or how it was probably meant (Z7): a line of its own below the row. */
export type AddressLine =
  | { readonly kind: 'row'; readonly key: string; readonly row: AddressRow }
  | { readonly kind: 'alike'; readonly key: string; readonly row: AddressRow; readonly alike: LookAlike }

/** The rows, each followed by the first few of whom it may be. */
export function withLookAlikes(rows: readonly AddressRow[]): readonly AddressLine[] {
  return rows.flatMap((row): AddressLine[] => [
    { kind: 'row', key: row.key, row },
    ...(row.fate === 'new' ? row.lookAlikes.slice(0, MOST_ALIKE) : []).map((alike, index) => ({
      kind: 'alike' as const,
      key: `${row.key}/${index}`,
      row,
      alike,
    })),
  ])
}

/** More of them would bury the list. */
const MOST_ALIKE = 2
