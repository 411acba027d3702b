import { demand } from '../../domain/access'
import { type CertifiedCompany, judgePartner } from '../../domain/partners'
import { Refusal } from '../../domain/refusal'
import type { PersonKind } from '../../domain/vocabulary'
import { findListedCompany, readPartnerRegistry, readSeatHolders } from '../../store/partners'
import { findPerson } from '../../store/people'
import type { Reader, Writer } from '../../store/store'
import { dismissInside } from '../people/dismissing'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

/** Whoever is to be a partner: the address decides (B2); `id` is null for somebody who is not here yet. */
export interface PartnerCandidate {
  readonly id: string | null
  readonly name: string
  readonly email: string | null
}

/**
 * B2, B3: the company under which this person may be a partner now; the seats of others only are counted. Belongs in the
 * transaction that then makes them one, or lets them in. Throws ADDRESS_MISSING and what judgePartner throws.
 */
export async function demandPartner(
  reader: Reader,
  now: number,
  candidate: PartnerCandidate,
): Promise<CertifiedCompany> {
  if (candidate.email === null) throw new Refusal('ADDRESS_MISSING', { name: candidate.name })
  const registry = await readPartnerRegistry(reader)
  return judgePartner({
    registry: registry && { expiresAt: registry.expires_at },
    now,
    listed: await findListedCompany(reader, candidate.email),
    holders: (await readSeatHolders(reader)).filter((holder) => holder.id !== candidate.id),
  })
}

/** Somebody who may be a partner already, with the address they have or are to have. */
type Standing = PartnerCandidate & { readonly id: string; readonly kind: PersonKind }

/**
 * The same for somebody who is a partner already and is confirmed, rehired or given another address: the registry may have
 * changed since they were made one. The company it names now is theirs; of anybody else nothing is asked. Throws what
 * demandPartner throws, but NO_PARTNER_SEAT for PARTNER_SEATS_TAKEN: nobody is asked here whom to dismiss (B4).
 */
export async function demandStillPartner(writer: Writer, now: number, person: Standing): Promise<void> {
  if (person.kind !== 'partner') return
  const { id } = await demandPartner(writer, now, person).catch((error: unknown) => {
    throw error instanceof Refusal && error.code === 'PARTNER_SEATS_TAKEN' ? new Refusal('NO_PARTNER_SEAT') : error
  })
  await writer.updateTable('person').set({ partner_company: id }).where('id', '=', person.id).execute()
}

/** Whether somebody who accepts may come in at once as what they are; a partner whom the rules refuse now waits (B2, B3). */
export async function mayComeInAs(writer: Writer, now: number, personId: string, kind: PersonKind): Promise<boolean> {
  const person = kind === 'partner' ? await findPerson(writer, personId) : null
  if (!person) return true
  try {
    await demandStillPartner(writer, now, person)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/**
 * B4: the same where somebody was chosen to be dismissed for the candidate: only where no seat is free any more, inside
 * the transaction under way. Throws what demandPartner throws, NOT_FOUND where the one chosen is no partner,
 * NOT_ALLOWED, and what dismissing throws.
 */
export async function demandPartnerSeat(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  candidate: PartnerCandidate,
  dismissId: string | null,
): Promise<CertifiedCompany> {
  const now = context.clock.now()
  try {
    return await demandPartner(writer, now, candidate)
  } catch (error) {
    if (dismissId === null || !(error instanceof Refusal) || error.code !== 'PARTNER_SEATS_TAKEN') throw error
  }
  await dismissForAnother(writer, context, actor, dismissId)
  return await demandPartner(writer, now, candidate)
}

async function dismissForAnother(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  dismissId: string,
): Promise<void> {
  const person = await findPerson(writer, dismissId)
  if (person?.kind !== 'partner') throw new Refusal('NOT_FOUND')
  demand(actor, 'people.dismiss', person)
  await dismissInside(writer, context, actor, person)
}
