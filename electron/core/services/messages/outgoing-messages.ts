import { domainOf } from '../../domain/addresses'
import { Refusal } from '../../domain/refusal'
import type { Locale, MessageChannel, MessageKind } from '../../domain/vocabulary'
import { insertMessages, readMailAccount } from '../../store/messages'
import type { MessageTable } from '../../store/schema'
import type { Reader, Writer } from '../../store/store'
import { newId } from '../ids'
import { missingForSignIn } from '../mail/mail-settings'
import type { Vault } from '../ports'
import type { ServiceContext } from '../service-context'
import { readSmsAccountSettings, readSmsSettings } from '../sms/sms-settings'

/** A message about to enter the outbox: what it is for, whom it goes to, who asked for it. */
export interface OutgoingOrder {
  readonly kind: MessageKind
  /** What it tells of beside its person; null: nothing. */
  readonly about: string | null
  readonly personId: string | null
  readonly toName: string
  /** Comparable form; the channel follows from it. */
  readonly toAddress: string
  readonly locale: Locale
  /** Of the link or temporary password it carries; null: it carries none. */
  readonly generation: number | null
  /** Person id of the operator; null: the system itself. */
  readonly createdBy: string | null
  /** Milliseconds UTC. */
  readonly at: number
}

/**
 * Puts a message that is no invitation into the outbox. Belongs in the transaction of what causes it; ask demandServices
 * before. Throws MAIL_ACCOUNT_MISSING for an e-mail address.
 */
export async function queueMessage(writer: Writer, context: ServiceContext, order: OutgoingOrder): Promise<void> {
  await insertMessages(writer, [outgoingRow(context, order, await readSender(writer))])
}

/**
 * A message as it enters the outbox; its Message-ID is made here and kept over all tries. `sender`: of the mail account,
 * null where there is none. Throws MAIL_ACCOUNT_MISSING for an e-mail address without one.
 */
export function outgoingRow(context: ServiceContext, order: OutgoingOrder, sender: string | null): MessageTable {
  const id = newId(context)
  const channel = messageChannelFor(order.toAddress)
  return {
    id,
    invitation_id: null,
    generation: order.generation,
    person_id: order.personId,
    channel,
    kind: order.kind,
    about: order.about,
    to_name: order.toName === order.toAddress ? '' : order.toName,
    to_address: order.toAddress,
    locale: order.locale,
    text_id: null,
    state: 'queued',
    tries: 0,
    next_try_at: order.at,
    message_id: `<${id}@${domainFor(channel, sender)}>`,
    provider_id: null,
    next_look_at: null,
    answer: null,
    created_by: order.createdBy,
    created_at: order.at,
    updated_at: order.at,
    sent_at: null,
  }
}

/** What a message to this address travels by: an e-mail address or a phone number in its stored form. */
export function messageChannelFor(address: string): MessageChannel {
  return address.includes('@') ? 'mail' : 'sms'
}

/** The sender of the mail account; null: there is none. */
export async function readSender(reader: Reader): Promise<string | null> {
  return (await readMailAccount(reader))?.from_address ?? null
}

/** What follows the @ of a message's id; an SMS has no sender with a domain. */
function domainFor(channel: MessageChannel, sender: string | null): string {
  if (channel === 'sms') return 'sms.invalid'
  if (sender === null) throw new Refusal('MAIL_ACCOUNT_MISSING')
  return domainOf(sender)
}

/**
 * Throws where nothing could go out to one of these addresses: MAIL_ACCOUNT_MISSING, MAIL_PASSWORD_MISSING or
 * MAIL_SIGN_IN_MISSING where one is an e-mail address, SMS_ACCOUNT_MISSING or SMS_SECRET_MISSING where one is a phone number.
 */
export async function demandServices(reader: Reader, vault: Vault, addresses: Iterable<string>): Promise<void> {
  const channels = new Set<MessageChannel>()
  for (const address of addresses) channels.add(messageChannelFor(address))
  for (const channel of channels) await demandChannel(reader, vault, channel)
}

/** Throws what demandServices throws where this channel cannot send. */
export async function demandChannel(reader: Reader, vault: Vault, channel: MessageChannel): Promise<void> {
  if (channel === 'mail') await demandMailService(reader, vault)
  else await demandSmsService(reader, vault)
}

/**
 * Throws MAIL_ACCOUNT_MISSING, MAIL_PASSWORD_MISSING or MAIL_SIGN_IN_MISSING where the mail service cannot send; else
 * the sender's address.
 */
export async function demandMailService(reader: Reader, vault: Vault): Promise<string> {
  const account = await readMailAccount(reader)
  if (!account) throw new Refusal('MAIL_ACCOUNT_MISSING')
  const missing = missingForSignIn(account, vault)
  if (missing !== null) throw new Refusal(missing)
  return account.from_address
}

/** Whether the mail service can send. */
export async function mailServiceWorks(reader: Reader, vault: Vault): Promise<boolean> {
  try {
    await demandMailService(reader, vault)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

async function demandSmsService(reader: Reader, vault: Vault): Promise<void> {
  if (await readSmsSettings(reader, vault)) return
  throw new Refusal((await readSmsAccountSettings(reader)) ? 'SMS_SECRET_MISSING' : 'SMS_ACCOUNT_MISSING')
}
