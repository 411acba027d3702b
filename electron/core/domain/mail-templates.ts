import { mailHtml, type MailParagraph, type MailRun } from './mail-html'
import { fieldRefusal, Refusal } from './refusal'
import type { TemplateKind } from './vocabulary'

/** What the text of an invitation and of its reminder may name (M5, H3). */
export const INVITATION_PLACEHOLDERS = [
  'firstName',
  'portal',
  'link',
  'inviter',
  'department',
  'expires',
  'code',
] as const
/** What the text with a temporary password may name (R1). */
export const WELCOME_PLACEHOLDERS = [
  'firstName',
  'portal',
  'inviter',
  'department',
  'login',
  'password',
  'signIn',
] as const
/** What only the program's own texts name: the invitee who is in (Z12). */
const OWN_PLACEHOLDERS = ['invitee'] as const

/** What a message text may name; which of them depends on what the message is for. */
export const PLACEHOLDERS = [
  ...new Set([...INVITATION_PLACEHOLDERS, ...WELCOME_PLACEHOLDERS, ...OWN_PLACEHOLDERS]),
] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]
/** A placeholder that is not among them stays in the text as it stands. */
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string>>>

/** What a template of this kind may name (M5), in the order they are offered. */
export function placeholdersFor(kind: TemplateKind): readonly Placeholder[] {
  return kind === 'welcome' ? WELCOME_PLACEHOLDERS : INVITATION_PLACEHOLDERS
}

export interface MailText {
  readonly subject: string
  readonly body: string
}

export interface FilledMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const MARK = /\{\{\s*([^{}]*?)\s*\}\}/gu
/** A line that speaks of one of these is left out where there is nothing to say. */
const OPTIONAL: ReadonlySet<Placeholder> = new Set<Placeholder>(['department', 'expires'])
/** A line that carries one of these is never left out. */
const CARRIED: ReadonlySet<Placeholder> = new Set<Placeholder>(['link', 'code', 'login', 'password', 'signIn'])

/** How the value of a placeholder looks in formatted text; what is not named here looks like the text around it. */
const LOOKS: Readonly<Partial<Record<Placeholder, MailRun['look']>>> = {
  link: 'link',
  signIn: 'link',
  code: 'code',
  login: 'code',
  password: 'code',
}

/**
 * Checks a message text before anything is created or sent (M5). Throws UNKNOWN_PLACEHOLDER with the field concerned,
 * and INVALID_INPUT where the body lacks what the message is for: LINK_PLACEHOLDER_MISSING without {{link}}, in a
 * welcome PASSWORD_PLACEHOLDER_MISSING without {{password}}.
 */
export function checkMailText(text: MailText, kind: TemplateKind = 'invitation'): void {
  const known: ReadonlySet<string> = new Set<string>(placeholdersFor(kind))
  for (const [field, content] of Object.entries({ 'text.subject': text.subject, 'text.body': text.body })) {
    const unknown = unknownPlaceholder(content, known)
    if (unknown === null) continue
    const params = { placeholder: unknown }
    throw new Refusal('UNKNOWN_PLACEHOLDER', params, [{ field, code: 'UNKNOWN_PLACEHOLDER', params }])
  }
  const named = placeholdersOf(text.body)
  if (kind === 'welcome') {
    if (!named.has('password')) throw fieldRefusal('text.body', 'PASSWORD_PLACEHOLDER_MISSING')
  } else if (!named.has('link')) throw fieldRefusal('text.body', 'LINK_PLACEHOLDER_MISSING')
}

/**
 * Fills a checked text. Values are put in once and never read again for placeholders; in the HTML alternative they are
 * escaped; the subject is one line whatever the values hold. An empty value takes the comma and space before it along,
 * and a line about an empty department or expiry is left out.
 */
export function fillMailText(text: MailText, values: PlaceholderValues, locale: string): FilledMail {
  const form = formOf(text)
  const lines = fillLines(form.body, values)
  return {
    subject: oneLine(textOf(fillLine(form.subject, values))),
    text: lines
      .map(textOf)
      .join('\n')
      .replace(/\n{3,}/gu, '\n\n')
      .trim(),
    html: mailHtml(paragraphsOf(lines), locale),
  }
}

