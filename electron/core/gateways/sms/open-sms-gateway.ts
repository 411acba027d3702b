import type { ExchangeOptions } from './http-exchange'
import { openHttpSmsGateway } from './http-sms-gateway'
import type { SmsGateway, SmsGatewaySettings } from './sms-gateway'
import { openTwilioGateway } from './twilio-gateway'

/** Opens the gateway of the account's kind (SM6). */
export function openSmsGateway(settings: SmsGatewaySettings, options: ExchangeOptions = {}): SmsGateway {
  return settings.kind === 'twilio' ? openTwilioGateway(settings, options) : openHttpSmsGateway(settings, options)
}
