import english from '../../../resources/welcome/en.json'
import russian from '../../../resources/welcome/ru.json'
import { escapeHtml } from '../domain/mail-html'
import type { Paper } from '../domain/paper'
import type { Locale } from '../domain/vocabulary'
import type { PrintedPage } from '../services/ports'
import { qrCode } from './qr-code'

/** What a welcome sheet says (R4). */
export interface WelcomeSheet {
  readonly portal: string
  readonly name: string
  readonly login: string
  readonly password: string
  /** Where people sign in; null while the join site has no address. */
  readonly signIn: string | null
  /** The last day of the temporary password, as people write it. */
  readonly until: string
  readonly locale: Locale
  readonly paper: Paper
}

/** Words around a temporary password; both languages have the same keys. */
export type WelcomeTexts = typeof english

const TEXTS: Readonly<Record<Locale, WelcomeTexts>> = { en: english, ru: russian }

/** Modules of the quiet zone around a code (Q4). */
const QUIET = 4

export function welcomeTexts(locale: Locale): WelcomeTexts {
  return TEXTS[locale]
}

/** A text with its one blank filled. */
export function filled(text: string, value: string): string {
  return text.replace(/\{\w+\}/u, () => value)
}

/** R4: one page with login, temporary password, where to sign in, and what to do. */
export function welcomeSheet(sheet: WelcomeSheet): PrintedPage {
  const { locale, login, name, paper, password, portal, signIn, until } = sheet
  const texts = welcomeTexts(locale)
  const title = filled(texts.title, portal)
  const facts: readonly (readonly [string, string, string])[] = [
    [texts.login, login, 'typed'],
    [texts.password, password, 'typed password'],
    [texts.signIn, signIn ?? texts.nowhere, signIn === null ? '' : 'typed address'],
  ]
  const steps = [signIn === null ? texts.ask : texts.open, texts.type, texts.choose]
  const body = `<main>
<header><p class="portal" dir="auto">${escapeHtml(portal)}</p></header>
<p class="name" dir="auto">${escapeHtml(name)}</p>
<h1 dir="auto">${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(texts.lead)}</p>
<div class="card">
<dl>${facts.map(([term, value, look]) => `<dt>${escapeHtml(term)}</dt><dd class="${look}">${escapeHtml(value)}</dd>`).join('\n')}</dl>
${signIn === null ? '' : codeOf(signIn, texts.scan)}
</div>
<h2>${escapeHtml(texts.steps)}</h2>
<ol>${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('\n')}</ol>
<footer><p>${escapeHtml(filled(texts.until, until))}</p><p>${escapeHtml(texts.keep)}</p></footer>
</main>`
  return { title: `${title} – ${name}`, locale, styles: `@page{size:${paper};margin:20mm}${STYLES}`, body }
}

/** The code that opens the page, 36 mm wide with its quiet zone: about a millimetre a module. */
export function codeOf(url: string, hint: string): string {
  const { path, size } = qrCode(url)
  const grid = size + 2 * QUIET
  return `<figure>
<svg viewBox="${-QUIET} ${-QUIET} ${grid} ${grid}" shape-rendering="crispEdges" role="img" aria-label="${escapeHtml(hint)}"><path d="${path}"/></svg>
<figcaption>${escapeHtml(hint)}</figcaption></figure>`
}

/** Black on white: what any printer prints, and what stays readable on a copy. */
const STYLES = `
*{box-sizing:border-box}
body{margin:0;color:#111;background:#fff;font:12pt/1.5 Inter,"Segoe UI",-apple-system,system-ui,"Liberation Sans",Arial,sans-serif}
p,h1,h2,dl,dd,ol,figure{margin:0}
header{padding-bottom:3mm;margin-bottom:16mm;border-bottom:.5pt solid #999}
.portal{font-weight:600}
.name{font-size:13pt;color:#444}
h1{font-size:24pt;line-height:1.2;font-weight:650;overflow-wrap:anywhere}
.lead{margin-top:3mm;color:#444}
.card{display:flex;gap:10mm;align-items:flex-start;margin:10mm 0 12mm;padding:8mm;border:1pt solid #111;border-radius:3mm;break-inside:avoid}
dl{flex:1;min-width:0}
dt{font-size:10pt;color:#444}
dd{margin-bottom:5mm;overflow-wrap:anywhere}
dd:last-child{margin-bottom:0}
.typed{font-family:"DejaVu Sans Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:13pt}
.password{font-size:19pt;font-weight:700;letter-spacing:.02em;overflow-wrap:normal;white-space:nowrap}
.address{font-size:11pt}
figure{flex:none;width:36mm}
figure svg{display:block;width:36mm;height:36mm}
figcaption{font-size:9pt;line-height:1.35;color:#444;text-align:center}
h2{font-size:13pt;margin-bottom:2mm}
ol{padding-left:6mm}
li{margin-bottom:2mm}
footer{margin-top:14mm;padding-top:3mm;border-top:.5pt solid #999;font-size:10pt;color:#444}
`
