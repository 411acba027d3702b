import type { Component } from 'vue'
import {
  Ban,
  Check,
  CheckCheck,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Clock,
  ExternalLink,
  Handshake,
  Hourglass,
  Mail,
  MailX,
  Send,
  ShieldCheck,
  UserRoundX,
} from '@lucide/vue'
import type { DraftState, MessageState, PersonStatus } from '../../electron/contract/vocabulary'

/** What marks a person in lists besides the status. */
export type PersonMark = 'administrator' | 'partner' | 'extranet'
export type ShownStatus = PersonStatus | MessageState | DraftState | PersonMark
export type Tone = 'invited' | 'pending' | 'active' | 'dismissed' | 'failed'

/** A status is always a word with a glyph and a colour; the colours belong to status alone. */
export const statusLooks: Readonly<Record<ShownStatus, { readonly tone: Tone; readonly glyph: Component }>> = {
  invited: { tone: 'invited', glyph: Mail },
  pending: { tone: 'pending', glyph: Hourglass },
  active: { tone: 'active', glyph: CircleCheck },
  dismissed: { tone: 'dismissed', glyph: UserRoundX },
  queued: { tone: 'invited', glyph: Clock },
  sending: { tone: 'pending', glyph: Send },
  sent: { tone: 'active', glyph: Check },
  delivered: { tone: 'active', glyph: CheckCheck },
  'handed-over': { tone: 'active', glyph: ExternalLink },
  failed: { tone: 'failed', glyph: CircleX },
  unknown: { tone: 'invited', glyph: CircleHelp },
  bounced: { tone: 'failed', glyph: MailX },
  cancelled: { tone: 'dismissed', glyph: Ban },
  prepared: { tone: 'dismissed', glyph: CircleDashed },
  opened: { tone: 'invited', glyph: ExternalLink },
  'not-sent': { tone: 'dismissed', glyph: Ban },
  administrator: { tone: 'dismissed', glyph: ShieldCheck },
  partner: { tone: 'dismissed', glyph: Handshake },
  extranet: { tone: 'dismissed', glyph: ExternalLink },
}
