import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../../electron/core/domain/refusal'
import {
  checkRequest,
  fillRequest,
  type RequestTemplate,
  type SmsValues,
} from '../../../../electron/core/domain/sms-templates'

const VALUES: SmsValues = {
  to: '+491712345678',
  toDigits: '491712345678',
  text: 'Hello',
  sender: 'Aurora',
  secret: 's3cret',
  basic: 'czNjcmV0',
  id: 'id-1',
}
const JSON_TEMPLATE: RequestTemplate = {
  method: 'POST',
  url: 'https://sms.example.com/v1/send?id={{id}}',
  headers: [{ name: 'Authorization', value: 'Bearer {{secret}}' }],
  bodyType: 'json',
  body: '{"to":["{{to}}"],"message":{"text":"{{text}}","from":"{{sender}}","flash":false}}',
}
const FORM_TEMPLATE: RequestTemplate = {
  ...JSON_TEMPLATE,
  bodyType: 'form',
  body: 'to={{to}}\ntext={{text}}\nfixed=a%20b&plus=1+1',
}
const GET_TEMPLATE: RequestTemplate = {
  ...JSON_TEMPLATE,
  method: 'GET',
  url: 'https://sms.example.com/{{secret}}/send?to={{to}}&text={{text}}',
}

function problemsOf(change: Partial<RequestTemplate>, template = JSON_TEMPLATE): readonly string[] {
  try {
    checkRequest({ ...template, ...change })
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.fields.map(({ code, field }) => `${field} ${code}`)
  }
}

describe('the request of a generic gateway', () => {
  it('SM6: is checked before it is kept', () => {
    expect(problemsOf({})).toEqual([])
    expect(problemsOf({}, FORM_TEMPLATE)).toEqual([])
    expect(problemsOf({}, GET_TEMPLATE)).toEqual([])
    expect(problemsOf({ body: '{"to":"{{to}}","text":"{{message}}"}' })).toEqual(['body UNKNOWN_PLACEHOLDER'])
    expect(problemsOf({ body: '{"to":"{{to}}","text":"{{text"}' })).toEqual(['body UNKNOWN_PLACEHOLDER'])
    expect(problemsOf({ body: '{"to":{{to}},"text":"{{text}}"}' })).toEqual(['body JSON_INVALID'])
    expect(problemsOf({ body: '{"{{to}}":"{{text}}"}' })).toEqual(['body JSON_INVALID'])
    expect(problemsOf({ body: '{"text":"{{text}}"}' })).toEqual(['body SMS_PLACEHOLDER_MISSING'])
    expect(problemsOf({ url: 'https://sms.example.com/send?to={{to}}' }, GET_TEMPLATE)).toEqual([
      'url SMS_PLACEHOLDER_MISSING',
    ])
  })

  it('SM6: the number may go without its plus, which is enough', () => {
    const template = { ...JSON_TEMPLATE, body: '{"to":"{{toDigits}}","text":"{{text}}"}' }
    expect(problemsOf({}, template)).toEqual([])
    expect(problemsOf({ headers: [{ name: 'X-To', value: '{{toDigits}}' }] })).toEqual([])
    expect(fillRequest(template, VALUES).body).toBe('{"to":"491712345678","text":"Hello"}')
  })

  it('SM6: a name and password may sign in, in Base64', () => {
    const headers = [{ name: 'Authorization', value: 'Basic {{basic}}' }]
    expect(problemsOf({ headers })).toEqual([])
    expect(fillRequest({ ...JSON_TEMPLATE, headers }, VALUES).headers).toMatchObject({
      Authorization: 'Basic czNjcmV0',
    })
  })

  it.each([
    'http://sms.example.com/send',
    'https://{{sender}}.example.com/send',
    'https://user:pass@sms.example.com/send',
    'https://sms.example.com/{{text}}',
    'https://sms.example.com/#{{text}}',
    'file:///etc/passwd',
    'sms.example.com',
  ])('SM6: %s is no address to send to: https only, and placeholders after the host', (url) => {
    expect(problemsOf({ url })).toEqual(['url URL_INVALID'])
  })

  it.each(['http://127.0.0.1:8080/send', 'http://localhost/send', 'http://[::1]:1/send'])(
    'SM6: %s may go without encryption: it does not leave the computer',
    (url) => {
      expect(problemsOf({ url })).toEqual([])
    },
  )

  it('SM6: headers that belong to the connection, and texts in headers, are refused', () => {
    expect(problemsOf({ headers: [{ name: 'Host', value: 'x' }] })).toEqual(['headers.0.name INVALID'])
    expect(problemsOf({ headers: [{ name: 'X Y', value: 'x' }] })).toEqual(['headers.0.name INVALID'])
    expect(problemsOf({ headers: [{ name: 'X-Text', value: '{{text}}' }] })).toEqual([
      'headers.0.value UNKNOWN_PLACEHOLDER',
    ])
    expect(problemsOf({ headers: [{ name: 'X-A', value: 'ф' }] })).toEqual(['headers.0.value INVALID'])
  })

  it('SM6: values are escaped by the place they stand in', () => {
    const values = { ...VALUES, text: 'a&b="1"\n{{to}}', sender: 'A B' }
    const json = fillRequest(JSON_TEMPLATE, values)
    expect(JSON.parse(json.body ?? '')).toEqual({
      to: ['+491712345678'],
      message: { text: values.text, from: 'A B', flash: false },
    })
    expect(json.headers).toMatchObject({
      Authorization: 'Bearer s3cret',
      'content-type': 'application/json; charset=utf-8',
    })
    expect(fillRequest(FORM_TEMPLATE, values).body).toBe(
      'to=%2B491712345678&text=a%26b%3D%221%22%0A%7B%7Bto%7D%7D&fixed=a+b&plus=1%2B1',
    )
    const get = fillRequest(GET_TEMPLATE, values)
    expect(get.body).toBeNull()
    expect(get.url.pathname).toBe('/s3cret/send')
    expect(get.url.searchParams.get('text')).toBe(values.text)
    expect(get.headers).not.toHaveProperty('content-type')
  })

  it('SM6: no text or name breaks out of its place in a URL, a form, JSON or a header', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        '"},{"x":"',
        '&to=+1',
        '\r\nX-Evil: 1',
        '#',
        '?a=b',
        '{{secret}}',
        '../..',
        '\u202e\u0000😀',
        '%0d%0a',
      ),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const values = { ...VALUES, text }
        const form = [...new URLSearchParams(fillRequest(FORM_TEMPLATE, values).body ?? '')]
        expect(form.map(([name]) => name)).toEqual(['to', 'text', 'fixed', 'plus'])
        expect(form[0]?.[1]).toBe(VALUES.to)
        const json: unknown = JSON.parse(fillRequest(JSON_TEMPLATE, values).body ?? '')
        expect(json).toEqual({ to: [VALUES.to], message: { text, from: VALUES.sender, flash: false } })
        const { headers, url } = fillRequest(GET_TEMPLATE, values)
        expect([url.origin, url.pathname, url.hash]).toEqual(['https://sms.example.com', '/s3cret/send', ''])
        expect([...url.searchParams.keys()]).toEqual(['to', 'text'])
        expect(Object.keys(headers)).toEqual(['Authorization'])
      }),
    )
  })
})
