import { fieldRefusal, type FieldProblem, Refusal } from './refusal'
import { type HttpBodyType, type HttpMethod, SMS_PLACEHOLDERS, type SmsPlaceholder } from './sms-words'

/** What a generic gateway is asked with, in the words of its own manual (SM6). */
export interface RequestTemplate {
  readonly method: HttpMethod
  readonly url: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly bodyType: HttpBodyType
  readonly body: string
}

export type SmsValues = Readonly<Record<SmsPlaceholder, string>>

export interface FilledRequest {
  readonly method: HttpMethod
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Null: the method has none. */
  readonly body: string | null
}

const MARK = /\{\{\s*([^{}]*?)\s*\}\}/gu
/** A text has line breaks and letters that a header cannot carry. */
const IN_HEADERS = SMS_PLACEHOLDERS.filter((name) => name !== 'text')
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u
/** What the connection itself says, and what follows from the body. */
const RESERVED =
  /^(?:host|connection|content-length|content-type|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*)$/iu
const CONTENT_TYPES: Readonly<Record<HttpBodyType, string>> = {
  form: 'application/x-www-form-urlencoded; charset=utf-8',
  json: 'application/json; charset=utf-8',
  plain: 'text/plain; charset=utf-8',
}

/**
 * Checks a request before it is kept (SM6). Throws INVALID_INPUT with the fields concerned: URL_INVALID for what is no
 * https address (http on this computer only) or has a placeholder before its path, UNKNOWN_PLACEHOLDER {placeholder},
 * JSON_INVALID, and SMS_PLACEHOLDER_MISSING where the number, with or without its plus, or {{text}} stands nowhere.
 */
export function checkRequest(template: RequestTemplate): void {
  const fields: FieldProblem[] = []
  const check = (field: string, text: string, allowed: readonly SmsPlaceholder[] = SMS_PLACEHOLDERS): void => {
    const unknown = unknownPlaceholder(text, allowed)
    if (unknown !== null) fields.push({ field, code: 'UNKNOWN_PLACEHOLDER', params: { placeholder: unknown } })
  }
  check('url', template.url)
  if (fields.length === 0 && !isGatewayUrl(template.url)) fields.push({ field: 'url', code: 'URL_INVALID' })
  for (const [index, { name, value }] of template.headers.entries()) {
    if (!TOKEN.test(name) || RESERVED.test(name)) fields.push({ field: `headers.${index}.name`, code: 'INVALID' })
    check(`headers.${index}.value`, value, IN_HEADERS)
    if (!/^[\x20-\x7e]*$/u.test(value)) fields.push({ field: `headers.${index}.value`, code: 'INVALID' })
  }
  const hasBody = template.method !== 'GET'
  if (hasBody) check('body', template.body)
  if (hasBody && template.bodyType === 'json' && !isJsonTemplate(template.body)) {
    fields.push({ field: 'body', code: 'JSON_INVALID' })
  }
  if (fields.length > 0) throw new Refusal('INVALID_INPUT', {}, fields)
  const named = placeholdersIn(hasBody ? template.url + template.body : template.url)
  const hasNumber = named.has('to') || named.has('toDigits')
  if (!hasNumber || !named.has('text')) {
    const placeholder = hasNumber ? '{{text}}' : '{{to}}'
    throw fieldRefusal(hasBody ? 'body' : 'url', 'SMS_PLACEHOLDER_MISSING', { placeholder })
  }
}

/**
 * Fills a checked request. Each value is escaped by the place it stands in, and never read again for placeholders: in a
 * URL percent-encoded, in a form and in JSON put in after the template was parsed. Throws where a header would not hold
 * the value.
 */
