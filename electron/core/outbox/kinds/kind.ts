import type { FilledMail } from '../../domain/mail-templates'
import type { JoinLinks } from '../../services/join-links'
import type { ServiceContext } from '../../services/service-context'
import type { DueMessage } from '../../store/outgoing'
import type { Reader } from '../../store/store'

/** A message taken out of the queue to be sent now, its try counted. */
export type ClaimedMessage = DueMessage

/** What a message says; an SMS takes `text` alone. */
export type FilledText = FilledMail

/** What the outbox must know of one kind of message. Both run inside the transaction that takes messages to send. */
export interface MessageKindOf {
  /** It carries a link of the join site, and waits while there is none. */
  readonly needsJoinSite: boolean
  /**
   * Whether the message still has a purpose at `at` (milliseconds UTC): one without is cancelled, never sent (M8). What is
   * asked of the store is asked of `reader`.
   */
  alive(message: DueMessage, at: number, reader: Reader): boolean | Promise<boolean>
  /**
   * What each message says now, in order; all of them are of this kind and alive. It is filled in when it is sent, so that it
   * carries a link or code that works and none is ever stored.
   */
  render(reader: Reader, messages: readonly ClaimedMessage[]): Promise<readonly FilledText[]>
}

/** What kinds are made from. */
export interface KindParts {
  readonly context: ServiceContext
  readonly links: JoinLinks
}
