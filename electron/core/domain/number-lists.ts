/** Fewest and most digits of a number that can be called from abroad. */
const FEWEST = 7
const MOST = 15
/** From so many digits on a number can be whole, so that what follows a space may be the next one. */
const WHOLE = 10

/** What a list of numbers is written with, a line at a time: nothing else may be in it. */
const LIST_LINE = /^[\d+()\-./,; \u00A0]+$/u

/** Whether a text is a list of phone numbers, with spaces, commas, semicolons or new lines between (SM2), rather than a table. */
export function isNumberList(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0 || !lines.every((line) => LIST_LINE.test(line.trim()))) return false
  const found = lines.flatMap((line) => [...numbersIn(line)])
  return found.length > 0 && found.filter((number) => digitsIn(number) >= FEWEST).length * 10 >= found.length * 9
}

/**
 * Takes a list of phone numbers apart (SM2); nothing is dropped, so that what is no number comes out and can be told of. A number
 * may be written with spaces inside: they end it only where it has been whole, or where the next begins with a plus.
 */
export function* readNumberList(text: string): Generator<string, void, undefined> {
  for (const line of text.split('\n')) yield* numbersIn(line)
}

/** The numbers of one line. */
function* numbersIn(line: string): Generator<string, void, undefined> {
  for (const part of line.split(/[,;]/u)) {
    const words = part.split(/\s+/u).filter((word) => word !== '')
    if (words.length > 0 && digitsIn(part) <= MOST && words.slice(1).every((word) => !word.startsWith('+'))) {
      yield words.join(' ')
      continue
    }
    let number: string[] = []
    for (const word of words) {
      const digits = digitsIn(number.join(''))
      const begins = word.startsWith('+') || digits >= WHOLE || digits + digitsIn(word) > MOST
      if (number.length > 0 && begins) {
        yield number.join(' ')
        number = []
      }
      number.push(word)
    }
    if (number.length > 0) yield number.join(' ')
  }
}

function digitsIn(text: string): number {
  return text.replaceAll(/\D/gu, '').length
}
