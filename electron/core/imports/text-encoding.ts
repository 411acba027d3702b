import { isUtf8 } from 'node:buffer'
import type { ImportEncoding } from '../domain/vocabulary'
import { decodeCodePage, guessCodePage } from './code-pages'
import type { Pace } from './pace'

/** Bytes that are decoded at a time. */
const PIECE = 128 * 1024
/** Bytes that are looked at for zero bytes. */
const SAMPLE = 8 * 1024
/** Bytes of which UTF-8 is checked at a time. */
const CHECKED = 4 * 1024 * 1024

/**
 * The encoding of a text file, as Excel finds it (D4): by its byte order mark; without one UTF-16 by its zero bytes,
 * else UTF-8 where every byte fits, else the likelier code page.
 */
export async function sniffEncoding(bytes: Uint8Array, pace: Pace): Promise<ImportEncoding> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  const wide = sniffUtf16(bytes.subarray(0, SAMPLE))
  if (wide !== null) return wide
  return (await isWhollyUtf8(bytes, pace)) ? 'utf-8' : guessCodePage(bytes)
}

/** Whether bytes are no text at all: zero bytes where no UTF-16 puts them, or many controls. */
export function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE)
  if (sample.length === 0 || hasUtf16Mark(sample) || sniffUtf16(sample) !== null) return false
  let controls = 0
  for (const byte of sample) {
    if (byte === 0) return true
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1a) controls += 1
  }
  return controls * 50 > sample.length
}

/**
 * The text in pieces, without its byte order mark and with every line end as `\n`. Bytes that are none of the encoding
 * become U+FFFD.
 */
export async function decodeText(bytes: Uint8Array, encoding: ImportEncoding, pace: Pace): Promise<string[]> {
  const decode = decoderOf(encoding)
  const pieces: string[] = []
  let held = ''
  for (let start = 0; start < bytes.length; start += PIECE) {
    const isLast = start + PIECE >= bytes.length
    let text = held + decode(bytes.subarray(start, start + PIECE), isLast)
    held = ''
    // A carriage return at the very end may be half of a line end.
    if (!isLast && text.endsWith('\r')) {
      held = '\r'
      text = text.slice(0, -1)
    }
    if (start === 0 && text.startsWith('\uFEFF')) text = text.slice(1)
    pieces.push(text.includes('\r') ? text.replaceAll(/\r\n?/gu, '\n') : text)
    await pace()
  }
  return pieces
}

function decoderOf(encoding: ImportEncoding): (bytes: Uint8Array, isLast: boolean) => string {
  if (encoding === 'windows-1251' || encoding === 'windows-1252') return (bytes) => decodeCodePage(bytes, encoding)
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast })
}

async function isWhollyUtf8(bytes: Uint8Array, pace: Pace): Promise<boolean> {
  let start = 0
  while (start < bytes.length) {
    let end = Math.min(bytes.length, start + CHECKED)
    // Never cut inside a character: step back over its continuation bytes.
    for (let back = 0; back < 3 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80; back += 1) end -= 1
    if (!isUtf8(bytes.subarray(start, end))) return false
    start = end
    await pace()
  }
  return true
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

/** Of Latin and Cyrillic text in UTF-16 nearly every other byte is 0 or 4. */
function sniffUtf16(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(sample.length / 2)
  if (pairs < 2) return null
  let zeros = 0
  let even = 0
  let odd = 0
  for (let index = 0; index < pairs * 2; index += 1) {
    const byte = sample[index] ?? 0
    if (byte === 0) zeros += 1
    if (byte !== 0 && byte !== 4) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  // Delimiters and line ends alone make some zeros; two in a row are in no text.
  if (zeros * 20 < pairs) return null
  if (odd > pairs * 0.9 && even < pairs * 0.1) return 'utf-16le'
  if (even > pairs * 0.9 && odd < pairs * 0.1) return 'utf-16be'
  return null
}
