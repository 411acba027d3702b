import type { FieldCode } from './refusal'

/** Longest first or last name, in UTF-16 code units. */
export const NAME_MAXIMUM = 100

/** Controls, halves of characters, line and paragraph separators, and marks that turn the direction of what follows them. */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

export type LineReading =
  | { readonly line: string; readonly problem: null }
  | { readonly line: string; readonly problem: FieldCode }

/** Reads one line of text: trimmed, NFC, no longer than `maximum` UTF-16 code units; `line` is as good as it got. */
export function readLine(text: string, maximum: number, needed: 'required' | 'optional'): LineReading {
  const line = text.trim().normalize('NFC')
  if (HIDDEN.test(line)) return { line, problem: 'CONTROL_CHARACTERS' }
  if (line.length > maximum) return { line, problem: 'TOO_LONG' }
  if (line === '' && needed === 'required') return { line, problem: 'REQUIRED' }
  return { line, problem: null }
}
