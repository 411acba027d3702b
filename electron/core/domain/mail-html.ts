/** A run of filled text and how it looks where text is formatted. */
export interface MailRun {
  readonly look: 'text' | 'link' | 'code'
  readonly text: string
}

/** Lines of runs. */
export type MailParagraph = readonly (readonly MailRun[])[]

/** The formatted alternative of a mail: every text in it is escaped. */
export function mailHtml(paragraphs: readonly MailParagraph[], locale: string): string {
  const body = paragraphs
    .map((lines) => lines.map((line) => line.map(htmlOf).join('')))
    .map((lines) => `<p style="margin:0 0 16px">${lines.join('<br>\n')}</p>`)
    .join('\n')
  const style = 'font:16px/1.5 system-ui,-apple-system,Segoe UI,Arial,sans-serif;max-width:560px;margin:24px auto'
  return (
    `<!doctype html>\n<html lang="${escapeHtml(locale)}">\n<head><meta charset="utf-8"></head>\n` +
    `<body><div style="${style}" dir="auto">\n${body}\n</div></body>\n</html>\n`
  )
}

/** Text for a place in HTML: between tags or inside a quoted attribute. */
export function escapeHtml(text: string): string {
  if (!/[&<>"']/u.test(text)) return text
  return text
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/"/gu, '&quot;')
    .replace(/'/gu, '&#39;')
}

function htmlOf(run: MailRun): string {
  const text = escapeHtml(run.text)
  if (run.look === 'link') return /^https?:\/\//iu.test(run.text) ? `<a href="${text}">${text}</a>` : text
  if (run.look === 'text') return text
  return `<strong style="font-family:ui-monospace,Consolas,monospace;white-space:nowrap">${text}</strong>`
}
