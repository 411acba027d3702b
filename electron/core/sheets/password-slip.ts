import { fittedSize } from '../domain/fitted-text'
import { escapeHtml } from '../domain/mail-html'
import type { Paper } from '../domain/paper'
import type { Locale } from '../domain/vocabulary'
import type { PrintedPage } from '../services/ports'
import { DESK_TEXTS } from './desk-texts'
import { SLIP_TINT, tint } from './slip-tint'
import { codeOf, filled } from './welcome-sheet'

/** What one slip says (Z4). */
export interface PasswordSlip {
  readonly portal: string
  readonly name: string
  readonly departments: readonly string[]
  readonly login: string
  readonly password: string
  /** Where people sign in; null while the join site has no address. */
  readonly signIn: string | null
  /** The last day of the temporary password, as people write it. */
  readonly until: string
  readonly locale: Locale
}

/** Height of a page and of a third of it, in millimetres. */
const HEIGHTS: Readonly<Record<Paper, number>> = { A4: 297, letter: 279.4 }

/** Room of a text on the narrower of both papers, in millimetres, with its sizes in points and the height of its lines. */
const ROOMS = {
  name: { width: 168, height: 15, largest: 19, smallest: 8, lineHeight: 1.15 },
  place: { width: 168, height: 5.2, largest: 10.5, smallest: 6, lineHeight: 1.35 },
  title: { width: 122, height: 12, largest: 14, smallest: 8, lineHeight: 1.2 },
  login: { width: 122, height: 11, largest: 12, smallest: 7, lineHeight: 1.2 },
  address: { width: 122, height: 12, largest: 10.5, smallest: 7, lineHeight: 1.2 },
} as const

/** A text as large as it can stand in its room, so that nothing of it is cut. */
function fitting(text: string, room: keyof typeof ROOMS): string {
  const { height, lineHeight, width, ...sizes } = ROOMS[room]
  return `style="font-size:${fittedSize(text, { width, height }, { ...sizes, lineHeight })}pt;line-height:${lineHeight}"`
}

export function slipTexts(locale: Locale): (typeof DESK_TEXTS)['en']['slips'] {
  return DESK_TEXTS[locale].slips
}

/**
 * Z4: a page a person, to be folded in three and sealed, printed on one side: the name ends up outside, login and password
 * inside between two layers that are tinted where the password lies. Folding marks and what to do stand on it. Each slip is
 * in its person's language; `locale` names the print job.
 */
export function passwordSlips(
  slips: readonly PasswordSlip[],
  { locale, paper }: { readonly paper: Paper; readonly locale: Locale },
): PrintedPage {
  const height = HEIGHTS[paper]
  const pages = slips.map((slip, index) => slipPage(slip, index + 1, slips.length))
  return {
    title: slipTexts(locale).file,
    locale,
    styles: `@page{size:${paper};margin:0}:root{--page:${height - 0.4}mm;--third:${(height / 3).toFixed(3)}mm}${STYLES}`,
    body: SLIP_TINT + pages.join('\n'),
  }
}

function slipPage(slip: PasswordSlip, position: number, all: number): string {
  const { departments, locale, login, name, password, portal, signIn, until } = slip
  const texts = slipTexts(locale)
  const number = texts.number.replace('{n}', String(position)).replace('{all}', String(all))
  const address = signIn ?? texts.nowhere
  const place = departments.join(', ')
  const title = filled(texts.title, portal)
  const steps = [signIn === null ? texts.ask : texts.open, texts.type, texts.choose]
  return `<section class="slip" lang="${locale}">
<div class="third outside">
<p class="top"><b dir="auto">${escapeHtml(portal)}</b><span>${escapeHtml(number)}</span></p>
<p class="name" dir="auto" ${fitting(name, 'name')}>${escapeHtml(name)}</p>
<p class="place" dir="auto" ${fitting(place, 'place')}>${escapeHtml(place)}</p>
${tint()}<p class="low">${escapeHtml(texts.personal)}</p>
</div>
<p class="fold back"><span>${escapeHtml(texts.foldBack)}</span></p>
<div class="third inside">
<h1 dir="auto" ${fitting(title, 'title')}>${escapeHtml(title)}</h1>
<dl class="login"><dt>${escapeHtml(texts.login)}</dt><dd class="typed" ${fitting(login, 'login')}>${escapeHtml(login)}</dd></dl>
<dl class="secret"><dt>${escapeHtml(texts.password)}</dt><dd class="typed password">${escapeHtml(password)}</dd></dl>
<dl class="where"><dt>${escapeHtml(texts.signIn)}</dt><dd${signIn === null ? '' : ' class="typed"'} ${fitting(address, 'address')}>${escapeHtml(address)}</dd></dl>
${signIn === null ? '' : codeOf(signIn, texts.scan)}
</div>
<p class="fold"><span>${escapeHtml(texts.foldUp)}</span></p>
<div class="third steps"><i class="glue left"></i><i class="glue right"></i><i class="glue bottom"></i>
<h2>${escapeHtml(texts.steps)}</h2>
<ol>${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>
${tint()}<p class="low">${escapeHtml(filled(texts.until, until))}</p><p class="seal">${escapeHtml(texts.seal)}</p>
</div>
</section>`
}

