import type { OpenMailGateway } from '../gateways/mail/mail-gateway'
import { readMailSettings } from '../services/mail/mail-settings'
import type { ServiceContext } from '../services/service-context'
import { type Carrier, keptOpen } from './carrier'
import { createRefusalStreak } from './refusal-streak'

/** Mail goes out by the portal's own mail account (M4). */
export function createMailCarrier({ store, vault }: ServiceContext, openGateway: OpenMailGateway): Carrier {
  const kept = keptOpen(openGateway)
  const streak = createRefusalStreak()
  return {
    channel: 'mail',
    close: kept.close,

    async current() {
      const settings = await readMailSettings(store.reader, vault)
      if (!settings) return null
      const gateway = kept.for(settings)
      return {
        account: gateway,
        concurrency: gateway.concurrency,
        perMinute: settings.perMinute,
        look: null,
        async send({ message_id: messageId, to_address: toAddress, to_name: toName }, text) {
          const judge = streak.begin()
          return judge(toAddress, await gateway.send({ ...text, toName, toAddress, messageId }))
        },
      }
    },
  }
}
