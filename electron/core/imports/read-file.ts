import { Refusal } from '../domain/refusal'
import type { Pace } from './pace'
import { unreadable } from './table'
import { readText } from './text'
import { decodeText, looksBinary, sniffEncoding } from './text-encoding'
import type { ReadOptions, ReadTable } from './types'
import { beginsWithCard, readCards } from './vcard'
import { readWorkbook } from './workbook'

/**
 * Reads a file of people (D4) into a table: text of any encoding and delimiter, XLSX, vCard, an address list. What it is
 * is told by what it holds, not by its name. `pace` is awaited between small pieces of work. Throws IMPORT_UNREADABLE
 * {reason: UnreadableReason} and IMPORT_EMPTY, and nothing else.
 */
export async function readImportFile(
  file: { readonly name: string; readonly bytes: Uint8Array },
  options: ReadOptions,
  pace: Pace,
): Promise<ReadTable> {
  const { bytes } = file
  if (bytes.length === 0) throw new Refusal('IMPORT_EMPTY')
  if (isArchive(bytes)) return readWorkbook(bytes, options, pace)
  if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw unreadable(isProtected(bytes) ? 'protected' : 'xls')
  if (isOtherDocument(bytes) || (options.encoding === null && looksBinary(bytes))) throw unreadable('binary')
  const encoding = options.encoding ?? (await sniffEncoding(bytes, pace))
  const pieces = await decodeText(bytes, encoding, pace)
  const start = (pieces[0] ?? '').slice(0, 1000).trimStart()
  if (beginsWithCard(start)) return readCards(pieces, options, pace)
  // Many programs call a web page or XML a workbook.
  if (/^(?:<!doctype html|<html|<table|<\?xml|<meta)/iu.test(start)) throw unreadable('workbook-kind')
  return readText(pieces, encoding, options, pace)
}

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/** Text may begin with the same two letters: `PK` is what databases call a column of keys. */
function isArchive(bytes: Uint8Array): boolean {
  return [3, 5, 7].some((mark) => beginsWith(bytes, [0x50, 0x4b, mark, mark + 1]))
}

/** Workbooks under a password are kept in the old container, in a stream of this name. */
function isProtected(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.includes(Buffer.from('EncryptedPackage', 'utf-16le'))
}

/** PDF, RTF. */
function isOtherDocument(bytes: Uint8Array): boolean {
  return beginsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d]) || beginsWith(bytes, [0x7b, 0x5c, 0x72, 0x74, 0x66])
}