/** M8: the text of an invitation with `line` behind its link, unless it names the code itself. */
export function withCodeLine(text: MailText, line: string): MailText {
  if (placeholdersOf(text.body).has('code')) return text
  const lines = text.body.split(/\r\n?|\n/u)
  const place = lines.findIndex((each) => placeholdersOf(each).has('link')) + 1
  return { ...text, body: [...lines.slice(0, place), line, ...lines.slice(place)].join('\n') }
}

/** The formatted alternative of a filled body as paragraphs of lines of runs, to be shown as it will look. */
export function mailParagraphs(body: string, values: PlaceholderValues): readonly MailParagraph[] {
  return paragraphsOf(fillLines(formLines(body), values))
}

/** The text in one line: controls, line and direction marks become spaces. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim()
}

function unknownPlaceholder(content: string, known: ReadonlySet<string>): string | null {
  for (const match of content.matchAll(MARK)) {
    const name = match[1] ?? ''
    if (!known.has(name)) return `{{${name.slice(0, 40)}}}`
  }
  const left = content.replace(MARK, '')
  const open = left.search(/\{\{|\}\}/u)
  return open < 0 ? null : left.slice(open, open + 40)
}

function placeholdersOf(content: string): ReadonlySet<Placeholder> {
  return new Set([...content.matchAll(MARK)].map((match) => match[1] ?? '').filter(isPlaceholder))
}

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name)
}

/** A line of a text: what stands in it as it is, and the placeholders between. */
interface FormLine {
  readonly parts: readonly (string | { readonly name: Placeholder; readonly mark: string })[]
  /** It is left out where one of these is empty. */
  readonly optional: readonly Placeholder[]
}

interface Form {
  readonly subject: FormLine
  readonly body: readonly FormLine[]
}

/** Each text is read for its placeholders once, however many messages it is filled in for. */
const forms = new WeakMap<MailText, Form>()

function formOf(text: MailText): Form {
  const known = forms.get(text)
  if (known) return known
  const form = { subject: formLine(text.subject), body: formLines(text.body) }
  forms.set(text, form)
  return form
}

function formLines(body: string): readonly FormLine[] {
  return body.replace(/\r\n?/gu, '\n').split('\n').map(formLine)
}

function formLine(line: string): FormLine {
  const parts: FormLine['parts'][number][] = []
  let from = 0
  for (const match of line.matchAll(MARK)) {
    const name = match[1] ?? ''
    if (!isPlaceholder(name)) continue
    parts.push(line.slice(from, match.index), { name, mark: match[0] })
    from = match.index + match[0].length
  }
  parts.push(line.slice(from))
  const named = parts.flatMap((part) => (typeof part === 'string' ? [] : part.name))
  const carries = named.some((name) => CARRIED.has(name))
  return { parts, optional: carries ? [] : named.filter((name) => OPTIONAL.has(name)) }
}

function fillLines(lines: readonly FormLine[], values: PlaceholderValues): readonly (readonly MailRun[])[] {
  return lines
    .filter(({ optional }) => !optional.some((name) => values[name] === ''))
    .map((line) => fillLine(line, values))
}

function fillLine({ parts }: FormLine, values: PlaceholderValues): readonly MailRun[] {
  const runs: MailRun[] = []
  let before = ''
  for (const part of parts) {
    const given = typeof part === 'string' ? undefined : values[part.name]
    if (typeof part === 'string') before += part
    else if (given === undefined) before += part.mark
    else {
      const value = oneLine(given)
      runs.push({ look: 'text', text: value === '' ? before.replace(/,?\s*$/u, '') : before })
      if (value !== '') runs.push({ look: LOOKS[part.name] ?? 'text', text: value })
      before = ''
    }
  }
  runs.push({ look: 'text', text: before })
  return runs
}

function textOf(line: readonly MailRun[]): string {
  return line.map((run) => run.text).join('')
}

/** An empty line ends a paragraph. */
function paragraphsOf(lines: readonly (readonly MailRun[])[]): readonly MailParagraph[] {
  const paragraphs: (readonly MailRun[])[][] = [[]]
  for (const line of lines) {
    if (textOf(line).trim() === '') paragraphs.push([])
    else paragraphs.at(-1)?.push(line)
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0)
}
