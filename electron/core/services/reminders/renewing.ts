import type { BatchResult } from '../../../contract/base'
import { can } from '../../domain/access'
import { recordAudit } from '../../store/audit'
import { readInvitingRules } from '../../store/invitations'
import { expiredInvitees, renewExpiry, wayOfInvitation } from '../../store/renewals'
import { onEach } from '../batch'
import { expiryFrom, queueInvitationMessage } from '../inviting/invitation-life'
import { demandInvitee } from '../inviting/invitees'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import { demandServices } from '../messages/outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

/** As many as are renewed together. */
const MOST = 10_000

/**
 * H4: gives invitations as much time again as a new one has; their links stay the same, so that what is printed or sent
 * already works again. `ids` null: every expired one the operator may see. With `sendAgain` each goes out the way it did
 * before, by mail or SMS; one that never went out by the portal's own accounts is only renewed, its link to be handed over.
 * Throws NOT_ALLOWED, and with `sendAgain` JOIN_ADDRESS_MISSING; a person who cannot be sent to is refused and not renewed.
 */
export async function renewInvitations(
  context: ServiceContext,
  links: JoinLinks,
  actor: Actor,
  { ids, sendAgain }: { readonly ids: readonly string[] | null; readonly sendAgain: boolean },
): Promise<BatchResult & { readonly sent: number }> {
  const { changes, clock, store, vault } = context
  await demandInvitingSomewhere(store.reader, actor)
  if (sendAgain) await links.base()
  const invitedBy = can(actor, 'people.see-all') ? null : actor.personId
  const chosen = ids ?? (await expiredInvitees(store.reader, { now: clock.now(), invitedBy, limit: MOST }))
  let sent = 0
  const result = await onEach(chosen, async (id, called) => {
    const went = await store.write(async (writer) => {
      const person = await demandInvitee(writer, actor, id)
      called(person.name)
      const at = clock.now()
      const { expiry_days } = await readInvitingRules(writer)
      const invitation = { ...person.invitation, expires_at: expiryFrom(at, expiry_days) }
      await renewExpiry(writer, invitation.id, invitation.expires_at, at)
      const way = await wayOfInvitation(writer, invitation)
      const goes = sendAgain && way.byMachine
      if (goes) {
        await demandServices(writer, vault, [way.address])
        const to = { toName: person.name, toAddress: way.address, createdBy: actor.personId, at }
        await queueInvitationMessage(writer, context, invitation, to)
      }
      await recordAudit(writer, at, {
        actor,
        origin: 'console',
        action: 'person.invitation-renewed',
        subject: { id: person.id, name: person.name },
        details: { sent: goes ? 1 : 0 },
      })
      return goes
    })
    if (went) sent += 1
  })
  if (result.done.length > 0) changes.announce('people', 'messages', 'activity')
  return { ...result, sent }
}
