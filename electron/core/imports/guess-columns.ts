import type { ImportField } from '../domain/vocabulary'

/** Rows that are looked at. */
const MOST_ROWS = 60

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/u
const TELEPHONE = /^'?[+\d(][\d\s().\-/\u2010-\u2015]{6,30}$/u
/** A name: words of letters, perhaps `Lee, Ann`. */
const NAME = /^\p{Lu}[\p{L}\p{M}'’.-]*(?:,? [\p{L}\p{M}'’.-]+){0,4}$/u

export function isEmailLike(cell: string): boolean {
  return cell.includes('@') && EMAIL.test(cell.trim())
}

export function isTelephoneLike(cell: string): boolean {
  const typed = cell.trim()
  return (
    TELEPHONE.test(typed) &&
    typed.replaceAll(/\D/gu, '').length >= 7 &&
    !/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/u.test(typed)
  )
}

/**
 * Fields of columns without known titles, by what stands in them: addresses and numbers, and of a list without header
 * its names. A column that has a field keeps it.
 */
export function guessFields(
  known: readonly (ImportField | null)[],
  rows: readonly (readonly string[])[],
  titles: 'titled' | 'untitled',
): (ImportField | null)[] {
  const sample = rows.slice(0, MOST_ROWS)
  const fields = [...known]
  const filled = fields.map((_field, index) =>
    sample.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== ''),
  )
  const mostly = (index: number, test: (cell: string) => boolean): boolean => {
    const cells = filled[index] ?? []
    return cells.length > 0 && cells.filter(test).length * 2 > cells.length
  }
  const assign = (field: ImportField, test: (cell: string) => boolean): void => {
    if (fields.includes(field)) return
    const index = fields.findIndex((each, at) => each === null && mostly(at, test))
    if (index >= 0) fields[index] = field
  }
  assign('email', isEmailLike)
  if (titles === 'titled') return fields
  assign('phone', isTelephoneLike)
  guessNames(fields, (index) => (mostly(index, (cell) => NAME.test(cell)) ? (filled[index] ?? []) : null))
  return fields
}

/** The first column of names: whole ones, or a first and a last name side by side, in either order. */
function guessNames(fields: (ImportField | null)[], namesIn: (index: number) => readonly string[] | null): void {
  const first = fields.findIndex((field, index) => field === null && namesIn(index) !== null)
  if (first < 0) return
  const names = namesIn(first) ?? []
  const beside = fields[first + 1] === null ? namesIn(first + 1) : null
  const isWhole = names.filter((name) => name.includes(' ')).length * 2 > names.length
  if (isWhole || beside === null || beside.some((name) => name.split(' ').length > 2)) {
    fields[first] = 'fullName'
    return
  }
  const surnamesFirst = names.filter(isRussianSurname).length > beside.filter(isRussianSurname).length
  fields[first] = surnamesFirst ? 'lastName' : 'firstName'
  fields[first + 1] = surnamesFirst ? 'firstName' : 'lastName'
  const third = fields[first + 2] === null ? namesIn(first + 2) : null
  if (third !== null && third.filter(isPatronymic).length * 2 > third.length) fields[first + 2] = 'middleName'
}

/** Иванов, Смирнова, Достоевский, Толстая, Шевченко. */
export function isRussianSurname(word: string): boolean {
  return /(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|енко|ых|их|юк|чук)$/iu.test(word)
}

/** Иванович, Ивановна, Ильинична, Кузьмич, and after the Turkic way: оглы, кызы. */
export function isPatronymic(word: string): boolean {
  return /(?:вич|вна|ична|инична|кузьмич|фомич|лукич|ильич|оглы|кызы)$/iu.test(word) && word.length > 3
}