export function fillRequest(template: RequestTemplate, values: SmsValues): FilledRequest {
  const url = new URL(fill(template.url, values, encodePart))
  const headers: Record<string, string> = {}
  for (const { name, value } of template.headers) {
    const filled = fill(value, values)
    if (!/^[\x20-\x7e\x80-\xff]*$/u.test(filled)) throw new Error(`the header ${name} cannot carry its value`)
    headers[name] = filled
  }
  if (template.method === 'GET') return { method: 'GET', url, headers, body: null }
  headers['content-type'] = CONTENT_TYPES[template.bodyType]
  return { method: template.method, url, headers, body: bodyOf(template, values) }
}

function bodyOf({ body, bodyType }: RequestTemplate, values: SmsValues): string {
  switch (bodyType) {
    case 'form': {
      const form = new URLSearchParams()
      for (const [name, value] of fieldsOf(body)) form.append(name, fill(value, values))
      return form.toString()
    }
    case 'json':
      return JSON.stringify(
        JSON.parse(body, (_key, value: unknown) => (typeof value === 'string' ? fill(value, values) : value)),
      )
    case 'plain':
      return fill(body, values)
  }
}

/** `name=value` pairs, separated by `&` or one a line. A plus sign stands for itself: nobody means a space by it here. */
function fieldsOf(body: string): readonly (readonly [string, string])[] {
  return [
    ...new URLSearchParams(
      body
        .trim()
        .replaceAll('+', '%2B')
        .replace(/\s*\n\s*/gu, '&'),
    ),
  ]
}

function fill(text: string, values: SmsValues, escape: (value: string) => string = (value) => value): string {
  return text.replace(MARK, (mark, name: string) => (isPlaceholder(name) ? escape(values[name]) : mark))
}

/** Percent-encodes everything but unreserved characters; half a surrogate pair becomes the replacement character. */
function encodePart(value: string): string {
  return encodeURIComponent(value.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function unknownPlaceholder(text: string, allowed: readonly SmsPlaceholder[]): string | null {
  for (const match of text.matchAll(MARK)) {
    const name = match[1] ?? ''
    if (!allowed.some((each) => each === name)) return `{{${name.slice(0, 40)}}}`
  }
  const left = text.replace(MARK, '')
  // Two closing braces may end nested JSON.
  const open = left.indexOf('{{')
  return open < 0 ? null : left.slice(open, open + 40)
}

function placeholdersIn(text: string): ReadonlySet<SmsPlaceholder> {
  return new Set([...text.matchAll(MARK)].map((match) => match[1] ?? '').filter(isPlaceholder))
}

function isPlaceholder(name: string): name is SmsPlaceholder {
  return (SMS_PLACEHOLDERS as readonly string[]).includes(name)
}

/** Placeholders come after the host; the text only after the question mark, where no value can lead elsewhere. */
function isGatewayUrl(url: string): boolean {
  const start = /^https?:\/\/[^/?#]+/iu.exec(url)?.[0] ?? ''
  if (!isSafeAddress(start) || start.includes('{{')) return false
  const path = url.slice(start.length).split('?')[0] ?? ''
  return !placeholdersIn(path).has('text') && !url.includes('#') && URL.canParse(url.replace(MARK, 'x'))
}

/** Whether an address is https, or http on this computer; without user names in it. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { hostname, password, protocol, username } = new URL(text)
  if (username !== '' || password !== '') return false
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname))
  )
}

/** Whether any part of a request needs the secret of its account, in either form. */
export function namesSecret({ body, headers, url }: Pick<RequestTemplate, 'body' | 'headers' | 'url'>): boolean {
  return [url, body, ...headers.map((header) => header.value)]
    .map(placeholdersIn)
    .some((named) => named.has('secret') || named.has('basic'))
}

/** JSON whose placeholders stand inside string values and nowhere else. */
function isJsonTemplate(body: string): boolean {
  try {
    let namesHavePlaceholders = false
    JSON.parse(body, (key, value: unknown) => {
      if (placeholdersIn(key).size > 0) namesHavePlaceholders = true
      return value
    })
    return !namesHavePlaceholders
  } catch {
    return false
  }
}
