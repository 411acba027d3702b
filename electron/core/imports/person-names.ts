import { splitName } from '../domain/address-lists'
import { NAME_MAXIMUM } from '../domain/lines'
import { isPatronymic, isRussianSurname } from './guess-columns'

export interface SplitName {
  readonly firstName: string
  readonly lastName: string
}

/**
 * First and last name of a whole name (D4). Russian lists write `Фамилия Имя Отчество`: told by the title of the column
 * (`ФИО`), by where the patronymic stands, or by which of two words is a surname. A patronymic goes with the first
 * name; else as everywhere: the first word is the first name (M7).
 */
export function splitFullName(name: string, order: 'last-first' | 'unknown'): SplitName {
  const words = name.trim().split(/\s+/u)
  const [first = '', second = '', ...others] = words
  // What is too long is not cut here, so that its row says so.
  if (name.length > NAME_MAXIMUM) return { firstName: first, lastName: [second, ...others].join(' ') }
  if (name.includes(',') || words.length < 2) return splitName(name)
  if (isLastFirst(words, order)) return { firstName: [second, ...others].join(' '), lastName: first }
  if (words.length === 3 && isPatronymic(second) && isCyrillic(second)) {
    return { firstName: `${first} ${second}`, lastName: others.join(' ') }
  }
  return splitName(name)
}

function isLastFirst(words: readonly string[], order: 'last-first' | 'unknown'): boolean {
  const [first = '', second = ''] = words
  if (!words.every(isCyrillic)) return order === 'last-first' && words.length <= 3
  const last = words.at(-1) ?? ''
  if (words.length > 2) return isPatronymic(last) || (order === 'last-first' && !isPatronymic(second))
  if (isRussianSurname(first) !== isRussianSurname(second)) return isRussianSurname(first)
  return order === 'last-first'
}

function isCyrillic(word: string): boolean {
  return /^[\p{Script=Cyrillic}.'’-]+$/u.test(word)
}