/**
 * All three thirds have their middle at the same height, so that whatever is folded, the tint lies over and under the
 * password. Black on white and grey: what any printer prints.
 */
const STYLES = `
*{box-sizing:border-box}
body{margin:0;color:#111;background:#fff;font:10.5pt/1.4 Inter,"Segoe UI",-apple-system,system-ui,"Liberation Sans",Arial,sans-serif}
p,h1,h2,dl,dd,ol,figure{margin:0}
.slip{position:relative;height:var(--page);overflow:hidden;break-after:page}
.slip:last-child{break-after:auto}
.third{position:absolute;left:0;right:0;height:var(--third);overflow:hidden}
.outside{top:0}
.inside{top:var(--third)}
.steps{top:calc(2*var(--third));height:calc(var(--page) - 2*var(--third))}
.third>*{position:absolute;left:20mm;right:20mm}
.top{top:10mm;display:flex;justify-content:space-between;font-size:10pt}
.top span{color:#555}
.name{top:18mm;font-weight:650;overflow-wrap:anywhere}
.place{top:33.5mm;color:#444;overflow-wrap:anywhere}
.low{bottom:12mm;font-size:10pt;color:#333}
.steps .low{bottom:17mm}
.third>.tint{top:calc(var(--third)/2 - 8mm);left:16mm;width:106mm;right:auto;height:17mm}
h1{top:8mm;font-weight:650;overflow-wrap:anywhere}
.inside dl,.inside h1{right:66mm}
dt{font-size:9pt;color:#444}
.typed{font-family:"DejaVu Sans Mono",Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.login{top:21mm}
.secret{top:calc(var(--third)/2 - 7mm)}
.password{font-size:19pt;font-weight:700;white-space:nowrap}
.where{top:calc(var(--third)/2 + 13mm)}
.third>figure{left:auto;right:20mm;top:calc(var(--third)/2 - 22mm);width:36mm}
figure svg{display:block;width:36mm;height:36mm}
figcaption{font-size:8.5pt;line-height:1.3;color:#444;text-align:center}
h2{top:8mm;font-size:11pt}
.steps ol{top:14mm;padding-left:5mm;font-size:10pt;line-height:1.35}
.steps li{margin-bottom:.8mm}
.fold{position:absolute;z-index:1;left:0;right:0;top:calc(2*var(--third));border-top:.3mm dashed #777;font-size:7.5pt;line-height:1;color:#555;text-align:center}
.fold.back{top:var(--third);border-top-style:dotted}
.fold span{position:relative;top:-1.4mm;padding:0 2mm;background:#fff}
.third>.glue{background:repeating-linear-gradient(135deg,#ccc 0 .3mm,transparent .3mm 1.6mm)}
.third>.glue.left{left:5mm;right:auto;top:5mm;bottom:5mm;width:6mm}
.third>.glue.right{left:auto;right:5mm;top:5mm;bottom:5mm;width:6mm}
.third>.glue.bottom{left:11mm;right:11mm;bottom:5mm;height:4mm}
.seal{bottom:10mm;font-size:7.5pt;color:#555;text-align:center}
`
