import type { MessageKind } from '../../domain/vocabulary'
import { fillInvitation } from '../../services/inviting/invitation-mail'
import { fillSms } from '../../services/sms/sms-text'
import { readText } from '../../services/templates/portal-texts'
import { departmentNames, readInvitingRules } from '../../store/invitations'
import type { DueMessage } from '../../store/outgoing'
import type { KindParts, MessageKindOf } from './kind'

type Linked = DueMessage & { readonly invitation_id: string; readonly generation: number; readonly handle: string }

/** An invitation (M4, M8) or its reminder (H3): both live as long as the link they carry. */
export function invitationKind(
  { links }: KindParts,
  kind: Extract<MessageKind, 'invitation' | 'reminder'>,
): MessageKindOf {
  return {
    needsJoinSite: true,

    alive(message, at) {
      const { expires_at, generation, link_generation, link_state, person_status } = message
      const current = isLinked(message) && generation === link_generation && link_state === 'live'
      return current && person_status === 'invited' && (expires_at === null || expires_at > at)
    },

    async render(reader, messages) {
      const linked = messages.filter(isLinked)
      if (linked.length < messages.length) throw new Error(`A message of kind ${kind} carries no link`)
      const base = await links.base()
      const { name: portal } = await readInvitingRules(reader)
      const departments = await departmentNames(
        reader,
        linked.map((each) => each.invitation_id),
      )
      const texts = { en: await readText(reader, kind, 'en'), ru: await readText(reader, kind, 'ru') }
      return linked.map((message) => {
        const { body, expires_at, first_name, generation, handle, inviter, invitation_id, locale, subject } = message
        const source = { id: invitation_id, generation, handle }
        const addressed = { locale, portal, firstName: first_name ?? '', source }
        if (message.channel === 'sms') return fillSms(kind, addressed, links, base)
        const words = {
          ...addressed,
          text: subject === null || body === null ? texts[locale] : { subject, body },
          inviter: inviter ?? '',
          departments: departments.get(invitation_id) ?? [],
          expiresAt: expires_at,
        }
        return fillInvitation(words, links, base)
      })
    },
  }
}

function isLinked(message: DueMessage): message is Linked {
  return message.invitation_id !== null && message.generation !== null && message.handle !== null
}
