import { fieldRefusal, Refusal } from './refusal'

/** What a message text may name (M5). */
export const PLACEHOLDERS = ['firstName', 'portal', 'link', 'inviter', 'department', 'expires', 'code'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]
export type PlaceholderValues = Readonly<Record<Placeholder, string>>

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

type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: Placeholder; readonly text: string }

/**
 * Checks a message text before anything is created or sent (M5). Throws UNKNOWN_PLACEHOLDER with the field concerned,
 * and INVALID_INPUT with LINK_PLACEHOLDER_MISSING where the body has no {{link}}.
 */
export function checkMailText(text: MailText): void {
  for (const [field, content] of Object.entries({ 'text.subject': text.subject, 'text.body': text.body })) {
    const unknown = unknownPlaceholder(content)
    if (unknown === null) continue
    const params = { placeholder: unknown }
    throw new Refusal('UNKNOWN_PLACEHOLDER', params, [{ field, code: 'UNKNOWN_PLACEHOLDER', params }])
  }
  if (!placeholdersOf(text.body).has('link')) throw fieldRefusal('text.body', 'LINK_PLACEHOLDER_MISSING')
}

/**
 * Fills a checked text. Values are put in once and never read again for placeholders; in the HTML alternative they are
 * escaped; the subject is one line whatever the values hold. An empty value takes the comma and space before it along,
 * and a line about an empty department or expiry is left out.
 */
export function fillMailText(text: MailText, values: PlaceholderValues, locale: string): FilledMail {
  const lines = text.body
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .filter((line) => !speaksOfNothing(line, values))
  const pieces = lines.map((line) => fillLine(line, values))
  const plain = pieces.map((line) => line.map((piece) => piece.text).join(''))
  return {
    subject: oneLine(
      fillLine(text.subject, values)
        .map((piece) => piece.text)
        .join(''),
    ),
    text: plain
      .join('\n')
      .replace(/\n{3,}/gu, '\n\n')
      .trim(),
    html: htmlOf(pieces, locale),
  }
}

/** Text for a place in HTML: between tags or inside a quoted attribute. */
function escapeHtml(text: string): string {
  return text
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/"/gu, '&quot;')
    .replace(/'/gu, '&#39;')
}

/** The text in one line: controls, line and direction marks become spaces. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim()
}

function unknownPlaceholder(content: string): string | null {
  for (const match of content.matchAll(MARK)) {
    const name = match[1] ?? ''
    if (!isPlaceholder(name)) return `{{${name.slice(0, 40)}}}`
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

function speaksOfNothing(line: string, values: PlaceholderValues): boolean {
  const named = [...placeholdersOf(line)]
  if (named.includes('link') || named.includes('code')) return false
  return named.some((name) => OPTIONAL.has(name) && values[name] === '')
}

function fillLine(line: string, values: PlaceholderValues): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of line.matchAll(MARK)) {
    const name = match[1] ?? ''
    if (!isPlaceholder(name)) continue
    const value = oneLine(values[name])
    const before = line.slice(from, match.index)
    pieces.push({ kind: 'text', text: value === '' ? before.replace(/,?\s*$/u, '') : before })
    if (value !== '') pieces.push({ kind: name, text: value })
    from = match.index + match[0].length
  }
  pieces.push({ kind: 'text', text: line.slice(from) })
  return pieces
}

function htmlOf(lines: readonly (readonly Piece[])[], locale: string): string {
  const paragraphs: string[][] = [[]]
  for (const line of lines) {
    const html = line.map(htmlOfPiece).join('')
    if (html.trim() === '') paragraphs.push([])
    else paragraphs.at(-1)?.push(html)
  }
  const body = paragraphs
    .filter((paragraph) => paragraph.length > 0)
    .map((paragraph) => `<p style="margin:0 0 16px">${paragraph.join('<br>\n')}</p>`)
    .join('\n')
  const style = 'font:16px/1.5 system-ui,-apple-system,Segoe UI,Arial,sans-serif;max-width:560px;margin:24px auto'
  return (
    `<!doctype html>\n<html lang="${escapeHtml(locale)}">\n<head><meta charset="utf-8"></head>\n` +
    `<body><div style="${style}" dir="auto">\n${body}\n</div></body>\n</html>\n`
  )
}

function htmlOfPiece(piece: Piece): string {
  const text = escapeHtml(piece.text)
  switch (piece.kind) {
    case 'link':
      return /^https?:\/\//iu.test(piece.text) ? `<a href="${text}">${text}</a>` : text
    case 'code':
      return `<strong style="font-family:ui-monospace,Consolas,monospace;white-space:nowrap">${text}</strong>`
    case 'text':
    case 'firstName':
    case 'portal':
    case 'inviter':
    case 'department':
    case 'expires':
      return text
  }
}
