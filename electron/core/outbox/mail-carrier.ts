import type { OpenMailGateway } from '../gateways/mail/mail-gateway'
import { readMailSettings } from '../services/mail/mail-settings'
import type { ServiceContext } from '../services/service-context'
import { type Carrier, keptOpen } from './carrier'

/** Mail goes out by the portal's own mail account (M4). */
export function createMailCarrier({ store, vault }: ServiceContext, openGateway: OpenMailGateway): Carrier {
  const kept = keptOpen(openGateway)
  return {
    channel: 'mail',
    close: kept.close,

    async current() {
      const settings = await readMailSettings(store.reader, vault)
      if (!settings) return null
      const gateway = kept.for(settings)
      return {
        concurrency: gateway.concurrency,
        perMinute: settings.perMinute,
        look: null,
        send({ message_id: messageId, to_address: toAddress, to_name: toName }, text) {
          return gateway.send({ ...text, toName, toAddress, messageId })
        },
      }
    },
  }
}
