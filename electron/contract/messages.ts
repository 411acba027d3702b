import { z } from 'zod'
import {
  MESSAGE_CHANNELS,
  MESSAGE_STATES,
  type MessageChannel,
  type MessageKind,
  type MessageState,
} from '../core/domain/vocabulary'
import { type BatchResult, idsSchema, output, type Page, pageSchema, procedure, type RefusalData } from './base'

/** One outgoing mail or SMS with its delivery history. */
export interface MessageRow {
  readonly id: string
  readonly channel: MessageChannel
  readonly kind: MessageKind
  readonly personId: string | null
  readonly name: string
  readonly to: string
  readonly state: MessageState
  readonly tries: number
  readonly createdAt: number
  readonly sentAt: number | null
  readonly nextTryAt: number | null
  /** The server's last answer, without secrets; what it said of the account is for those who see all messages (A2). */
  readonly answer: string | null
  readonly actions: readonly ('send-now' | 'cancel')[]
}

/**
 * Why nothing of a channel goes out.
 * - `missing`: something has to be set up first: an account, its password, the join site
 * - `refused`: the server did not take the account; nothing is tried before it is changed or the time is over
 * - `waiting`: all that waits was put off; the last answer to any of it, empty where none was tried
 */
export type OutboxProblem =
  | { readonly reason: 'missing'; readonly refusal: RefusalData }
  | { readonly reason: 'refused' | 'waiting'; readonly answer: string }

/** What one channel of the outbox is doing. */
export interface OutboxChannel {
  readonly channel: MessageChannel
  readonly configured: boolean
  readonly paused: boolean
  /** How many messages wait; of an employee's own only. */
  readonly waiting: number
  /** When the first of them is tried, in milliseconds UTC. */
  readonly nextTryAt: number | null
  /** Messages a minute that the account takes; null: no limit. */
  readonly perMinute: number | null
  readonly problem: OutboxProblem | null
  readonly mayPause: boolean
}

const channelSchema = z.enum(MESSAGE_CHANNELS)

export const messages = {
  list: procedure
    .input(
      pageSchema.extend({
        state: z.enum(MESSAGE_STATES).nullable().default(null),
        channel: channelSchema.nullable().default(null),
      }),
    )
    .output(output<Page<MessageRow>>()),
  /** How many there are in each state; of one channel, where one is given. */
  counts: procedure
    .input(z.object({ channel: channelSchema.nullable().default(null) }))
    .output(output<Readonly<Record<MessageState, number>>>()),
  /** Each channel of the outbox: whether it sends, and if not, why. */
  outbox: procedure.output(output<readonly OutboxChannel[]>()),
  /** Nothing of the channel is sent until it is resumed; what is under way ends. Throws STATE_NOT_ALLOWED. */
  pause: procedure.input(z.object({ channel: channelSchema })),
  /** Throws STATE_NOT_ALLOWED. */
  resume: procedure.input(z.object({ channel: channelSchema })),
  /**
   * Puts failed, waiting, bounced or unknown messages at the head of the queue; one that is unknown may then arrive twice.
   * Throws where none of them can be, as for a mail another program sent, LINK_DEAD where the invitation has expired and must
   * be renewed first, and what inviting throws where the channel has no account or lacks its secret.
   */
  sendNow: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  /** Gives up what waits. Throws where nothing does. */
  cancel: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
}
