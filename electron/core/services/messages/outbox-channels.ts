import type { OutboxChannel, OutboxProblem } from '../../../contract/messages'
import { can, demand } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import { Refusal } from '../../domain/refusal'
import { MESSAGE_CHANNELS, type MessageChannel } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import { readMailAccount } from '../../store/messages'
import { pauseChannel, pausedSince, readStop, readWaiting, resumeChannel } from '../../store/outbox-channels'
import { readSmsAccount } from '../../store/sms-account'
import type { Writer } from '../../store/store'
import { refusalData } from '../batch'
import type { JoinLinks } from '../join-links'
import { limitsOf } from '../mail/mail-settings'
import { demandChannel } from './outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

/** What the channels of the outbox are doing, paused and resumed by who may change the accounts. */
export function outboxChannels(context: ServiceContext, links: JoinLinks) {
  const { changes, clock, store, vault } = context
  const { reader } = store

  async function readChannel(actor: Actor, channel: MessageChannel): Promise<OutboxChannel> {
    const seesAll = can(actor, 'messages.see-all')
    const { answer, nextTryAt, waiting } = await readWaiting(reader, channel, seesAll ? null : actor.personId)
    const putOff = nextTryAt !== null && nextTryAt > clock.now() ? (answer ?? '') : null
    return {
      channel,
      ...(await readAccount(channel)),
      paused: (await pausedSince(reader, channel)) !== null,
      waiting,
      nextTryAt,
      problem: await problemOf(channel, waiting, putOff, seesAll),
      mayPause: can(actor, 'mail-account.edit'),
    }
  }

  async function readAccount(channel: MessageChannel): Promise<Pick<OutboxChannel, 'configured' | 'perMinute'>> {
    if (channel === 'mail') {
      const account = await readMailAccount(reader)
      return { configured: account !== undefined, perMinute: account ? limitsOf(account).perMinute : null }
    }
    const account = await readSmsAccount(reader)
    return { configured: account !== undefined, perMinute: account?.per_minute ?? null }
  }

  /** What a server said about the account is for those who see all messages: it may name it. */
  async function problemOf(
    channel: MessageChannel,
    waiting: number,
    putOff: string | null,
    seesAll: boolean,
  ): Promise<OutboxProblem | null> {
    try {
      await demandChannel(reader, vault, channel)
      if (waiting > 0) await links.base()
    } catch (error) {
      if (error instanceof Refusal) return { reason: 'missing', refusal: refusalData(error) }
      throw error
    }
    const stop = await readStop(reader, channel)
    if (stop) return { reason: 'refused', answer: seesAll ? stop.answer : '' }
    return putOff === null ? null : { reason: 'waiting', answer: putOff }
  }

  async function change(
    actor: Actor,
    channel: MessageChannel,
    action: AuditAction,
    move: (writer: Writer, at: number) => Promise<boolean>,
  ): Promise<void> {
    demand(actor, 'mail-account.edit')
    await store.write(async (writer) => {
      const at = clock.now()
      if (!(await move(writer, at))) throw new Refusal('STATE_NOT_ALLOWED', { status: action })
      await recordAudit(writer, at, { actor, origin: 'console', action, subject: null, details: { channel } })
    })
    changes.announce('messages', 'activity')
  }

  return {
    read: (actor: Actor): Promise<readonly OutboxChannel[]> =>
      Promise.all(MESSAGE_CHANNELS.map((channel) => readChannel(actor, channel))),

    /** Throws NOT_ALLOWED, STATE_NOT_ALLOWED where it is paused already. */
    pause: (actor: Actor, channel: MessageChannel): Promise<void> =>
      change(actor, channel, 'outbox.paused', (writer, at) => pauseChannel(writer, channel, at)),

    /**
     * What is due goes out; what a server put off keeps its time. Throws NOT_ALLOWED, STATE_NOT_ALLOWED where it is not
     * paused.
     */
    resume: (actor: Actor, channel: MessageChannel): Promise<void> =>
      change(actor, channel, 'outbox.resumed', (writer) => resumeChannel(writer, channel)),
  }
}
