import { DAY } from '../domain/days'

/** How a number of a cell is shown: as it is, filled up with zeros to so many digits, or as a date or time. */
export type NumberLook = 'plain' | 'date' | number

/** Day 0 of a serial date, with the 29 February 1900 that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** 9999-12-31. */
const LAST_DAY = 2_958_466

/** Number formats that are dates without saying so (ECMA-376, 18.8.30), those of East Asian locales among them. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

/** The look of a number format: its id, and its code where the workbook defines it. */
export function lookOf(id: number, code: string | undefined): NumberLook {
  if (code === undefined) return isBuiltInDate(id) ? 'date' : 'plain'
  const [positive = ''] = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./gu, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '')
    .split(';')
  if (/^0+$/u.test(positive) && positive.length <= 20) return positive.length === 1 ? 'plain' : positive.length
  return /[dmyhs]/iu.test(positive.replaceAll(/general/giu, '')) ? 'date' : 'plain'
}

/** A number as people would write it: telephone numbers and ids in full, dates as ISO (D4). */
export function numberText(raw: string, look: NumberLook, starts: '1900' | '1904'): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (look === 'date' && value >= 0 && value < LAST_DAY) return dateText(value, starts)
  const whole = /^-?\d+$/u.test(raw) ? raw : plainNumber(value)
  return typeof look === 'number' && value >= 0 ? whole.padStart(look, '0') : whole
}

/** Without exponent, with the fifteen digits a spreadsheet keeps. */
function plainNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(BigInt(value))
  return String(Number(value.toPrecision(15)))
}

function dateText(serial: number, starts: '1900' | '1904'): string {
  const minutes = Math.round((serial % 1) * 1440)
  const time = new Date(minutes * 60_000).toISOString().slice(11, 16)
  if (serial < 1) return time
  // Before March 1900 the serial numbers are one day behind, because of that February.
  const shift = starts === '1900' && serial < 60 ? 1 : 0
  const day = new Date((starts === '1900' ? EPOCH_1900 : EPOCH_1904) + (Math.floor(serial) + shift) * DAY)
  const date = day.toISOString().slice(0, 10)
  return minutes === 0 ? date : `${date} ${time}`
}

/** `_x000D_` stands for a character XML cannot hold. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replaceAll(/_x(?<code>[0-9a-f]{4})_/giu, (_whole, code: string) => {
    const unit = Number.parseInt(code, 16)
    return unit === 0 ? '' : String.fromCodePoint(unit)
  })
}

/** The number of a column from a reference such as `AB12`, from 0; -1 where there is none. */
export function columnOf(reference: string | undefined): number {
  let column = 0
  let index = 0
  for (; reference !== undefined && index < reference.length && index < 4; index += 1) {
    const letter = reference.charCodeAt(index) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + (letter - 64)
  }
  return column - 1
}
