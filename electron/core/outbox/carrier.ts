import type { MessageChannel } from '../domain/vocabulary'
import type { SmsLook, SmsOutcome } from '../gateways/sms/sms-gateway'
import type { Log } from '../services/ports'
import type { ClaimedMessage, FilledText } from './kinds/kind'
import type { Letter } from './texts'

/** What became of one try, whichever way the message travelled. */
export type SendOutcome = SmsOutcome

/** The account of a channel, kept open from one message to the next. */
export interface OpenCarrier {
  /** The same object until the account is changed. */
  readonly account: object
  /** How many messages it sends at once. */
  readonly concurrency: number
  /** How many it may begin within a minute; null: as many as the server takes. */
  readonly perMinute: number | null
  /** Never rejects. */
  send(message: ClaimedMessage, text: FilledText): Promise<SendOutcome>
  /** What became of a message the provider took; null: it cannot be asked. */
  readonly look: ((providerId: string) => Promise<SmsLook>) | null
}

/** The way out of one channel. */
export interface Carrier {
  readonly channel: MessageChannel
  /** The account as it is set now; null while nothing can be sent: there is none, or it lacks its secret. */
  current(): Promise<OpenCarrier | null>
  close(): void
}

/** Nobody knows how far it came where a gateway fails instead of answering: its fault is logged, and holds up no other. */
export async function sendSafely(open: OpenCarrier, { message, text }: Letter, log: Log): Promise<SendOutcome> {
  try {
    return await open.send(message, text)
  } catch (error) {
    log.error('A gateway failed instead of answering', error)
    return { kind: 'unknown', answer: 'Sending failed in the program itself; its log says why.' }
  }
}

interface Closable {
  close(): void
}

/** Opens a gateway for settings given as plain data, and keeps it until they change. */
export function keptOpen<Settings, Gateway extends Closable>(open: (settings: Settings) => Gateway) {
  let kept: { readonly key: string; readonly gateway: Gateway } | null = null
  const close = (): void => {
    kept?.gateway.close()
    kept = null
  }
  return {
    close,
    for(settings: Settings): Gateway {
      const key = JSON.stringify(settings)
      if (kept?.key === key) return kept.gateway
      close()
      kept = { key, gateway: open(settings) }
      return kept.gateway
    },
  }
}
