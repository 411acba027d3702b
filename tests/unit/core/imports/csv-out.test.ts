import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IMPORT_DELIMITERS } from '../../../../electron/core/domain/vocabulary'
import { csvBytes, csvCell, csvRow, withoutApostrophe } from '../../../../electron/core/imports/csv-out'
import { draftsOf, read } from '../../../support/import-files'

describe('writing CSV', () => {
  it.each(['=1+1', '+49301234567', '-2', '@SUM(A1)', '\tx', '\rx', ' =1', '＝1', "'=1"])(
    'D4: %j is no formula to a spreadsheet',
    (value) => {
      const cell = csvCell(value)
      expect(cell.replace(/^"/u, '').startsWith("'")).toBe(true)
      expect(withoutApostrophe(cell.replaceAll(/^"|"$/gu, ''))).toBe(value)
    },
  )

  it.each(['Ann', "O'Brien", "'t Hooft", '49301234567', 'a=b', '2-1', 'ann@example.com', ''])(
    'D4: %j stays as it is',
    (value) => {
      expect(csvCell(value)).toBe(value)
      expect(withoutApostrophe(value)).toBe(value)
    },
  )

  it('D4: quotes, delimiters, line ends and spaces at the ends are quoted as RFC 4180 asks', () => {
    expect(csvRow(['a"b', 'c,d', 'e;f', 'g\nh', ' i', 'j'])).toBe('"a""b","c,d",e;f,"g\nh"," i",j\r\n')
    expect(csvRow(['c,d', 'e;f'], ';')).toBe('c,d;"e;f"\r\n')
  })

  it('D4: a file begins with the mark that makes spreadsheets read it as UTF-8', () => {
    expect([...csvBytes([['ё']]).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  it('D4: a telephone number that was written is the same when it is read', async () => {
    const bytes = csvBytes([
      ['Name', 'Phone'],
      ['Ann Lee', '+4915123456789'],
    ])
    expect(draftsOf(await read(bytes), 'RU')[0]?.phone).toBe('+4915123456789')
  })

  it('D4: whatever is written is read again, cell by cell', async () => {
    // Carriage returns become line feeds, zero characters go: no text field of the product holds either.
    const cell = fc
      .oneof(
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.string({
          unit: fc.constantFrom('"', ',', ';', '\n', '\t', '|', "'", '=', '+', ' ', 'a', 'я'),
          maxLength: 10,
        }),
      )
      .map((text) => text.replaceAll(/[\r\0\uFEFF\p{Cs}]|^="/gu, ''))
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(...IMPORT_DELIMITERS), async (body, delimiter) => {
        const bytes = csvBytes([['Name', 'Email', 'Note'], ...body], delimiter)
        // A row is blank by what is written: the tab of a lone-tab cell stands behind an apostrophe, so that one is not.
        const written = (each: string) => csvCell(each, delimiter).replaceAll(/^"|"$/gu, '')
        const filled = body.filter((cells) => cells.some((each) => written(each).trim() !== ''))
        fc.pre(filled.length > 0)
        const table = await read(bytes, { encoding: 'utf-8', delimiter, hasHeader: true })
        const cells = table.rows.map((row) => row.cells.map(withoutApostrophe))
        expect(cells.slice(-filled.length)).toEqual(filled)
      }),
      { numRuns: 150 },
    )
  }, 30_000)
})
