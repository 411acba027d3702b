import type { BatchResult } from '../../../contract/base'
import { can, demand, type PortalRight } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import type { Topic } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import { departmentsOf, replaceInvitationDepartments, replaceMemberships } from '../../store/departments-of-people'
import { type GuestTerms, writeGuestTerms } from '../../store/guests'
import { findPerson, type PersonState, updatePerson } from '../../store/people'
import { seatFreeFor } from '../../store/seats'
import type { Reader } from '../../store/store'
import { onEach } from '../batch'
import { demandTerms, renewTerms } from '../extranet/guest-terms'
import { demandPreset } from '../inviting/preset'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

const TERMS_TOPICS: readonly Topic[] = ['people', 'activity']
const TRANSFER_TOPICS: readonly Topic[] = ['people', 'counters', 'structure', 'workgroups', 'activity', 'session']

/** External people: the terms they are here on, and their way into the company (X4, Z8). */
export function personGuests(context: ServiceContext) {
  const { changes, clock, store } = context

  return {
    /**
     * X4: each becomes an employee of these departments and keeps workgroups, tasks and history; sponsor and last day end.
     * Somebody active needs a seat (N1), somebody invited lands in the departments on acceptance (M6). There is no way back
     * (X5). Throws NOT_FOUND for departments that are gone; refused one by one: ONLY_EXTERNALS, NO_SEAT, STATE_NOT_ALLOWED.
     */
    async transferToIntranet(
      actor: Actor,
      input: { readonly ids: readonly string[]; readonly departmentIds: readonly string[] },
    ): Promise<BatchResult> {
      demand(actor, 'people.transfer')
      const departmentIds = [...new Set(input.departmentIds)]
      const result = await onEach(input.ids, (id, called) =>
        store.write(async (writer) => {
          const person = await demandExternal(writer, actor, 'people.transfer', id)
          called(person.name)
          await demandPreset(writer, { departmentIds })
          if (person.status === 'invited') await replaceInvitationDepartments(writer, id, departmentIds)
          else await replaceMemberships(writer, id, departmentIds)
          // Asked once the departments are known, for some keep seats of their own (Z6).
          if (person.status === 'active' && !(await seatFreeFor(writer, { id, kind: 'employee' }))) {
            throw new Refusal('NO_SEAT')
          }
          const terms = { sponsor_id: null, ends_on: null, end_noticed_at: null }
          await updatePerson(writer, person, { kind: 'employee', ...terms })
          const now = (await departmentsOf(writer, [id])).get(id) ?? []
          await recordAudit(writer, clock.now(), {
            actor,
            origin: 'console',
            action: 'person.transferred',
            subject: person,
            details: { departments: now.map((department) => department.name).join(', ') },
          })
        }),
      )
      if (result.done.length > 0) changes.announce(...TRANSFER_TOPICS)
      return result
    },

    /** Z8. Throws ONLY_EXTERNALS, STATE_NOT_ALLOWED, and what `demandTerms` throws. */
    async setGuestTerms(actor: Actor, { id, sponsorId, endsOn }: GuestTerms & { readonly id: string }): Promise<void> {
      await store.write(async (writer) => {
        const person = await demandExternal(writer, actor, 'guests.edit', id)
        await demandTerms(writer, actor, { sponsorId, endsOn }, clock.now())
        await writeGuestTerms(writer, id, { sponsorId, endsOn })
        const sponsor = sponsorId === null ? null : await findPerson(writer, sponsorId)
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'person.guest-terms-changed',
          subject: person,
          details: { sponsor: sponsor?.name ?? '', endsOn: endsOn ?? '' },
        })
      })
      changes.announce(...TERMS_TOPICS)
    },

    /** Z8. Refused one by one: ONLY_EXTERNALS, and STATE_NOT_ALLOWED where there is no last day to move. */
    async renewGuests(actor: Actor, { ids }: { readonly ids: readonly string[] }): Promise<BatchResult> {
      demand(actor, 'guests.edit')
      const result = await onEach(ids, (id, called) =>
        store.write(async (writer) => {
          const person = await demandExternal(writer, actor, 'guests.edit', id)
          called(person.name)
          const endsOn = await renewTerms(writer, person, clock.now())
          await recordAudit(writer, clock.now(), {
            actor,
            origin: 'console',
            action: 'person.guest-renewed',
            subject: person,
            details: { endsOn },
          })
        }),
      )
      if (result.done.length > 0) changes.announce(...TERMS_TOPICS)
      return result
    },
  }
}

/** Throws NOT_FOUND, NOT_ALLOWED, ONLY_EXTERNALS {name}, or STATE_NOT_ALLOWED for somebody dismissed. */
async function demandExternal(reader: Reader, actor: Actor, right: PortalRight, id: string): Promise<PersonState> {
  const person = await findPerson(reader, id)
  if (!person || !can(actor, 'people.see', person)) throw new Refusal('NOT_FOUND')
  demand(actor, right)
  if (person.kind !== 'external') throw new Refusal('ONLY_EXTERNALS', { name: person.name })
  if (person.status === 'dismissed') throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
  return person
}
