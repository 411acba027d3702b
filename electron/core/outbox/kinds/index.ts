import type { MessageKind } from '../../domain/vocabulary'
import { addressProofKind } from './address-proof'
import { invitationKind } from './invitation'
import { inviteeJoinedKind } from './invitee-joined'
import type { KindParts, MessageKindOf } from './kind'
import { welcomeKind } from './welcome'

export type MessageKinds = Readonly<Record<MessageKind, MessageKindOf>>

/** Every kind of message. */
export function messageKinds(parts: KindParts): MessageKinds {
  return {
    invitation: invitationKind(parts, 'invitation'),
    reminder: invitationKind(parts, 'reminder'),
    welcome: welcomeKind(parts),
    'address-proof': addressProofKind(parts),
    'invitee-joined': inviteeJoinedKind,
  }
}
