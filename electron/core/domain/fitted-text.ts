import type { Size } from './sheet-layouts'

/** Millimetres to a point. */
export const POINT = 25.4 / 72
/** Between two sizes that are tried, in points. */
const STEP = 0.5
/** Below the smallest size asked for, rather than cut a text: in points. */
const TINY = 2

/**
 * The largest font size, in points, at which a text surely fits into a box of this size, in millimetres, when it may break
 * between words and, where one is too long for a line, anywhere. Widths are those of a wide font, so that the text fits in any.
 * A text too long for `smallest` gets smaller yet, as far as a printer draws it: nothing is ever cut.
 */
export function fittedSize(
  text: string,
  box: Size,
  sizes: { readonly largest: number; readonly smallest: number; readonly lineHeight: number },
): number {
  const words = text.split(/\s+/u).map((word) => [...word].map(widthOf))
  for (let size = sizes.largest; size > sizes.smallest; size -= STEP) {
    if (fits(words, box, size, sizes.lineHeight)) return size
  }
  for (let size = sizes.smallest; size > TINY; size -= STEP) {
    if (fits(words, box, size, sizes.lineHeight)) return size
  }
  return TINY
}

function fits(words: readonly (readonly number[])[], box: Size, size: number, lineHeight: number): boolean {
  const em = size * POINT
  return linesOf(words, box.width / em) * lineHeight * em <= box.height
}

/** How many lines words take that break as a browser breaks them; widths in em. */
function linesOf(words: readonly (readonly number[])[], width: number): number {
  let lines = 1
  let used = 0
  for (const word of words) {
    const whole = word.reduce((sum, each) => sum + each, 0)
    const space = used === 0 ? 0 : SPACE
    if (used + space + whole <= width) {
      used += space + whole
      continue
    }
    if (used > 0) lines += 1
    used = 0
    for (const each of word) {
      if (used > 0 && used + each > width) {
        lines += 1
        used = 0
      }
      used += each
    }
  }
  return lines
}

const SPACE = 0.34

const known = new Map<string, number>()
/** Widths kept: more than the letters of any company. */
const MOST = 5_000

/** Width of a character in em, in a wide bold font. */
function widthOf(character: string): number {
  const before = known.get(character)
  if (before !== undefined) return before
  if (known.size >= MOST) known.clear()
  const width = KINDS.find(([kind]) => kind.test(character))?.[1] ?? 0.95
  known.set(character, width)
  return width
}

/** The first kind that fits a character, and its width. */
const KINDS: readonly (readonly [RegExp, number])[] = [
  [/[\p{Mn}\p{Me}\p{Cf}]/u, 0],
  [/[iljft.,:;'|!()[\]IrJ-]/u, 0.47],
  [/[mwMW@%ЖШЩЮМФжшщюмф—…]/u, 1.06],
  [/\p{Lu}/u, 0.82],
  [/[\p{Extended_Pictographic}\p{Regional_Indicator}]/u, 1.4],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF00-\uFFEF]/u, 1.05],
  [/[\uFDF0-\uFDFD]/u, 8],
  [/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]/u, 0.7],
  [/[\d\p{P}\s]/u, 0.7],
]
