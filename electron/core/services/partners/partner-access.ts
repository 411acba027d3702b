import { demand } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { seatFree } from '../../domain/seats'
import { recordAudit } from '../../store/audit'
import { replaceInvitationDepartments, replaceMemberships } from '../../store/departments-of-people'
import { findPerson, lastAdministrator, type PersonState, updatePerson } from '../../store/people'
import { readSeats } from '../../store/seats'
import type { Reader } from '../../store/store'
import { demandPreset } from '../inviting/preset'
import { TRANSITION_TOPICS } from '../people/dismissing'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { demandPartnerSeat } from './partner-check'

/** Giving partner access to people who are here, and taking it (B5). */
export function partnerAccess(context: ServiceContext) {
  const { changes, clock, store } = context

  return {
    /**
     * B5, B4: an active, invited or pending person becomes a partner; rights as an administrator and their seat end,
     * memberships stay. Throws STATE_NOT_ALLOWED for a dismissed person (they are rehired first) and for who is a partner
     * already, LAST_ADMINISTRATOR (A3), YOURSELF, NOT_ALLOWED, and what demandPartnerSeat throws.
     */
    async giveAccess(actor: Actor, input: { readonly id: string; readonly dismissId: string | null }): Promise<void> {
      demand(actor, 'partners.edit')
      await store.write(async (writer) => {
        const person = await demandCandidate(writer, actor, input.id)
        const at = clock.now()
        const company = await demandPartnerSeat(writer, context, actor, person, input.dismissId)
        await updatePerson(writer, person, {
          kind: 'partner',
          partner_company: company.id,
          administrator: 0,
          sponsor_id: null,
          ends_on: null,
          end_noticed_at: null,
        })
        const details = { company: company.name }
        await recordAudit(writer, at, {
          actor,
          origin: 'console',
          action: 'person.partner-given',
          subject: person,
          details,
        })
      })
      changes.announce('partners', ...TRANSITION_TOPICS)
    },

    /**
     * B5: a partner becomes an employee of these departments, of the company itself where none is given. Throws NO_SEAT
     * for an active one without a free seat (N1), STATE_NOT_ALLOWED for who is no partner, YOURSELF, NOT_FOUND.
     */
    async takeAccess(
      actor: Actor,
      input: { readonly id: string; readonly departmentIds: readonly string[] },
    ): Promise<void> {
      demand(actor, 'partners.edit')
      await store.write(async (writer) => {
        const person = await findPerson(writer, input.id)
        if (!person) throw new Refusal('NOT_FOUND')
        if (person.id === actor.personId) throw new Refusal('YOURSELF')
        demand(actor, 'people.edit', person)
        if (person.kind !== 'partner') throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
        const departmentIds = await demandDepartments(writer, input.departmentIds)
        if (person.status === 'active' && !seatFree(await readSeats(writer), 'employee', departmentIds)) {
          throw new Refusal('NO_SEAT')
        }
        if (person.status === 'invited') await replaceInvitationDepartments(writer, person.id, departmentIds)
        else await replaceMemberships(writer, person.id, departmentIds)
        await updatePerson(writer, person, { kind: 'employee', partner_company: null })
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'person.partner-taken',
          subject: person,
        })
      })
      changes.announce('partners', ...TRANSITION_TOPICS)
    },
  }
}

/**
 * B5: somebody who may be made a partner as they stand. Throws NOT_FOUND, STATE_NOT_ALLOWED, YOURSELF, NOT_ALLOWED and
 * LAST_ADMINISTRATOR as `giveAccess` does.
 */
export async function demandCandidate(reader: Reader, actor: Actor, id: string): Promise<PersonState> {
  const person = await findPerson(reader, id)
  if (!person) throw new Refusal('NOT_FOUND')
  if (person.kind === 'partner' || person.status === 'dismissed') {
    throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
  }
  demand(actor, 'people.edit', person)
  if (person.id === actor.personId) throw new Refusal('YOURSELF')
  if (!person.administrator) return person
  // B1: who becomes a partner is no administrator any more.
  demand(actor, 'people.set-administrator')
  if ((await lastAdministrator(reader)) === person.id) throw new Refusal('LAST_ADMINISTRATOR')
  return person
}

async function demandDepartments(reader: Reader, chosen: readonly string[]): Promise<readonly string[]> {
  const departmentIds = [...new Set(chosen)]
  await demandPreset(reader, { departmentIds })
  if (departmentIds.length > 0) return departmentIds
  const root = await reader
    .selectFrom('department')
    .select('id')
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow()
  return [root.id]
}
