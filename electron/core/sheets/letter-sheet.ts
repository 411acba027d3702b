import { withBlanks } from '../domain/blanks'
import { escapeHtml } from '../domain/mail-html'
import { codeSide, type Correction } from '../domain/printed-codes'
import type { SheetGrid } from '../domain/sheet-layouts'
import { codeMarkup, fittedMarkup, millimetres, typedCode } from './sheet-markup'
import type { SheetEntry } from './sheet-entry'
import { sheetTexts } from './sheet-texts'

/** Side of the code on the receipt, which says the short code alone: the hand-over desk scans it (Z3). */
const RECEIPT_CODE = 22
/** Height of the strip that is cut off. */
const RECEIPT = 46

/**
 * A page with one invitation: what it is, how to come in, and for a person a receipt to be cut off, signed and handed
 * in (Q2, Z3).
 */
export function letterSheet(grid: SheetGrid, entry: SheetEntry, correction: Correction): string {
  const texts = sheetTexts(entry.locale)
  const { portal } = entry
  const { width } = grid
  const personal = entry.name !== ''
  const facts = [
    [texts.address, fittedMarkup(entry.address, { width: 98, height: 13 }, [14, 6], 'address')],
    [texts.code, typedCode(entry.code, 1, 15)],
  ].map(([term = '', value = '']) => `<dt>${escapeHtml(term)}</dt><dd>${value}</dd>`)
  const steps = [texts.open, texts.write, texts.done].map((step) => `<li>${escapeHtml(step)}</li>`)
  const notes = [
    entry.until && withBlanks(texts.until, { day: entry.until }),
    entry.contact && withBlanks(texts.contact, { contact: entry.contact }),
    personal ? texts.personal : texts.everybody,
  ]
  return `<div class="letter">
<div class="head">${fittedMarkup(portal, { width: width * 0.55, height: 9 }, [12, 6], 'portal')}${fittedMarkup(
    entry.departments.join(', '),
    { width: width * 0.4, height: 9 },
    [10, 5],
    'quiet departments',
  )}</div>
${fittedMarkup(entry.name, { width, height: 22 }, [26, 9], 'name')}
${fittedMarkup(withBlanks(texts.invited, { portal }), { width, height: 15 }, [16, 8], 'title')}
<p class="quiet f22">${escapeHtml(texts.lead)}</p>
<div class="way"><div class="facts"><dl>${facts.join('')}</dl></div><figure>${codeMarkup(entry.url, correction)}<figcaption class="quiet f18">${escapeHtml(texts.scan)}</figcaption></figure></div>
<h2 class="f24">${escapeHtml(texts.steps)}</h2>
<ol class="f22">${steps.join('')}</ol>
<div class="notes">${notes.map((note) => fittedMarkup(note, { width, height: 9 }, [10, 6], 'quiet')).join('')}</div>
</div>${personal ? receipt(entry, width) : ''}`
}

function receipt(entry: SheetEntry, width: number): string {
  const texts = sheetTexts(entry.locale)
  const words = width - RECEIPT_CODE - 8
  return `<div class="receipt"><p class="cut quiet f14">✂ ${escapeHtml(texts.cut)}</p>
<div class="strip"><div class="signed"><h2 class="f22">${escapeHtml(texts.receipt)}</h2>
${fittedMarkup(withBlanks(texts.received, { portal: entry.portal }), { width: words, height: 8 }, [10, 6], 'quiet')}
${fittedMarkup(entry.name, { width: words, height: 10 }, [12, 5], 'signer')}
<div class="lines f18"><p class="line date"><span>${escapeHtml(texts.date)}</span></p><p class="line"><span>${escapeHtml(texts.signature)}</span></p></div></div>
<div class="mark">${codeMarkup(entry.code.replaceAll('-', ''), 'M')}<p class="f14 code">${escapeHtml(entry.code)}</p></div></div></div>`
}

export function letterStyles(): string {
  const side = millimetres(codeSide('letter'))
  const small = millimetres(RECEIPT_CODE)
  return `
.cell{display:flex;flex-direction:column}
.letter{flex:1;min-height:0}
.head{display:flex;justify-content:space-between;gap:5%;padding-bottom:2mm;border-bottom:.25mm solid #999;margin-bottom:9mm}
.portal{font-weight:600;max-width:55%}
.departments{max-width:40%;text-align:end}
.name{font-weight:700}
.title{font-weight:600;margin:2mm 0 1.5mm}
.quiet{color:#333}
.way{display:flex;align-items:center;justify-content:space-between;gap:6mm;margin:6mm 0;padding:4mm 3mm 4mm 7mm;border:.35mm solid #000;border-radius:3mm}
.facts{flex:1;min-width:0}
dt{font-size:9.5pt;color:#333;margin-bottom:.8mm}
dd{margin-bottom:5mm}
dd:last-child{margin-bottom:0}
.address{font-weight:600}
figure{flex:none;width:${side}}
figure .qr{width:${side};height:${side}}
figcaption{text-align:center}
h2{margin-bottom:1.6mm}
ol{padding-inline-start:6mm}
li{margin-bottom:1mm}
.notes{margin-top:4mm}
.notes p{margin-bottom:1mm}
.receipt{flex:none;height:${millimetres(RECEIPT)};border-top:.3mm dashed #000}
.cut{margin:.8mm 0 2.4mm}
.strip{display:flex;justify-content:space-between;gap:8mm}
.signed{flex:1;min-width:0}
.signer{font-weight:700;margin-top:1.4mm}
.lines{display:flex;gap:6mm;margin-top:9mm}
.line{flex:2;border-top:.25mm solid #000;padding-top:.8mm;color:#333}
.date{flex:1}
.mark{flex:none;text-align:center}
.mark .qr{width:${small};height:${small};margin:0 auto}
`
}
