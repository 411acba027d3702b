import { describe, expect, it } from 'vitest'
import { IMPORT_PIECE } from '../../../../../electron/contract/vocabulary'
import { base64, piecesOf } from '../../../../../src/components/files/file-pieces'

describe('a file in pieces', () => {
  it('D4: every byte is handed over once, in order, in pieces the contract takes', async () => {
    const bytes = Uint8Array.from({ length: 2 * IMPORT_PIECE + 12_345 }, (_, index) => (index * 31) % 256)
    const found: Buffer[] = []
    let length = 0
    const sizes: number[] = []
    for await (const { offset, data, end } of piecesOf(new Blob([bytes]))) {
      const piece = Buffer.from(data, 'base64')
      expect(offset).toBe(length)
      expect(end).toBe(offset + piece.length)
      found.push(piece)
      length = end
      sizes.push(piece.length)
    }
    expect(sizes).toEqual([IMPORT_PIECE, IMPORT_PIECE, 12_345])
    expect(Buffer.concat(found).equals(Buffer.from(bytes))).toBe(true)
  })

  it('D4: an empty file has no piece', async () => {
    const pieces = []
    for await (const piece of piecesOf(new Blob([]))) pieces.push(piece)
    expect(pieces).toEqual([])
  })

  it('writes the base64 that everybody else writes', () => {
    for (const length of [0, 1, 2, 3, 0x8000, 0x8001]) {
      const bytes = Uint8Array.from({ length }, (_, index) => 255 - (index % 256))
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
    }
  })
})
