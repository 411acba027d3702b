import { Refusal } from '../domain/refusal'
import { MESSAGE_KINDS, type MessageKind } from '../domain/vocabulary'
import type { JoinLinks } from '../services/join-links'
import type { Reader } from '../store/store'
import type { MessageKinds } from './kinds'
import type { ClaimedMessage, FilledText } from './kinds/kind'

/** A claimed message with what it says. */
export interface Letter {
  readonly message: ClaimedMessage
  readonly text: FilledText
}

/** Fills in what each message says now, kind by kind; the order of the messages is kept. */
export async function fillTexts(
  kinds: MessageKinds,
  reader: Reader,
  messages: readonly ClaimedMessage[],
): Promise<readonly Letter[]> {
  const texts = new Map<string, FilledText>()
  for (const kind of new Set(messages.map((each) => each.kind))) {
    const alike = messages.filter((each) => each.kind === kind)
    const filled = await kinds[kind].render(reader, alike)
    for (const [index, text] of filled.entries()) texts.set(alike[index]?.id ?? '', text)
  }
  return messages.map((message) => {
    const text = texts.get(message.id)
    if (!text) throw new Error(`A message of kind ${message.kind} has no text`)
    return { message, text }
  })
}

/** The kinds that can go out now: those that carry a link wait while there is none that works (J1). */
export async function sendableKinds(kinds: MessageKinds, links: JoinLinks): Promise<readonly MessageKind[]> {
  const linked = await canLink(links)
  return MESSAGE_KINDS.filter((kind) => linked || !kinds[kind].needsJoinSite)
}

async function canLink(links: JoinLinks): Promise<boolean> {
  try {
    await links.base()
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
