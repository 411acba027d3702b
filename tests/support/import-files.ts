import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import {
  AS_RECOGNISED,
  type PersonDraft,
  personOf,
  readImportFile,
  type ReadOptions,
  type ReadTable,
} from '../../electron/core/imports'
import type { ImportEncoding } from '../../electron/core/domain/vocabulary'

const noPause = (): undefined => undefined

export function fixtureText(name: string): string {
  return readFileSync(join(import.meta.dirname, '../fixtures/import', name), 'utf8')
}

/** Reads bytes or text as a file. */
export function read(content: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<ReadTable> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return readImportFile({ name: 'file', bytes }, { ...AS_RECOGNISED, country: 'DE', ...options }, noPause)
}

export function draftsOf(table: ReadTable, country = 'DE'): PersonDraft[] {
  return table.rows.map((row) => personOf(table, row, { country, rootName: 'Example' }))
}

/** The people of a fixture. */
export async function people(name: string, country = 'DE'): Promise<PersonDraft[]> {
  return draftsOf(await read(fixtureText(name)), country)
}

/** What a draft says, shortly: `Ann Lee <ann@example.com> +49… Engineer [Sales/EMEA] {Chess} active !PROBLEM`. */
export function said(draft: PersonDraft): string {
  const parts = [
    `${draft.firstName}|${draft.lastName}`,
    draft.email === null ? '' : `<${draft.email}>`,
    draft.phone ?? '',
    draft.position,
    draft.departmentPaths.length === 0 ? '' : `[${draft.departmentPaths.map((path) => path.join('/')).join('; ')}]`,
    draft.workgroups.length === 0 ? '' : `{${draft.workgroups.join('; ')}}`,
    draft.status ?? '',
    ...draft.problems.map((problem) => `!${problem}`),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** Text in another encoding, with a byte order mark where asked. */
export function encoded(text: string, encoding: ImportEncoding, mark: 'mark' | 'bare' = 'bare'): Uint8Array {
  const whole = mark === 'mark' ? `\uFEFF${text}` : text
  if (encoding === 'utf-8') return new TextEncoder().encode(whole)
  if (encoding === 'utf-16le') return Buffer.from(whole, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(whole, 'utf16le').swap16()
  // The platform's own decoder says what each byte means.
  const upper = Array.from({ length: 256 }, (_none, byte) => new TextDecoder(encoding).decode(Uint8Array.of(byte)))
  return Uint8Array.from(text, (letter) => {
    const byte = upper.indexOf(letter)
    return byte < 0 ? 0x3f : byte
  })
}

/** A zip archive of these files. */
export function zipped(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const path = Buffer.from(name)
    const data = Buffer.from(content)
    const packed = deflateRawSync(data)
    const header = Buffer.alloc(26)
    header.writeUInt16LE(20, 0)
    header.writeUInt16LE(8, 4)
    header.writeUInt32LE(crc32(data), 10)
    header.writeUInt32LE(packed.length, 14)
    header.writeUInt32LE(data.length, 18)
    header.writeUInt16LE(path.length, 22)
    const local = [Buffer.from('PK\u0003\u0004'), header, path, packed]
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), header, rest, path)
    pieces.push(...local)
    offset += local.reduce((sum, piece) => sum + piece.length, 0)
  }
  const end = Buffer.alloc(18)
  const count = Object.keys(files).length
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(
    directory.reduce((sum, piece) => sum + piece.length, 0),
    8,
  )
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...pieces, ...directory, Buffer.from('PK\u0005\u0006'), end])
}

export interface TestSheet {
  readonly name: string
  /** `<row>…</row>` elements. */
  readonly rows: string
  readonly state?: 'hidden' | 'visible'
}

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The parts of an XLSX workbook, to be changed and zipped. */
export function workbookParts(
  sheets: readonly TestSheet[],
  { strings = '', styles = '', properties = '' } = {},
): Record<string, string> {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties}<sheets>${sheets
      .map(
        ({ name, state = 'visible' }, index) =>
          `<sheet name="${name}" sheetId="${String(index + 1)}" state="${state}" r:id="rId${String(index + 1)}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}">${sheets
      .map(
        (_sheet, index) =>
          `<Relationship Id="rId${String(index + 1)}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${String(index + 1)}.xml"/>`,
      )
      .join('')}<Relationship Id="s" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
  }
  for (const [index, { rows }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${String(index + 1)}.xml`] =
      `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`
  }
  return parts
}

/** Rows of inline texts from rows of cells, beginning at row 1. */
export function inlineRows(rows: readonly (readonly string[])[]): string {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return rows
    .map(
      (cells, row) =>
        `<row r="${String(row + 1)}">${cells.map((cell) => `<c t="inlineStr"><is><t>${escape(cell)}</t></is></c>`).join('')}</row>`,
    )
    .join('')
}
