import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { draftsOf, inlineRows, read, said, workbookParts, zipped } from '../../../support/import-files'
import { expectRefusal } from '../../../support/refusals'

const PEOPLE = inlineRows([
  ['First name', 'Last name', 'E-mail', 'Mobile phone'],
  ['Ann', 'Lee', 'ann@example.com', '+49 1512 3456789'],
])

function row(number: number, cells: string): string {
  return `<row r="${String(number)}">${cells}</row>`
}

/** Cells of one row, the header above them left out. */
async function cellsOf(cells: string, extras: Parameters<typeof workbookParts>[1] = {}): Promise<readonly string[]> {
  const header = '<c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Email</t></is></c>'
  const table = await read(zipped(workbookParts([{ name: 'S', rows: row(1, header) + row(2, cells) }], extras)))
  return table.rows[0]?.cells ?? []
}

const STYLES = `<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="[Red]#,##0.00&quot; days&quot;"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs>`

describe('workbooks', () => {
  it('D4: an XLSX workbook is read as a table', async () => {
    const table = await read(zipped(workbookParts([{ name: 'People', rows: PEOPLE }])))
    expect(table).toMatchObject({
      kind: 'workbook',
      format: 'table',
      encoding: null,
      delimiter: null,
      hasHeader: true,
      sheets: ['People'],
      sheet: 'People',
    })
    expect(draftsOf(table).map(said)).toEqual(['Ann|Lee <ann@example.com> +4915123456789'])
  })

  it('D4: the first visible sheet with rows is read, another can be asked for', async () => {
    const bytes = zipped(
      workbookParts([
        { name: 'Secret', rows: PEOPLE, state: 'hidden' },
        { name: 'Empty', rows: '' },
        { name: 'Staff', rows: PEOPLE },
        { name: 'Guests &amp; co', rows: inlineRows([['Email'], ['guest@example.org']]) },
      ]),
    )
    const table = await read(bytes)
    expect(table.sheet).toBe('Staff')
    expect(table.sheets).toEqual(['Secret', 'Empty', 'Staff', 'Guests & co'])
    expect((await read(bytes, { sheet: 'Guests & co' })).rows[0]?.cells).toEqual(['guest@example.org'])
    await expectRefusal(read(bytes, { sheet: 'Nobody' }), 'IMPORT_UNREADABLE', { reason: 'sheet' })
    await expectRefusal(read(bytes, { sheet: 'Empty' }), 'IMPORT_EMPTY')
  })

  it('D4: shared, rich and inline texts, without readings in small print, with what XML cannot hold', async () => {
    const strings =
      '<si><t>plain</t></si><si><r><rPr><b/></rPr><t>bold </t></r><r><t xml:space="preserve">and not</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si><si><t>a_x000D_&#10;b</t></si>'
    const cells =
      '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>'
    expect(await cellsOf(cells, { strings })).toEqual(['plain', 'bold and not', 'a\r\nb', 'inline'])
  })

  it('D4: telephone numbers and ids kept as numbers come out in full, also from formulas', async () => {
    const cells =
      '<c r="A2"><v>4915123456789</v></c><c r="B2"><v>7.9161234567E10</v></c><c r="C2" s="3"><v>42</v></c><c r="D2"><v>0.1</v></c><c r="E2"><v>0.30000000000000004</v></c><c r="F2" s="4"><v>12.5</v></c><c r="G2" t="str"><f>A1&amp;"x"</f><v>made</v></c><c r="H2"><f>1+2</f><v>3</v></c><c r="I2" t="b"><v>1</v></c><c r="J2" t="e"><v>#N/A</v></c>'
    expect(await cellsOf(cells, { styles: STYLES })).toEqual([
      '4915123456789',
      '79161234567',
      '00042',
      '0.1',
      '0.3',
      '12.5',
      'made',
      '3',
      'TRUE',
    ])
    const table = await read(
      zipped(
        workbookParts([
          {
            name: 'S',
            rows:
              row(1, '<c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Phone</t></is></c>') +
              row(2, '<c t="inlineStr"><is><t>Ann Lee</t></is></c><c><v>4915123456789</v></c>'),
          },
        ]),
      ),
    )
    expect(draftsOf(table, 'RU')[0]?.phone).toBe('+4915123456789')
  })

  it('D4: dates are written as ISO, whatever they look like', async () => {
    const cells =
      '<c r="A2" s="1"><v>45292</v></c><c r="B2" s="2"><v>45292.5</v></c><c r="C2" s="5"><v>0.75</v></c><c r="D2" t="d"><v>2024-01-01T00:00:00</v></c><c r="E2" s="1"><v>1</v></c>'
    expect(await cellsOf(cells, { styles: STYLES })).toEqual([
      '2024-01-01',
      '2024-01-01 12:00',
      '18:00',
      '2024-01-01',
      '1900-01-01',
    ])
    const properties = '<workbookPr date1904="1"/>'
    expect(await cellsOf('<c r="A2" s="1"><v>43830</v></c>', { styles: STYLES, properties })).toEqual(['2024-01-01'])
  })

  it('D4: gaps between cells and rows keep their places, and empty rows are nobody', async () => {
    const rows =
      row(
        3,
        '<c r="B3" t="inlineStr"><is><t>E-mail</t></is></c><c r="D3" t="inlineStr"><is><t>Department</t></is></c>',
      ) +
      row(4, '<c r="B4" s="1"/>') +
      row(
        7,
        '<c r="B7" t="inlineStr"><is><t>ann@example.com</t></is></c><c r="D7" t="inlineStr"><is><t>Sales</t></is></c>',
      )
    const table = await read(zipped(workbookParts([{ name: 'S', rows }])))
    expect(table.rows).toEqual([{ row: 7, cells: ['', 'ann@example.com', '', 'Sales'], problem: null }])
    expect(table.columns.map(({ title }) => title)).toEqual(['A', 'E-mail', 'C', 'Department'])
  })

  it('D4: elements may have a namespace prefix', async () => {
    const parts = workbookParts([{ name: 'S', rows: PEOPLE }])
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? ''
    parts['xl/worksheets/sheet1.xml'] = sheet
      .replaceAll(/<(?<slash>\/?)(?<name>[a-z])/giu, '<$<slash>x:$<name>')
      .replace('xmlns=', 'xmlns:x=')
    expect((await read(zipped(parts))).rows).toHaveLength(1)
  })

  it('D4: what is no workbook, or not one that can be read, is refused with its reason', async () => {
    const whole = zipped(workbookParts([{ name: 'S', rows: PEOPLE }]))
    await expectRefusal(read(whole.subarray(0, whole.length - 30)), 'IMPORT_UNREADABLE', { reason: 'zip' })
    await expectRefusal(read(zipped({ 'word/document.xml': '<w/>' })), 'IMPORT_UNREADABLE', { reason: 'zip' })
    await expectRefusal(read(zipped({ 'xl/workbook.bin': 'x' })), 'IMPORT_UNREADABLE', { reason: 'workbook-kind' })
    await expectRefusal(read(zipped({ 'content.xml': '<x/>' })), 'IMPORT_UNREADABLE', { reason: 'workbook-kind' })
    const torn = workbookParts([{ name: 'S', rows: PEOPLE }])
    torn['xl/worksheets/sheet1.xml'] = (torn['xl/worksheets/sheet1.xml'] ?? '').slice(0, -40)
    await expectRefusal(read(zipped(torn)), 'IMPORT_UNREADABLE', { reason: 'damaged' })
    const wide = row(1, '<c r="ZZZ1"><v>1</v></c>')
    await expectRefusal(read(zipped(workbookParts([{ name: 'S', rows: wide }]))), 'IMPORT_UNREADABLE', {
      reason: 'too-many-columns',
    })
    const entity = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`
    const laughing = workbookParts([{ name: 'S', rows: row(1, '<c t="inlineStr"><is><t>&b;</t></is></c>') }])
    laughing['xl/worksheets/sheet1.xml'] =
      `${entity}${(laughing['xl/worksheets/sheet1.xml'] ?? '').replace('<?xml version="1.0"?>', '')}`
    await expectRefusal(read(zipped(laughing)), 'IMPORT_UNREADABLE', { reason: 'damaged' })
  })

  it('D4: a small file that unpacks to very much is refused before memory runs out', async () => {
    const parts = workbookParts([{ name: 'S', rows: '' }])
    // 24 MB of one letter without a tag, as a part of a bomb would be; deflated it is a few kilobytes.
    const bomb = `<worksheet><sheetData><row><c><v>${'1'.repeat(24 * 1024 * 1024)}</v></c></row></sheetData></worksheet>`
    expect(deflateRawSync(bomb).length).toBeLessThan(64 * 1024)
    await expectRefusal(read(zipped({ ...parts, 'xl/worksheets/sheet1.xml': bomb })), 'IMPORT_UNREADABLE', {
      reason: 'damaged',
    })
  })
})
