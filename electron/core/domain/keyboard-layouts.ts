/** Cyrillic capitals that look like a Latin letter or a digit: what somebody takes from paper without changing the keyboard. */
const LOOKS: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  З: '3',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
}

/** The keys of the Russian layout and those of the English one, in the same places. */
const RUSSIAN_KEYS = 'йцукенгшщзхъфывапролджэячсмитьбю.ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'
const ENGLISH_KEYS = 'qwertyuiop[]asdfghjkl;\'zxcvbnm,./QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'

const KEYS: ReadonlyMap<string, string> = new Map(
  [...RUSSIAN_KEYS].map((key, index) => [key, ENGLISH_KEYS.charAt(index)]),
)

/**
 * Latin text as it was meant where Cyrillic letters came instead: letters that look alike are taken by their looks; a text
 * with any other was typed, by hand or by a scanner, on the keys of the Russian layout. Text without Cyrillic stays.
 */
export function latinised(text: string): string {
  const cyrillic = text.toUpperCase().match(/\p{Script=Cyrillic}/gu)
  if (!cyrillic) return text
  if (cyrillic.every((letter) => letter in LOOKS)) {
    return text.toUpperCase().replace(/\p{Script=Cyrillic}/gu, (letter) => LOOKS[letter] ?? letter)
  }
  return [...text].map((letter) => KEYS.get(letter) ?? letter).join('')
}
