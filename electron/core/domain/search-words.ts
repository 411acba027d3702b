import { foldName } from './names'

const MOST_WORDS = 8
const LOOKS_LIKE_PHONE = /^[+\d()./-]*\d[+\d()./-]*$/u

/**
 * The words of what was typed into a search field, folded as names are. A word of digits loses its punctuation and its
 * leading zeros, so that a number typed the national way finds the stored one (SM5).
 */
export function searchWords(text: string): readonly string[] {
  const words = foldName(text)
    .split(' ')
    .filter((word) => word !== '')
  return [...new Set(words.map(withoutPhonePunctuation))].slice(0, MOST_WORDS)
}

function withoutPhonePunctuation(word: string): string {
  if (!LOOKS_LIKE_PHONE.test(word)) return word
  const digits = word.replaceAll(/\D/gu, '').replace(/^0+/u, '')
  return digits.length >= 3 ? digits : word
}
