/** What a label of a domain may be made of; any other stays in punycode, so that nothing hidden is ever shown. */
const LETTERS = /^[\p{L}\p{M}\p{N}-]+$/u
const BASE = 36
const LEAST = 1
const MOST = 26

/** A stored address as people read it: the domain in its own letters (L5). A phone number stays as it is. */
export function addressForDisplay(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0 || !address.includes('xn--', at)) return address
  const labels = address.slice(at + 1).split('.')
  return `${address.slice(0, at)}@${labels.map(inLetters).join('.')}`
}

function inLetters(label: string): string {
  const letters = label.startsWith('xn--') ? decoded(label.slice(4)) : null
  return letters !== null && LETTERS.test(letters) ? letters : label
}

/** Punycode as RFC 3492 has it, section 6.2; null where it is none. */
function decoded(text: string): string | null {
  const end = text.lastIndexOf('-')
  const points = [...text.slice(0, Math.max(end, 0))].map((letter) => letter.charCodeAt(0))
  let [at, point, bias, place] = [end + 1, 128, 72, 0]
  while (at < text.length) {
    const before = place
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = Number.parseInt(digitOf(text[at++]), BASE)
      if (Number.isNaN(digit)) return null
      place += digit * weight
      const threshold = Math.min(Math.max(k - bias, LEAST), MOST)
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const count = points.length + 1
    bias = adapted(place - before, count, before === 0)
    point += Math.floor(place / count)
    place %= count
    if (point > 0x10ffff) return null
    points.splice(place++, 0, point)
  }
  return String.fromCodePoint(...points)
}

/** Punycode counts its letters from 0 and its figures from 26; numbers to the base 36 have it the other way round. */
function digitOf(letter = ''): string {
  if (/[a-z]/u.test(letter)) return (letter.charCodeAt(0) - 97).toString(BASE)
  return /\d/u.test(letter) ? (Number(letter) + 26).toString(BASE) : ''
}

function adapted(delta: number, count: number, first: boolean): number {
  let rest = first ? Math.floor(delta / 700) : delta >> 1
  rest += Math.floor(rest / count)
  let steps = 0
  for (; rest > ((BASE - LEAST) * MOST) >> 1; steps += BASE) rest = Math.floor(rest / (BASE - LEAST))
  return steps + Math.floor(((BASE - LEAST + 1) * rest) / (rest + 38))
}
