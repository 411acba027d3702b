import { escapeHtml } from '../domain/mail-html'
import type { Paper } from '../domain/paper'
import { addressForDisplay } from '../domain/shown-addresses'
import type { Locale } from '../domain/vocabulary'
import type { PrintedPage } from '../services/ports'
import { DESK_TEXTS } from './desk-texts'

/** What an approval sheet says (Z10). Days as people write them. */
export interface PrintedApproval {
  readonly number: number
  readonly portal: string
  readonly day: string
  /** Null: everyone who waits. */
  readonly department: string | null
  readonly lines: readonly {
    readonly name: string
    readonly address: string
    readonly departments: readonly string[]
    /** Null: they registered by themselves. */
    readonly inviter: string | null
    readonly since: string
    /** What a manager should know before deciding (N1, L5, S1). */
    readonly notes: readonly ('noSeat' | 'unproved' | 'tasks')[]
  }[]
  /** Waiting people who had no room. */
  readonly left: number
  readonly locale: Locale
  readonly paper: Paper
}

export function approvalTexts(locale: Locale): (typeof DESK_TEXTS)['en']['approval'] {
  return DESK_TEXTS[locale].approval
}

/** Z10: those who wait, numbered, each with two boxes and a line for the reason; at the end who decided, and when. */
export function approvalSheet(sheet: PrintedApproval): PrintedPage {
  const { day, department, left, lines, locale, number, paper, portal } = sheet
  const texts = approvalTexts(locale)
  const fill = (text: string, word: string, value: string | number): string =>
    escapeHtml(text.replace(`{${word}}`, () => String(value)))
  const title = fill(texts.title, 'number', number)
  const whose = department === null ? escapeHtml(texts.whole) : fill(texts.department, 'name', department)
  const heads = [texts.position, texts.person, texts.departments, texts.inviter, texts.since]
  const body = `<header><h1>${title}</h1><p>${escapeHtml(portal)} · ${fill(texts.printed, 'day', day)}</p>
<p>${whose} · ${fill(texts.people, 'n', lines.length)}</p></header>
<p class="lead">${escapeHtml(texts.lead)}</p>
<table><colgroup><col class="position"><col class="person"><col><col><col class="since"><col class="box"><col class="box"><col class="reason"></colgroup>
<thead><tr class="again"><td colspan="8">${escapeHtml(portal)} · ${title} · ${escapeHtml(day)}</td></tr>
<tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}<th scope="col" class="box">${escapeHtml(texts.approve)}</th><th scope="col" class="box">${escapeHtml(texts.decline)}</th><th scope="col" class="reason">${escapeHtml(texts.reason)}</th></tr></thead>
<tbody>${lines.map((line, index) => lineOf(line, index + 1, texts)).join('\n')}
<tr class="end"><td colspan="8">${left > 0 ? `<p class="left">${fill(texts.left, 'n', left)}</p>` : ''}
<div class="signs">${[texts.manager, texts.signature, texts.date].map((text) => `<p>${escapeHtml(text)}</p>`).join('')}</div>
<p class="return">${escapeHtml(texts.return)}</p></td></tr></tbody></table>`
  return {
    title: texts.title.replace('{number}', String(number)),
    locale,
    styles: `@page{size:${paper} landscape;margin:14mm 12mm}${STYLES}`,
    body,
  }
}

function lineOf(
  line: PrintedApproval['lines'][number],
  position: number,
  texts: ReturnType<typeof approvalTexts>,
): string {
  const notes = line.notes.map((note) => `<span class="note">${escapeHtml(texts[note])}</span>`).join('')
  // Somebody without a name goes by the address: once is enough.
  const shown = addressForDisplay(line.address)
  const address = shown === line.name ? '' : `<span class="address">${escapeHtml(shown)}</span>`
  return `<tr><td class="position">${position}</td><td dir="auto"><b>${escapeHtml(line.name)}</b>${address}${notes}</td>
<td dir="auto">${escapeHtml(line.departments.join(', '))}</td><td dir="auto">${escapeHtml(line.inviter ?? texts.nobody)}</td><td>${escapeHtml(line.since)}</td>
<td class="box"><i></i></td><td class="box"><i></i></td><td class="reason"></td></tr>`
}

/** Black on white; a line is high enough to write in. */
const STYLES = `
*{box-sizing:border-box}
body{margin:0;color:#111;background:#fff;font:9.5pt/1.35 Inter,"Segoe UI",-apple-system,system-ui,"Liberation Sans",Arial,sans-serif}
p,h1{margin:0}
h1{font-size:18pt;font-weight:650;line-height:1.2}
header p{color:#333}
.lead{margin:4mm 0 3mm}
table{width:100%;border-collapse:collapse;table-layout:fixed}
col.position{width:10mm}col.person{width:66mm}col.since{width:25mm}col.box{width:19mm}col.reason{width:52mm}
.again td{padding:0 0 1mm;font-size:7.5pt;color:#555;border:0}
th{padding:1mm 2mm 1mm 0;font-size:8.5pt;font-weight:600;text-align:left;vertical-align:bottom;border-bottom:.4mm solid #111}
th.box{text-align:center;padding-right:0}
th.reason{padding-left:3mm}
tr{break-inside:avoid}
tbody td{height:12mm;padding:1.4mm 2mm 1.4mm 0;vertical-align:middle;border-bottom:.2mm solid #999;overflow-wrap:anywhere}
td.position{font-variant-numeric:tabular-nums;color:#333}
.address,.note{display:block;font-size:8.5pt;color:#444}
.note{font-style:italic}
td.box{text-align:center;padding-right:0}
td.box i{display:inline-block;width:5.5mm;height:5.5mm;border:.35mm solid #111;vertical-align:middle}
td.reason{padding-left:3mm}
/* The signature never stands on a page without anybody. */
tbody tr:nth-last-child(2){break-after:avoid}
tr.end td{padding:3mm 0 0;border:0}
.left{font-weight:600}
.signs{padding-top:16mm;display:grid;grid-template-columns:5fr 5fr 3fr;gap:10mm}
.signs p{padding-top:1mm;border-top:.3mm solid #111;font-size:8.5pt}
.return{margin-top:5mm;font-size:8.5pt;color:#444}
`
