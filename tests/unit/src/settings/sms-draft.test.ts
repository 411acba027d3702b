import { describe, expect, it } from 'vitest'
import type { SmsAccount } from '../../../../electron/contract/sms'
import { smsDraftOf, smsInputOf } from '../../../../src/screens/settings/sms/sms-draft'

const HTTP: SmsAccount = {
  kind: 'http',
  method: 'PUT',
  url: 'https://sms.example.com/{{to}}',
  headers: [
    { name: 'Authorization', value: 'Bearer {{secret}}' },
    { name: 'X-Time', value: '12:30' },
  ],
  bodyType: 'form',
  body: 'text={{text}}',
  sender: '',
  success: { statusFrom: 200, statusTo: 204, path: 'ok', equals: 'true', contains: '' },
  idPath: 'id',
  perMinute: 30,
  hasSecret: true,
}

describe('the SMS account as it is typed', () => {
  it('SM6: a saved account is asked for again as it was, with the secret of the vault kept', () => {
    const { hasSecret, ...kept } = HTTP
    expect(hasSecret).toBe(true)
    expect(smsInputOf(smsDraftOf(HTTP))).toEqual({ ...kept, secret: null })
  })

  it('SM6: headers are typed one a line; what has no colon is refused by its name', () => {
    const draft = { ...smsDraftOf(HTTP), headers: ' A : b:c \n\nbroken' }
    expect(smsInputOf(draft)).toMatchObject({
      headers: [
        { name: 'A', value: 'b:c' },
        { name: 'broken', value: '' },
      ],
    })
  })

  it('SM6: what was typed for one kind stays while the other is looked at', () => {
    const draft = { ...smsDraftOf(HTTP), kind: 'twilio' as const, accountSid: ' AC1 ', secret: 'typed' }
    expect(smsInputOf(draft)).toMatchObject({ kind: 'twilio', accountSid: 'AC1', secret: 'typed', perMinute: 30 })
    expect(smsInputOf({ ...draft, kind: 'http' })).toMatchObject({ kind: 'http', url: HTTP.url })
  })
})
