import { demand } from '../../domain/access'
import { readAddress } from '../../domain/addresses'
import { displayName, foldName } from '../../domain/names'
import { giveAdministrator, takeAdministrator } from '../../domain/person-states'
import { readPhone } from '../../domain/phones'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { looksLikePhone } from '../../domain/typed-addresses'
import { endTemporary } from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import { readFirstDay, writeFirstDay } from '../../store/first-days'
import { likenessColumns } from '../../store/likeness'
import { findPerson, lastAdministrator, type PersonState, updatePerson } from '../../store/people'
import type { Writer } from '../../store/store'
import { type LiveInvitation, queueInvitationMessage, renewInvitation } from '../inviting/invitation-life'
import { demandAddress } from '../inviting/invitees'
import { demandServices } from '../messages/outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { demandStillPartner } from '../partners/partner-check'
import { demandEditable } from './editable'
import { refuseTakenAddress } from './taken-address'

type Address = { readonly email: string } | { readonly phone: string }

/** What an operator changes about a person without moving them in the state machine (C5, D2, B1). */
export function personEdits(context: ServiceContext) {
  async function send(
    writer: Writer,
    actor: Actor,
    invitation: LiveInvitation,
    to: { readonly name: string; readonly email: string | null; readonly phone: string | null },
    at: number,
  ): Promise<void> {
    const toAddress = demandAddress(to)
    await demandServices(writer, context.vault, [toAddress])
    const order = { toName: to.name, toAddress, createdBy: actor.personId, at }
    await queueInvitationMessage(writer, context, invitation, order)
  }

  /** Z9: null: not known. What is as it was leaves no trace. */
  async function setFirstDay(
    writer: Writer,
    actor: Actor,
    person: { readonly id: string; readonly name: string },
    startsOn: string | null,
  ): Promise<void> {
    const before = await readFirstDay(writer, person.id)
    if (before === startsOn) return
    await writeFirstDay(writer, person.id, startsOn)
    await recordAudit(writer, context.clock.now(), {
      actor,
      origin: 'console',
      action: 'person.starts-changed',
      subject: person,
      details: { from: before ?? '', to: startsOn ?? '' },
    })
  }

  return {
    /**
     * C5: kills an invited person's old link; with `resend` the new one goes out by mail or SMS (M8), else nothing is
     * sent. The address they have already changes nothing: saved twice, the first message keeps its link. Throws
     * ADDRESS_TAKEN (S6), INVALID_INPUT on `address`; with `resend` also what demandServices throws. Refused, it
     * changes nothing.
     */
    async changeAddress(
      actor: Actor,
      input: { readonly id: string; readonly address: string; readonly resend: boolean },
    ): Promise<void> {
      const changed = await context.store.write(async (writer) => {
        const person = await demandEditable(writer, actor, input.id)
        const address = await readEither(writer, input.address)
        if (isAddressOf(person, address)) return false
        await refuseTakenAddress(writer, actor, address, 'address', person.id)
        const at = context.clock.now()
        const columns = addressColumns(person, address)
        // B2: who is dismissed is asked again when they are rehired.
        if (person.status !== 'dismissed') await demandStillPartner(writer, at, { ...person, ...columns })
        const { email_key } = likenessColumns(person.firstName, person.lastName, columns.email)
        await updatePerson(writer, person, { ...columns, email_key, delivery_failed: 0 })
        // A temporary password that may have gone to the wrong address ends as a link does (C5, R2).
        await endTemporary(writer, person.id)
        if (person.status === 'invited') {
          const invitation = await renewInvitation(writer, context, person.id, at)
          if (invitation && input.resend) await send(writer, actor, invitation, columns, at)
        }
        const details = { from: person.address, to: 'email' in address ? address.email : address.phone }
        await recordAudit(writer, at, {
          actor,
          origin: 'console',
          action: 'person.address-changed',
          subject: person,
          details,
        })
        return true
      })
      if (changed) context.changes.announce('people', 'messages', 'drafts', 'activity')
    },

    /** M7, R1, Z9. A first day left out stays as it is; one that changes has an entry of its own in the log. */
    async edit(
      actor: Actor,
      input: {
        readonly id: string
        readonly firstName: string
        readonly lastName: string
        readonly position: string
        readonly startsOn?: string | null | undefined
      },
    ): Promise<void> {
      await context.store.write(async (writer) => {
        const person = await demandEditable(writer, actor, input.id)
        const name = displayName(input.firstName, input.lastName, person.address)
        await updatePerson(writer, person, {
          first_name: input.firstName,
          last_name: input.lastName,
          name,
          sort_name: foldName(name),
          name_key: likenessColumns(input.firstName, input.lastName, null).name_key,
          position: input.position,
        })
        await recordAudit(writer, context.clock.now(), {
          actor,
          origin: 'console',
          action: 'person.edited',
          subject: { id: person.id, name },
          details: { before: person.name },
        })
        if (input.startsOn !== undefined) await setFirstDay(writer, actor, { id: person.id, name }, input.startsOn)
      })
      context.changes.announce('people', 'structure', 'workgroups', 'activity', 'session')
    },

    /** A3, B1. Throws STATE_NOT_ALLOWED, LAST_ADMINISTRATOR or YOURSELF. */
    async setAdministrator(
      actor: Actor,
      input: { readonly id: string; readonly administrator: boolean },
    ): Promise<void> {
      await context.store.write(async (writer) => {
        demand(actor, 'people.set-administrator')
        const person = await findPerson(writer, input.id)
        if (!person) throw new Refusal('NOT_FOUND')
        const facts = {
          ...person,
          isLastAdministrator: (await lastAdministrator(writer)) === person.id,
          isYourself: person.id === actor.personId,
        }
        if (input.administrator) giveAdministrator(facts)
        else takeAdministrator(facts)
        await updatePerson(writer, person, { administrator: input.administrator ? 1 : 0 })
        await recordAudit(writer, context.clock.now(), {
          actor,
          origin: 'console',
          action: input.administrator ? 'person.administrator-given' : 'person.administrator-taken',
          subject: person,
        })
      })
      context.changes.announce('people', 'activity', 'session')
    },
  }
}

/** Reads what was typed as an e-mail address or, with the portal's country, as a phone number (SM5). */
async function readEither(writer: Writer, text: string): Promise<Address> {
  if (!looksLikePhone(text)) {
    const { email, problem } = readAddress(text)
    if (email === null) throw fieldRefusal('address', problem)
    return { email }
  }
  const { country } = await writer.selectFrom('portal').select('country').executeTakeFirstOrThrow()
  const phone = readPhone(text, country)
  if (phone === null) throw fieldRefusal('address', 'PHONE_INVALID')
  return { phone }
}

function isAddressOf(person: PersonState, address: Address): boolean {
  return 'email' in address ? address.email === person.email : address.phone === person.phone
}

/** Who has both keeps the other one; who has one has it replaced. A name made of the old address follows. */
function addressColumns(person: PersonState, address: Address) {
  const both = person.email !== null && person.phone !== null
  const email = 'email' in address ? address.email : both ? person.email : null
  const phone = 'phone' in address ? address.phone : both ? person.phone : null
  const shown = email ?? phone ?? ''
  const name = displayName(person.firstName, person.lastName, shown)
  return { email, phone, address: shown, name, sort_name: foldName(name) }
}
