import { describe, expect, it } from 'vitest'
import type { ImportEncoding } from '../../../../electron/core/domain/vocabulary'
import { phoneTextsOf } from '../../../../electron/core/imports'
import { draftsOf, encoded, fixtureText, read, said } from '../../../support/import-files'
import { expectRefusal } from '../../../support/refusals'

const RUSSIAN = 'Фамилия;Имя;Почта\r\nЩукин;Юрий;shchukin@example.com\r\nЁлкина;Анна;elkina@example.com\r\n'
const WESTERN = 'Name;Email\nZoë Müller;zoe@example.com\nJosé García;jose@example.com\nŁ is missing: Ł?;x@example.com\n'

describe('text files', () => {
  it.each<[string, string, ImportEncoding, 'mark' | 'bare']>([
    ['UTF-8 with a mark', RUSSIAN, 'utf-8', 'mark'],
    ['UTF-8', RUSSIAN, 'utf-8', 'bare'],
    ['UTF-16, little end first', RUSSIAN, 'utf-16le', 'mark'],
    ['UTF-16, big end first', RUSSIAN, 'utf-16be', 'mark'],
    ['UTF-16 without a mark', RUSSIAN, 'utf-16le', 'bare'],
    ['UTF-16 without a mark, big end first', RUSSIAN, 'utf-16be', 'bare'],
    ['windows-1251', RUSSIAN, 'windows-1251', 'bare'],
  ])('D4: %s is found out and read', async (_name, text, encoding, mark) => {
    const table = await read(encoded(text, encoding, mark))
    expect(table).toMatchObject({ encoding, delimiter: ';', header: ['Фамилия', 'Имя', 'Почта'] })
    expect(draftsOf(table).map(said)).toEqual(['Юрий|Щукин <shchukin@example.com>', 'Анна|Ёлкина <elkina@example.com>'])
  })

  it('D4: windows-1252 is told from windows-1251 by how letters stand together', async () => {
    const table = await read(encoded(WESTERN, 'windows-1252'))
    expect(table.encoding).toBe('windows-1252')
    expect(table.rows[0]?.cells[0]).toBe('Zoë Müller')
  })

  it.each(['windows-1251', 'windows-1252'] as const)(
    'D4: every byte of %s is read as the platform reads it',
    async (encoding) => {
      const bytes = Uint8Array.from({ length: 128 }, (_none, index) => index + 128)
      const table = await read(Buffer.concat([Buffer.from('Name,Email\n"'), bytes, Buffer.from('",a@example.com\n')]), {
        encoding,
      })
      // Another decoder gives another letter for each; only where none is there may they differ.
      const expected = Buffer.from(bytes).toString('latin1')
      const cell = table.rows[0]?.cells[0] ?? ''
      expect(cell).toHaveLength(128)
      if (encoding === 'windows-1251') {
        expect(cell.slice(64)).toBe('АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя')
        expect(cell).toContain('Ё')
        expect(cell).toContain('№')
      } else {
        expect(cell.slice(32)).toBe(expected.slice(32))
        expect(cell.startsWith('€')).toBe(true)
        expect(cell).toContain('“')
      }
    },
  )

  it('D4: the encoding can be set by hand', async () => {
    const table = await read(encoded(WESTERN, 'windows-1252'), { encoding: 'windows-1251' })
    expect(table.encoding).toBe('windows-1251')
    expect(table.rows[0]?.cells[0]).not.toBe('Zoë Müller')
  })

  it('D4: the known export of Outlook in its code page', async () => {
    const table = await read(encoded(fixtureText('outlook-russian.csv'), 'windows-1251'))
    expect(table).toMatchObject({ encoding: 'windows-1251', format: 'outlook' })
    expect(draftsOf(table, 'RU')[0]).toMatchObject({ lastName: 'Щукин', email: 'shchukin@example.com' })
  })

  it('D4: Unicode text of a spreadsheet is UTF-16 with tabs', async () => {
    const text = fixtureText('plain-russian.csv').replaceAll('"Слесарь; 6 разряд"', 'Слесарь').replaceAll(';', '\t')
    const table = await read(encoded(text, 'utf-16le', 'mark'))
    expect(table).toMatchObject({ encoding: 'utf-16le', delimiter: '\t' })
    expect(draftsOf(table)[0]?.email).toBe('ivanova@example.com')
  })

  it.each([',', ';', '\t', '|'] as const)(
    'D4: the delimiter %j is found, others within quotes do not count',
    async (delimiter) => {
      const rows = [
        ['Name', 'Email', 'Position'],
        ['"Lee, Ann; the | elder\tone"', 'ann@example.com', '"a;b,c|d\te"'],
        ['Bo', 'bo@example.com', ''],
      ]
      const table = await read(rows.map((row) => row.join(delimiter)).join('\n'))
      expect(table).toMatchObject({ delimiter, hasHeader: true })
      expect(table.rows[0]?.cells).toEqual(['Lee, Ann; the | elder\tone', 'ann@example.com', 'a;b,c|d\te'])
    },
  )

  it('D4: the delimiter can be set by hand, and a leading sep= is honoured and is no row', async () => {
    expect((await read('Name;x,Email\nAnn;y,ann@example.com\n', { delimiter: ',' })).rows[0]?.cells).toEqual([
      'Ann;y',
      'ann@example.com',
    ])
    const table = await read(fixtureText('sep-line.csv'))
    expect(table.delimiter).toBe(';')
    expect(table.rows).toEqual([{ row: 2, cells: ['Ann', 'Lee; the elder', 'ann@example.com'], problem: null }])
  })

  it.each(['\n', '\r\n', '\r'])('D4: lines may end with %j, cells go over several lines', async (end) => {
    const table = await read(['Name,Email,Notes', 'Ann,ann@example.com,"one', 'two"', 'Bo,bo@example.com,'].join(end))
    expect(table.rows).toEqual([
      { row: 2, cells: ['Ann', 'ann@example.com', 'one\ntwo'], problem: null },
      { row: 3, cells: ['Bo', 'bo@example.com', ''], problem: null },
    ])
  })

  it('D4: rows too wide are flagged, rows that lost their end are taken as far as they make sense', async () => {
    const table = await read(fixtureText('over-wide.csv'))
    expect(table.rows.map(({ row, problem }) => [row, problem])).toEqual([
      [2, null],
      [3, 'TOO_MANY_CELLS'],
      [4, null],
      [5, 'TOO_FEW_CELLS'],
      // Empty cells at its end do not tell where the row was cut apart.
      [6, 'TOO_MANY_CELLS'],
    ])
    expect(draftsOf(table).map(said)).toEqual([
      'Ann|Lee <ann@example.com> [Sales]',
      '| !TOO_MANY_CELLS',
      'Cat|Fox <cat@example.com>',
      'Dan| !TOO_FEW_CELLS',
      '| !TOO_MANY_CELLS',
    ])
  })

  it('D4: a delimiter at the end of every row is no further column', async () => {
    const table = await read('Name,Email\nAnn,ann@example.com,\nBo,bo@example.com,\nCy, Fox,cy@example.com,\n')
    expect(table.rows.map(({ problem }) => problem)).toEqual([null, null, 'TOO_MANY_CELLS'])
  })

  it('D4: broken quotes spoil their own row and no other', async () => {
    const table = await read(fixtureText('broken-quotes.csv'))
    expect(table.rows.map(({ row, cells, problem }) => [row, problem, ...cells])).toEqual([
      [2, null, '"Ann" Lee', 'Moss', 'ann@example.com'],
      [3, null, 'Bob "the Boss"', 'Ray', 'bob@example.com'],
      [4, null, 'Cat', '"Fox', 'cat@example.com'],
      [5, null, 'Dan', 'Ash "D."', 'dan@example.com'],
    ])
  })

  it('D4: a quote that is never closed does not swallow the rest of a long file', async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_none, index) => `Person ${String(index)},p${String(index)}@example.com`,
    )
    const table = await read(`Name,Email\nAnn,"ann@example.com\n${rows.join('\n')}\n`)
    expect(table.rows).toHaveLength(40_001)
    expect(table.rows.at(-1)?.cells).toEqual(['Person 39999', 'p39999@example.com'])
  })

  it.each(['DE', 'RU', 'GB'])(
    'D4: a number that a program kept as a fraction is the number, not ten times it (%s)',
    async (country) => {
      const table = await read('Email,Phone\na@example.com,4915123456789.0\nb@example.com,+4915123456789.00\n')
      expect(draftsOf(table, country).map(({ phone }) => phone)).toEqual(['+4915123456789', '+4915123456789'])
      expect(table.rows.map((row) => phoneTextsOf(table, row))).toEqual([['4915123456789'], ['+4915123456789']])
    },
  )

  it.each([
    'PK,Email\n1,ann@example.com\n',
    'PK\t\tEmail\n1\t\tann@example.com\n',
    'PK;E-mail;Name\n1;ann@example.com;Ann\n',
  ])('D4: a table whose first column is called PK is no archive: %j', async (text) => {
    expect(draftsOf(await read(text)).map(({ email }) => email)).toEqual(['ann@example.com'])
  })

  it('D4: apostrophes and ="…" of spreadsheets are taken away, formulas are text', async () => {
    const [formulas] = draftsOf(await read(fixtureText('formulas.csv')))
    expect(formulas).toMatchObject({
      firstName: '=3+1',
      lastName: "=cmd|' /C calc'!A0",
      phone: '+4915123456789',
      departmentPaths: [['@Sales']],
      problems: [],
    })
    const [quoted] = draftsOf(await read('Name,Phone,Email\nAnn Lee,"=""01512 3456789""",ann@example.com\n'))
    expect(quoted?.phone).toBe('+4915123456789')
  })

  it('D4: a header of unknown words is a header where every row below has an address', async () => {
    const table = await read('Wer,Wohin\nAnn,ann@example.com\nBo,bo@example.com\n')
    expect(table).toMatchObject({ hasHeader: true, columns: [{ field: null }, { title: 'Wohin', field: 'email' }] })
  })

  it('D4: whether there is a header can be set by hand', async () => {
    const text = 'Name,Email\nAnn,ann@example.com\n'
    expect(await read(text, { hasHeader: false })).toMatchObject({ hasHeader: false, rows: [{ row: 1 }, { row: 2 }] })
    expect(await read('Ann,ann@example.com\nBo,bo@example.com\n', { hasHeader: true })).toMatchObject({
      header: ['Ann', 'ann@example.com'],
      rows: [{ row: 2 }],
    })
  })

  it('D4: what is no table is refused with its reason', async () => {
    const of = (text: string): Uint8Array => Buffer.from(text, 'latin1')
    await expectRefusal(read(of('\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1Workbook')), 'IMPORT_UNREADABLE', {
      reason: 'xls',
    })
    const locked = Buffer.concat([of('\u00D0\u00CF\u0011\u00E0'), Buffer.from('EncryptedPackage', 'utf16le')])
    await expectRefusal(read(locked), 'IMPORT_UNREADABLE', { reason: 'protected' })
    await expectRefusal(read(of('%PDF-1.7\n')), 'IMPORT_UNREADABLE', { reason: 'binary' })
    await expectRefusal(read(of('\u0089PNG\r\n\u001A\n\0\0\0\rIHDR')), 'IMPORT_UNREADABLE', { reason: 'binary' })
    await expectRefusal(read('<html><table></table></html>'), 'IMPORT_UNREADABLE', { reason: 'workbook-kind' })
    await expectRefusal(read(`Email${','.repeat(600)}x\na@example.com\n`), 'IMPORT_UNREADABLE', {
      reason: 'too-many-columns',
    })
  })

  it('D4: a file with nobody in it is empty', async () => {
    await expectRefusal(read(''), 'IMPORT_EMPTY')
    await expectRefusal(read('\uFEFF \n\r\n'), 'IMPORT_EMPTY')
    await expectRefusal(read('Name,Email\n,\n\n'), 'IMPORT_EMPTY')
  })

  it('D4: a cell longer than anybody has numbers or groups is not taken apart, and its row says so', async () => {
    const long = '1;'.repeat(100_000)
    const table = await read(`First name,Mobile phone,Notes\nAnna,"${long}",\nBo,0171 1234567,"${long}"\n`)
    expect(draftsOf(table).map(({ firstName, problems }) => [firstName, problems])).toEqual([
      ['Anna', ['TOO_LONG', 'PHONE_INVALID']],
      ['Bo', []],
    ])
  })

  it('D4: reading lets other work through', async () => {
    const rows = Array.from({ length: 60_000 }, (_none, index) => `Person,p${String(index)}@example.com,"a ""b"", c"`)
    let calls = 0
    const { readImportFile, AS_RECOGNISED } = await import('../../../../electron/core/imports')
    const bytes = Buffer.from(`Name,Email,Notes\n${rows.join('\n')}`)
    const table = await readImportFile({ name: 'x.csv', bytes }, AS_RECOGNISED, () => {
      calls += 1
      return Promise.resolve()
    })
    expect(table.rows).toHaveLength(60_000)
    expect(calls).toBeGreaterThan(100)
  })
})
