import type { PhoneFate, SmsContact, SmsPreview } from '../../../contract/sms'
import { readAddress } from '../../domain/addresses'
import { displayName } from '../../domain/names'
import { readPhone } from '../../domain/phones'
import { type PhoneEntry, readPhoneList } from '../../domain/phone-lists'
import { Refusal } from '../../domain/refusal'
import { sizeOfSms } from '../../domain/sms-segments'
import { SMS_CONTACTS_MAXIMUM } from '../../domain/sms-words'
import type { Locale } from '../../domain/vocabulary'
import { AS_RECOGNISED, personOf, phoneTextsOf, readImportFile } from '../../imports'
import { type KnownPerson, readInvitingRules } from '../../store/invitations'
import { paced } from '../../store/slice-clock'
import type { Reader } from '../../store/store'
import { knownPeople, whoIsShown } from '../inviting/address-fates'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { gathered, inSlices } from '../slices'
import { fillSms } from './sms-text'

/** Numbers of one person in an address book that are read. */
const NUMBERS_MAXIMUM = 20

/** SM2, SM5: the numbers of a pasted list, each with its fate (S6). Throws NOT_ALLOWED (A1). */
export async function readNumbers(context: ServiceContext, actor: Actor, text: string): Promise<readonly PhoneFate[]> {
  const { reader } = context.store
  const { country } = await demandInvitingSomewhere(reader, actor)
  return withFates(reader, actor, await gathered(readPhoneList(text, country)))
}

/** SM5: the same for numbers that stand apart already, one for each in order. Throws NOT_ALLOWED (A1). */
export async function checkNumbers(
  context: ServiceContext,
  actor: Actor,
  phones: readonly string[],
): Promise<readonly PhoneFate[]> {
  const { reader } = context.store
  const { country } = await demandInvitingSomewhere(reader, actor)
  const seen = new Set<string>()
  const entries: PhoneEntry[] = []
  await inSlices(phones, (text) => {
    const phone = readPhone(text, country)
    entries.push({ text, phone, duplicate: phone !== null && seen.has(phone) })
    if (phone !== null) seen.add(phone)
  })
  return withFates(reader, actor, entries)
}

async function withFates(reader: Reader, actor: Actor, entries: readonly PhoneEntry[]): Promise<readonly PhoneFate[]> {
  const known = await knownPeople(
    reader,
    entries.flatMap((entry) => entry.phone ?? []),
  )
  return entries.map((entry) => fateOf(actor, entry, known))
}

/**
 * SM4: the people of an address book (vCard, CSV, XLSX), each with all their numbers. `data` is base64. Throws NOT_ALLOWED,
 * IMPORT_TOO_LARGE {maximum: MB}, IMPORT_UNREADABLE {reason}, IMPORT_EMPTY.
 */
export async function readContacts(
  context: ServiceContext,
  actor: Actor,
  file: { readonly fileName: string; readonly data: string },
): Promise<readonly SmsContact[]> {
  const { reader } = context.store
  const { country } = await demandInvitingSomewhere(reader, actor)
  const bytes = Buffer.from(file.data, 'base64')
  if (bytes.length > SMS_CONTACTS_MAXIMUM) {
    throw new Refusal('IMPORT_TOO_LARGE', { maximum: SMS_CONTACTS_MAXIMUM / 1024 ** 2 })
  }
  const table = await readImportFile({ name: file.fileName, bytes }, { ...AS_RECOGNISED, country }, paced)
  const found: (Omit<SmsContact, 'phones'> & { readonly entries: readonly PhoneEntry[] })[] = []
  await inSlices(table.rows, (row) => {
    const { email, firstName, lastName, problems } = personOf(table, row, { country, rootName: '' })
    const { entries, more } = numbersOf(phoneTextsOf(table, row), country)
    found.push({
      row: row.row,
      firstName,
      lastName,
      label: displayName(firstName, lastName, email ?? addressIn(row.cells)),
      entries,
      cut: more || problems.includes('TOO_LONG'),
    })
  })
  const known = await knownPeople(
    reader,
    found.flatMap(({ entries }) => entries.flatMap((entry) => entry.phone ?? [])),
  )
  return found.map(({ entries, ...contact }) => ({
    ...contact,
    phones: entries.map((entry) => fateOf(actor, entry, known)),
  }))
}

/** A number as it looks to the operator: whose it is only where they may see that person (A2). */
function fateOf(actor: Actor, entry: PhoneEntry, known: ReadonlyMap<string, KnownPerson>): PhoneFate {
  const { duplicate, phone, text } = entry
  const person = phone === null ? undefined : known.get(phone)
  return {
    text,
    phone,
    fate: phone === null ? 'invalid' : duplicate ? 'duplicate' : (person?.status ?? 'new'),
    person: whoIsShown(actor, person),
  }
}

/** Each number of one person once, and whether there are more of them than are read. */
function numbersOf(
  texts: readonly string[],
  country: string,
): { readonly entries: readonly PhoneEntry[]; readonly more: boolean } {
  const entries = new Map<string | null, PhoneEntry>()
  let read = 0
  for (const text of texts) {
    for (const entry of readPhoneList(text, country)) {
      if (read === NUMBERS_MAXIMUM) return { entries: [...entries.values()], more: true }
      read += 1
      if (!entries.has(entry.phone)) entries.set(entry.phone, entry)
    }
  }
  return { entries: [...entries.values()], more: false }
}

function addressIn(cells: readonly string[]): string {
  return cells.find((cell) => readAddress(cell).email !== null) ?? ''
}

/** A link as long as a real one, which cannot be taken for one of somebody. */
const EXAMPLE = { base: 'https://join.example.com', token: 'X'.repeat(32) }

/** SM3: what the text takes in this language, for the name that takes most. Throws NOT_ALLOWED (A1). */
export async function previewSms(
  context: ServiceContext,
  links: JoinLinks,
  actor: Actor,
  { firstNames, locale }: { readonly locale: Locale; readonly firstNames: readonly string[] },
): Promise<SmsPreview> {
  const { reader } = context.store
  await demandInvitingSomewhere(reader, actor)
  const { name: portal } = await readInvitingRules(reader)
  // While links cannot work yet the size of a usual one is shown.
  const base = await links.base().catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'JOIN_ADDRESS_MISSING') return EXAMPLE.base
    throw error
  })
  const example = { ...links, token: () => EXAMPLE.token }
  const sizes = new Map<string, SmsPreview>()
  const source = { id: '', generation: 1, handle: '' }
  const names = firstNames.length === 0 ? [''] : firstNames
  await inSlices(new Set(names), (firstName) => {
    const { text } = fillSms('invitation', { locale, portal, firstName, source }, example, base)
    const size = sizeOfSms(text)
    sizes.set(firstName, { text, ...size, costly: size.costly.slice(0, 10), total: 0 })
  })
  const all = names.flatMap((name) => sizes.get(name) ?? [])
  const [largest, ...others] = all
  if (largest === undefined) throw new Error('no text was measured')
  const worst = others.reduce((most, each) => (isLonger(each, most) ? each : most), largest)
  return { ...worst, total: all.reduce((sum, each) => sum + each.segments, 0) }
}

function isLonger(one: SmsPreview, other: SmsPreview): boolean {
  return one.segments > other.segments || (one.segments === other.segments && one.characters > other.characters)
}
