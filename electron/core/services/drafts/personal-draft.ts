import type { MessageChannel } from '../../domain/vocabulary'
import type { NewDraft } from '../../store/drafts'
import { newId } from '../ids'
import type { LiveInvitation } from '../inviting/invitation-life'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

/** A draft with the personal link of one person, for the mail app (M2) or the system's messaging (SM6). */
export function personalDraft(
  context: ServiceContext,
  actor: Actor,
  order: {
    readonly channel: MessageChannel
    readonly invitation: Pick<LiveInvitation, 'id' | 'locale'>
    /** Own wording; null: the standard text. */
    readonly textId: string | null
    /** From 1, among those prepared together. */
    readonly position: number
    readonly total: number
  },
): NewDraft {
  const { channel, invitation, position, textId, total } = order
  return {
    draft: {
      id: newId(context),
      channel,
      mode: 'each',
      state: 'prepared',
      locale: invitation.locale,
      text_id: textId,
      variant_id: null,
      batch_position: position,
      batch_total: total,
      created_by: actor.personId,
      created_at: context.clock.now(),
      opened_at: null,
      answered_at: null,
    },
    invitationIds: [invitation.id],
  }
}
