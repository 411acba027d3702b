import type { OpenSmsGateway } from '../gateways/sms/sms-gateway'
import type { ServiceContext } from '../services/service-context'
import { readSmsSettings } from '../services/sms/sms-settings'
import { type Carrier, keptOpen } from './carrier'

/** SMS go out by the portal's own SMS account (SM6). */
export function createSmsCarrier({ store, vault }: ServiceContext, openGateway: OpenSmsGateway): Carrier {
  const kept = keptOpen(openGateway)
  return {
    channel: 'sms',
    close: kept.close,

    async current() {
      const settings = await readSmsSettings(store.reader, vault)
      if (!settings) return null
      const gateway = kept.for(settings)
      return {
        account: gateway,
        concurrency: gateway.concurrency,
        perMinute: settings.perMinute,
        look: gateway.look?.bind(gateway) ?? null,
        send({ message_id: messageId, to_address: toPhone }, { text }) {
          return gateway.send({ toPhone, text, messageId })
        },
      }
    },
  }
}
