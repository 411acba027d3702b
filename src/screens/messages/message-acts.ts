import { addressForDisplay } from '../../../electron/contract/vocabulary'
import type { MessageRow, OutboxChannel } from '../../../electron/contract/messages'
import type { MessageChannel } from '../../../electron/contract/vocabulary'
import { type OutboxStand, standOf } from './outbox-stand'

export type MessageAct = 'send-now' | 'cancel'

/** The chosen messages that an act applies to now. */
export function actable(rows: readonly MessageRow[], act: MessageAct): readonly MessageRow[] {
  return rows.filter((row) => row.actions.includes(act))
}

/** Whether sending now might bring somebody the same message twice, because the server's answer to it was lost. */
export function mayArriveTwice(rows: readonly MessageRow[]): boolean {
  return rows.some((row) => row.state === 'unknown')
}

/** How many of them wait until the operator resumes their channel (M4). */
export function heldByPause(
  rows: readonly Pick<MessageRow, 'channel'>[],
  channels: readonly Pick<OutboxChannel, 'channel' | 'paused'>[],
): number {
  const paused = new Set(channels.filter((each) => each.paused).map((each) => each.channel))
  return rows.filter((row) => paused.has(row.channel)).length
}

/** The channels in which nothing is tried before somebody does something about it, each with how it stands (M4). */
export function heldChannels(channels: readonly OutboxChannel[]): ReadonlyMap<MessageChannel, OutboxStand> {
  const held = channels.filter(({ paused, problem }) => paused || problem?.reason === 'missing')
  return new Map(held.map((each) => [each.channel, standOf(each)]))
}

/** Whether its person has to be given another address before anything arrives (M9). */
export function needsAnotherAddress(row: Pick<MessageRow, 'state' | 'personId'>): boolean {
  return row.personId !== null && (row.state === 'failed' || row.state === 'bounced')
}

/** Whether an answer of the server is still to come: none comes to what went out by hand, or was cancelled. */
export function isUnderWay(row: Pick<MessageRow, 'state'>): boolean {
  return row.state === 'queued' || row.state === 'sending'
}

/** Where it goes, as people read it. */
export function addressOf(row: Pick<MessageRow, 'to'>): string {
  return addressForDisplay(row.to)
}

/** What a message is known by in a sentence. */
export function nameOf(row: Pick<MessageRow, 'name' | 'to'>): string {
  return row.name || addressOf(row)
}

/** Whether its address says more than what it is known by: somebody without a name is known by the address already. */
export function addressBeside(row: Pick<MessageRow, 'name' | 'to'>): boolean {
  return nameOf(row) !== addressOf(row)
}

/** The moment a row tells: when it went out, else when it was written. Milliseconds UTC. */
export function momentOf(row: Pick<MessageRow, 'sentAt' | 'createdAt'>): number {
  return row.sentAt ?? row.createdAt
}
