import type { BatchResult } from '../../../contract/base'
import type { MessageRow } from '../../../contract/messages'
import { can } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import { Refusal } from '../../domain/refusal'
import { MESSAGE_CHANNELS, MESSAGE_STATES, type MessageChannel, type MessageState } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import {
  countMessages,
  findMessage,
  linkHasExpired,
  linkIsAlive,
  listMessages,
  type MessageWithLink,
  moveMessage,
} from '../../store/messages'
import { clearStop, readStop } from '../../store/outbox-channels'
import type { MessageTable } from '../../store/schema'
import type { Writer } from '../../store/store'
import { onEach } from '../batch'
import { packCursor, unpackCursor } from '../cursors'
import type { JoinLinks } from '../join-links'
import { wentByHand } from './message-marks'
import { outboxChannels } from './outbox-channels'
import { demandChannel } from './outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'

/** From these a message can be put at the head of the queue; `unknown` may then arrive twice, and the operator knows. */
const SENDABLE: readonly MessageState[] = ['queued', 'failed', 'unknown', 'bounced']
const CURSOR = ['messages']

type Stops = ReadonlyMap<MessageChannel, string>

/** Every outgoing message with its delivery history; employees see those they caused (A2). */
export function createMessagesService(context: ServiceContext, links: JoinLinks): ServiceOf<'messages'> {
  const { changes, clock, store, vault } = context
  const channels = outboxChannels(context, links)

  async function onMessages(
    actor: Actor,
    ids: readonly string[],
    action: AuditAction,
    from: readonly MessageState[],
    change: (at: number) => Partial<Pick<MessageTable, 'state' | 'tries' | 'next_try_at'>>,
    check: (writer: Writer, message: MessageWithLink) => void | Promise<void> = () => {},
  ): Promise<BatchResult> {
    const result = await onEach(ids, (id, called) =>
      store.write(async (writer) => {
        const message = await findMessage(writer, id)
        if (!message || !maySee(actor, message)) throw new Refusal('NOT_FOUND')
        called(nameOf(message))
        await check(writer, message)
        const at = clock.now()
        if (!(await moveMessage(writer, id, from, { ...change(at), updated_at: at }))) {
          throw new Refusal('STATE_NOT_ALLOWED', { status: message.state })
        }
        await recordAudit(writer, at, {
          actor,
          origin: 'console',
          action,
          subject: message.person_id === null ? null : { id: message.person_id, name: nameOf(message) },
          details: { to: message.to_address },
        })
      }),
    )
    const [first] = result.refused
    if (result.done.length > 0) changes.announce('messages', 'activity')
    else if (first) throw new Refusal(first.refusal.code, first.refusal.params, first.refusal.fields)
    return result
  }

  /** What was said of the account of each channel that is stopped, for those who see all messages: it may name it (A2). */
  async function stopsFor(actor: Actor): Promise<Stops> {
    if (!can(actor, 'messages.see-all')) return new Map()
    const stops = await Promise.all(MESSAGE_CHANNELS.map((channel) => readStop(store.reader, channel)))
    return new Map(stops.flatMap((stop) => (stop ? [[stop.channel, stop.answer]] : [])))
  }

  return {
    async list(actor, { channel, cursor, limit, state }) {
      const [before] = cursor === null ? [null] : unpackCursor(cursor, CURSOR, 1)
      const found = await listMessages(store.reader, {
        state,
        channel,
        before: before == null ? null : String(before),
        limit: limit + 1,
        createdBy: scope(actor),
      })
      const rows = found.slice(0, limit)
      const last = rows.at(-1)
      const stops = await stopsFor(actor)
      return {
        rows: rows.map((row) => rowOf(row, stops, clock.now())),
        nextCursor: found.length > limit && last ? packCursor([...CURSOR, last.id]) : null,
      }
    },

    async counts(actor, { channel }) {
      const counted = await countMessages(store.reader, channel, scope(actor))
      const none = Object.fromEntries(MESSAGE_STATES.map((state) => [state, 0])) as Record<MessageState, number>
      return { ...none, ...Object.fromEntries(counted.map(({ count, state }) => [state, count])) }
    },

    outbox: (actor) => channels.read(actor),
    pause: (actor, { channel }) => channels.pause(actor, channel),
    resume: (actor, { channel }) => channels.resume(actor, channel),

    sendNow: (actor, { ids }) =>
      onMessages(
        actor,
        ids,
        'message.requeued',
        SENDABLE,
        (at) => ({ state: 'queued', tries: 0, next_try_at: at }),
        async (writer, message) => {
          if (!canBeSent(message)) throw new Refusal('STATE_NOT_ALLOWED', { status: message.state })
          if (linkHasExpired(message, clock.now())) throw new Refusal('LINK_DEAD')
          await demandChannel(writer, vault, message.channel)
          // Whoever says *Send now* wants a refused account tried again.
          await clearStop(writer, message.channel)
        },
      ),

    cancel: (actor, { ids }) =>
      onMessages(actor, ids, 'message.cancelled', ['queued'], () => ({ state: 'cancelled', next_try_at: null })),
  }
}

function scope(actor: Actor): string | null {
  return can(actor, 'messages.see-all') ? null : actor.personId
}

function maySee(actor: Actor, message: MessageWithLink): boolean {
  return message.created_by === actor.personId || can(actor, 'messages.see-all')
}

function nameOf(message: MessageWithLink): string {
  return message.to_name || message.to_address
}

/** A message about a dead link is never sent, nor one that another program sent: resending makes a new one. */
function canBeSent(message: MessageWithLink): boolean {
  return SENDABLE.includes(message.state) && linkIsAlive(message) && !wentByHand(message)
}

function rowOf(message: MessageWithLink, stops: Stops, at: number): MessageRow {
  const actions: MessageRow['actions'][number][] = []
  if (canBeSent(message) && !linkHasExpired(message, at)) actions.push('send-now')
  if (message.state === 'queued') actions.push('cancel')
  return {
    id: message.id,
    channel: message.channel,
    kind: message.kind,
    personId: message.person_id,
    name: nameOf(message),
    to: message.to_address,
    state: message.state,
    tries: message.tries,
    createdAt: message.created_at,
    sentAt: message.sent_at,
    nextTryAt: message.state === 'queued' ? message.next_try_at : null,
    answer: (message.state === 'queued' ? stops.get(message.channel) : null) ?? message.answer,
    actions,
  }
}
