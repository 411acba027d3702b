import { IMPORT_PIECE } from '../../../electron/contract/vocabulary'

/** Bytes of one call of String.fromCharCode: more arguments than some engines take would throw. */
const CALL = 0x8000

/** Bytes as base64, as the contract carries them. */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let start = 0; start < bytes.length; start += CALL) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + CALL)))
  }
  return btoa(parts.join(''))
}

export interface Piece {
  /** Where it begins in the file, in bytes. */
  readonly offset: number
  /** Base64. */
  readonly data: string
  /** How much of the file is handed over with it, in bytes. */
  readonly end: number
}

/** A file in pieces of IMPORT_PIECE bytes, each read from the disk when it is asked for. Throws a DOMException. */
export async function* piecesOf(file: Blob): AsyncGenerator<Piece> {
  for (let offset = 0; offset < file.size; offset += IMPORT_PIECE) {
    const bytes = new Uint8Array(await file.slice(offset, offset + IMPORT_PIECE).arrayBuffer())
    yield { offset, data: base64(bytes), end: offset + bytes.length }
  }
}
