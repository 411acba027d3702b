import { TEMPORARY_ALPHABET } from '../domain/temporary-passwords'

const ROWS = 9
const COLUMNS = 66
/** Odd and without a common divisor with the alphabet's length: every character comes, in no order an eye follows. */
const STEP = 7

/**
 * Characters over characters, as in a bank's letter: against the light, what lies behind cannot be told from them. Drawn
 * once a document and used where it is needed; the same every time.
 */
export const SLIP_TINT = `<svg width="0" height="0" style="position:absolute"><symbol id="tint" viewBox="0 0 220 36" preserveAspectRatio="none"><g font-family="DejaVu Sans Mono,Menlo,Consolas,Liberation Mono,monospace" font-weight="700" font-size="7" fill="#666">${rows()}</g></symbol></svg>`

export function tint(): string {
  return '<svg class="tint" aria-hidden="true"><use href="#tint"/></svg>'
}

function rows(): string {
  let place = 3
  let text = ''
  for (let row = 0; row < ROWS; row += 1) {
    let characters = ''
    for (let column = 0; column < COLUMNS; column += 1) {
      place = (place * STEP + row + column * column + 1) % 1_009
      characters += TEMPORARY_ALPHABET.charAt(place % TEMPORARY_ALPHABET.length)
    }
    text += `<text x="${row % 2 === 0 ? 0 : -2}" y="${4 + row * 4}" textLength="224">${characters}</text>`
  }
  return text
}
