import { readPhone } from '../../domain/phones'
import { exchange, type ExchangeOptions } from './http-exchange'
import { outcomeWithoutAnswer, withoutSecrets } from './sms-answers'
import type { OutgoingSms, SmsGateway, SmsOutcome, TwilioSettings } from './sms-gateway'
import { lookOfTwilio, outcomeOfTwilio } from './twilio-answers'

/** Sends through a Twilio-compatible account (SM6), and asks what became of each message. */
export function openTwilioGateway(settings: TwilioSettings, options: ExchangeOptions = {}): SmsGateway {
  const { accountSid, apiKey, baseUrl, secret, sender, validityMinutes } = settings
  const messages = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages`
  const signIn = Buffer.from(`${apiKey || accountSid}:${secret}`).toString('base64')
  const headers = { authorization: `Basic ${signIn}`, accept: 'application/json' }
  const clean = (text: string, sms?: OutgoingSms): string => withoutSecrets(text.replaceAll(signIn, '•••'), secret, sms)

  async function send(sms: OutgoingSms): Promise<SmsOutcome> {
    if (readPhone(sms.toPhone, '') !== sms.toPhone) return { kind: 'refused', answer: 'This is not a phone number.' }
    const form = new URLSearchParams({ To: sms.toPhone, Body: sms.text.replace(/\p{Cs}/gu, '\ufffd') })
    form.append(/^MG[0-9a-f]{32}$/iu.test(sender) ? 'MessagingServiceSid' : 'From', sender)
    if (validityMinutes !== null) form.append('ValidityPeriod', String(validityMinutes * 60))
    const type = 'application/x-www-form-urlencoded; charset=utf-8'
    const answer = await exchange(
      {
        method: 'POST',
        url: new URL(`${messages}.json`),
        headers: { ...headers, 'content-type': type },
        body: form.toString(),
      },
      options,
    )
    const cleaned = (text: string): string => clean(text, sms)
    if (answer.status === null) return outcomeWithoutAnswer(answer, cleaned)
    return outcomeOfTwilio(answer.status, answer.text, cleaned)
  }

  return {
    concurrency: 4,
    send,
    async look(providerId) {
      const url = new URL(`${messages}/${encodeURIComponent(providerId)}.json`)
      const answer = await exchange({ method: 'GET', url, headers, body: null }, options)
      if (answer.status === null) return { state: 'waiting', answer: '' }
      return lookOfTwilio(answer.status, answer.text, clean)
    },
    // Every request has a connection of its own, which ends with its answer.
    close: () => {},
  }
}
