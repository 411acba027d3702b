import type { InviteResult } from '../../../contract/invitations'
import { checkMailText, type MailText } from '../../domain/mail-templates'
import { Refusal } from '../../domain/refusal'
import type { InvitingRules } from '../../store/invitations'
import type { Reader } from '../../store/store'
import { demandPlacesFor } from '../extranet/external-places'
import { freeHandles } from './invitation-life'
import { demandInviting } from './inviting-access'
import type { ServiceContext } from '../service-context'
import { chunksOf, gathered } from '../slices'
import { fateOf, knownPeople, problemsOf, readPeople, shownTo } from './address-fates'
import type { InviteOrder } from './invite-order'
import { newInvitation, type NewInvitation, type Newcomer } from './new-invitation'
import { demandPreset } from './preset'

/** Rows between two looks at whether others wait. */
const CHUNK = 25

type Row = InviteResult['rows'][number]

/** What an order comes to, with nothing kept yet. */
export interface Prepared {
  readonly rules: InvitingRules
  readonly rows: readonly Row[]
  /** Those that make a new person, in order. */
  readonly created: readonly NewInvitation[]
  /** Names of the departments chosen, the root left out. */
  readonly departments: readonly string[]
}

/**
 * M5: own wording on commercial plans only, and only with placeholders we know. Throws MAIL_TEXT_FIXED and what
 * checkMailText throws.
 */
export function demandText(rules: InvitingRules, text: MailText | null): void {
  if (text === null) return
  if (rules.plan === 'free') throw new Refusal('MAIL_TEXT_FIXED')
  checkMailText(text)
}

/**
 * Decides what becomes of each address (S6); where it is to be kept, inside the transaction that then keeps it: a
 * second console, or a double click, finds the first one's people. Nothing is written here. Throws NOBODY_TO_INVITE
 * where no address is one, NOT_FOUND for departments or workgroups that are gone, NOT_ALLOWED and PLACE_NOT_ALLOWED
 * (A1, Z11, W2).
 */
export async function prepareInvitations(
  reader: Reader,
  context: ServiceContext,
  order: InviteOrder,
): Promise<Prepared> {
  const { actor } = order
  const from = order.fromWorkgroupId ?? null
  const rules = await demandInviting(reader, actor, order.requireConfirmation === false, from)
  // From a workgroup's page somebody is invited into this workgroup, whatever else the operator may choose (W2).
  if (from !== null && !order.workgroupIds.includes(from)) throw new Refusal('PLACE_NOT_ALLOWED')
  const departments = await demandPreset(reader, order, rules.scope)
  await demandPlacesFor(reader, { kind: order.newcomer?.kind ?? 'employee' }, order)
  const read = await gathered(readPeople(order, rules))
  if (read.length > 0 && read.every((each) => each.address === null))
    throw new Refusal('NOBODY_TO_INVITE', {}, problemsOf(read))
  const known = await knownPeople(
    reader,
    read.flatMap((each) => each.address ?? []),
  )
  const seen = new Set<string>()
  const created: NewInvitation[] = []
  const rows: Row[] = []
  const handles = [...(await freeHandles(reader, context, read.length))]
  for await (const chunk of chunksOf(read, CHUNK)) {
    for (const { address, typed, person } of chunk) {
      const fate = fateOf(address, seen, known)
      if (address !== null) seen.add(address)
      if (address === null || fate !== 'new') {
        const owner = address === null ? undefined : known.get(address)
        rows.push({ email: address ?? typed, fate, ...shownTo(actor, owner) })
        continue
      }
      const made = newInvitation(context, order, rules, { ...person, ...asStored(address) }, handles.pop() ?? '')
      created.push(made)
      rows.push({ email: address, fate, personId: made.person.id, name: made.person.name })
    }
  }
  return { rules, rows, created, departments }
}

/** An address in its stored form, as what it is. */
function asStored(address: string): Pick<Newcomer, 'email' | 'phone'> {
  return address.includes('@') ? { email: address, phone: null } : { email: null, phone: address }
}
