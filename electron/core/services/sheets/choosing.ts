import type { SheetPreview, SheetWhom } from '../../../contract/sheets'
import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { type LeftOutReason, type Locale, MOST_SHEETS } from '../../domain/vocabulary'
import { departmentsBelow } from '../../store/delegations'
import { departmentNames, findDepartments } from '../../store/invitations'
import { findBatch } from '../../store/invite-batches'
import {
  inSlicesOf,
  peopleLedTo,
  peopleOfBatch,
  peopleWithLinks,
  readCandidates,
  type SheetCandidate,
} from '../../store/sheets'
import type { Reader } from '../../store/store'
import type { LinkSource } from '../join-links'
import type { Actor } from '../ports'

/** An invitation that gets a sheet. */
export interface ChosenInvitation extends LinkSource {
  readonly person: { readonly id: string; readonly name: string }
  readonly sortName: string
  readonly locale: Locale
  readonly expires_at: number | null
  readonly departments: readonly string[]
}

export interface Chosen {
  /** By department, then by name. */
  readonly invitations: readonly ChosenInvitation[]
  readonly leftOut: SheetPreview['leftOut']
}

type PersonalWhom = Exclude<SheetWhom, { readonly kind: 'open-link' }>

/**
 * Q2, Q3: whose live invitations get a sheet, among those the operator may see (A2), and who is left out and why.
 * Throws NOT_FOUND, SHEETS_TOO_MANY {limit}.
 */
export async function chooseInvitations(
  reader: Reader,
  actor: Actor,
  whom: PersonalWhom,
  now: number,
): Promise<Chosen> {
  const own = can(actor, 'people.see-all') ? null : actor.personId
  const invitations: ChosenInvitation[] = []
  const leftOut: { id: string; name: string; reason: LeftOutReason }[] = []
  for await (const ids of await idsOf(reader, actor, whom)) {
    const found = new Map((await readCandidates(reader, ids, own)).map((each) => [each.id, each]))
    const chosen: SheetCandidate[] = []
    for (const id of ids) {
      const person = found.get(id)
      const reason = reasonOf(person, now)
      if (reason === null && person) {
        if (whom.kind !== 'waiting' || person.handed_over_at === null) chosen.push(person)
      } else if (person) leftOut.push({ id, name: person.name, reason: reason ?? 'gone' })
      // Whom nobody asked for by id is not worth a word.
      else if (whom.kind === 'people') leftOut.push({ id, name: '', reason: 'gone' })
    }
    invitations.push(...(await withDepartments(reader, chosen)))
    if (invitations.length > MOST_SHEETS) throw new Refusal('SHEETS_TOO_MANY', { limit: MOST_SHEETS })
  }
  return { invitations: ordered(invitations), leftOut }
}

/** Whose ids are asked for, in slices. Throws NOT_FOUND. */
async function idsOf(reader: Reader, actor: Actor, whom: PersonalWhom): Promise<AsyncIterable<readonly string[]>> {
  switch (whom.kind) {
    case 'people':
      return inSlicesOf(whom.ids)
    case 'waiting':
      return peopleWithLinks(reader)
    case 'batch': {
      const batch = await findBatch(reader, whom.batchId)
      const seen = batch && (can(actor, 'people.see-all') || batch.created_by === actor.personId)
      if (!seen) throw new Refusal('NOT_FOUND')
      return peopleOfBatch(reader, whom.batchId)
    }
    case 'department': {
      const [department] = await findDepartments(reader, [whom.departmentId])
      if (!department) throw new Refusal('NOT_FOUND')
      // The company with everything in it is everybody.
      if (whom.below && department.parent_id === null) return peopleWithLinks(reader)
      return peopleLedTo(reader, whom.below ? await departmentsBelow(reader, [department.id]) : [department.id])
    }
  }
}

/** Why somebody gets no sheet; null: they get one. */
function reasonOf(person: SheetCandidate | undefined, now: number): LeftOutReason | null {
  if (!person) return 'gone'
  if (person.status === 'active') return 'in'
  if (person.status !== 'invited') return person.status
  if (person.invitation_id === null) return 'no-link'
  return person.expires_at !== null && person.expires_at <= now ? 'expired' : null
}

async function withDepartments(
  reader: Reader,
  people: readonly SheetCandidate[],
): Promise<readonly ChosenInvitation[]> {
  const names = await departmentNames(
    reader,
    people.flatMap((person) => person.invitation_id ?? []),
  )
  return people.map(({ expires_at, generation, handle, invitation_id, locale, ...person }) => ({
    id: invitation_id ?? '',
    generation,
    handle,
    expires_at,
    locale,
    person: { id: person.id, name: person.name },
    sortName: person.sort_name,
    departments: names.get(invitation_id ?? '') ?? [],
  }))
}

/** Q2: grouped by department, so that the pile can be handed out as it comes out of the printer. */
function ordered(invitations: readonly ChosenInvitation[]): readonly ChosenInvitation[] {
  const { compare } = new Intl.Collator(undefined, { numeric: true })
  return invitations.toSorted(
    (one, other) =>
      compare(one.departments[0] ?? '', other.departments[0] ?? '') || compare(one.sortName, other.sortName),
  )
}
