import { escapeHtml } from '../../domain/mail-html'
import { DUE_TIMES, type DueTime, type Locale } from '../../domain/vocabulary'
import { writtenDay } from '../../domain/written-day'
import type { PrintedPage } from '../ports'
import type { Due } from './due-lines'
import { DUE_TEXTS, sentenceOf } from './due-words'

const STYLES = `
@page { margin: 18mm 16mm; }
body { margin: 0; font: 11pt/1.4 system-ui, "Segoe UI", Arial, sans-serif; color: #000; }
h1 { margin: 0; font-size: 18pt; font-weight: 600; }
p { margin: 1mm 0 0; color: #444; }
h2 { margin: 8mm 0 2mm; font-size: 12pt; font-weight: 600; break-after: avoid; }
table { width: 100%; border-collapse: collapse; }
tr { break-inside: avoid; }
td { padding: 1.6mm 2mm 1.6mm 0; border-top: 0.2mm solid #bbb; vertical-align: top; }
.box { width: 6mm; }
.box::before { content: ""; display: block; width: 3.4mm; height: 3.4mm; margin-top: 0.8mm; border: 0.3mm solid #000; }
.day { width: 34mm; white-space: nowrap; }
.whose { width: 40mm; color: #444; }`

/** What is due as a page to be printed and ticked off by hand: black on white, no more than there is. */
export function printedList(due: Due, portal: string, locale: Locale): PrintedPage {
  const texts = DUE_TEXTS[locale]
  const groups = DUE_TIMES.map((time) => groupOf(due, time, locale)).join('')
  const head = `<h1>${escapeHtml(texts.title)}</h1><p>${escapeHtml(`${portal} · ${dayText(due.date, locale)}`)}</p>`
  return {
    title: `${texts.title} – ${portal}`,
    locale,
    styles: STYLES,
    body: `${head}${groups || `<h2>${escapeHtml(texts.nothing)}</h2>`}`,
  }
}

function groupOf(due: Due, time: DueTime, locale: Locale): string {
  const texts = DUE_TEXTS[locale]
  const lines = due.lines.filter((line) => line.time === time)
  if (lines.length === 0) return ''
  const rows = lines.map((line) => {
    const cells = [
      ['box', ''],
      ['day', dayText(line.on, locale)],
      ['', sentenceOf(line, locale)],
      ['whose', line.whose ?? ''],
    ]
    return `<tr>${cells.map(([name = '', text = '']) => `<td class="${name}">${escapeHtml(text)}</td>`).join('')}</tr>`
  })
  const left = due.totals[time] - lines.length
  const more = left > 0 ? `<p>${escapeHtml(texts.left.replace('{n}', String(left)))}</p>` : ''
  return `<h2>${escapeHtml(`${texts.times[time]} · ${due.totals[time]}`)}</h2><table>${rows.join('')}</table>${more}`
}

function dayText(day: string, locale: Locale): string {
  return writtenDay(new Date(`${day}T12:00:00`).getTime(), locale)
}
