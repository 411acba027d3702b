import { Refusal } from '../domain/refusal'
import type { Pace } from './pace'
import { RowCollector, tableOf, unreadable } from './table'
import type { ReadOptions, ReadTable } from './types'
import { WorkbookParts } from './workbook-parts'
import { readSheet, readSharedStrings } from './workbook-sheet'
import { lookOf, type NumberLook } from './workbook-values'

/** Sheets that are tried until one has rows. */
const MOST_TRIED = 20

interface Sheet {
  readonly name: string
  readonly path: string
  readonly isVisible: boolean
}

interface Workbook {
  readonly sheets: readonly Sheet[]
  readonly starts: '1900' | '1904'
  readonly strings: string
  readonly styles: string
}

/** Reads an XLSX workbook (D4): the sheet asked for, else the first visible one that has rows. */
export async function readWorkbook(bytes: Uint8Array, options: ReadOptions, pace: Pace): Promise<ReadTable> {
  const parts = await WorkbookParts.open(bytes, pace)
  const workbook = await readStructure(parts)
  const visible = workbook.sheets.filter((sheet) => sheet.isVisible)
  const candidates =
    options.sheet === null
      ? (visible.length > 0 ? visible : workbook.sheets).slice(0, MOST_TRIED)
      : workbook.sheets.filter((sheet) => sheet.name === options.sheet)
  if (candidates.length === 0) throw unreadable(options.sheet === null ? 'damaged' : 'sheet')
  const looks = await readLooks(parts, workbook.styles)
  const strings = await readSharedStrings(parts, workbook.strings)
  for (const sheet of candidates) {
    const rows = new RowCollector()
    await readSheet(parts, sheet.path, { strings, looks, starts: workbook.starts }, rows)
    if (rows.rows.length === 0) continue
    const sheets = workbook.sheets.map(({ name }) => name)
    const source = {
      kind: 'workbook',
      encoding: null,
      delimiter: null,
      sheets,
      sheet: sheet.name,
      rows: rows.rows,
    } as const
    return tableOf(source, options, pace)
  }
  throw new Refusal('IMPORT_EMPTY')
}

async function readStructure(parts: WorkbookParts): Promise<Workbook> {
  const root = await readRelations(parts, '_rels/.rels', '')
  const path = root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  if (!parts.has(path) || !path.endsWith('.xml')) throw unreadable(otherKind(parts))
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const relations = await readRelations(parts, `${folder}_rels/${path.slice(folder.length)}.rels`, folder)
  const sheets: Sheet[] = []
  let starts: Workbook['starts'] = '1900'
  let isWorkbook = false
  await parts.read(path, {
    open: (name, attributes) => {
      if (name === 'workbook') isWorkbook = true
      if (name === 'workbookPr' && /^(?:1|true)$/u.test(attributes['date1904'] ?? '')) starts = '1904'
      if (name !== 'sheet') return
      const relation = relations.find(({ id }) => id === relationId(attributes))
      if (relation?.type !== 'worksheet') return
      const title = attributes['name'] ?? ''
      sheets.push({ name: title, path: relation.target, isVisible: (attributes['state'] ?? 'visible') === 'visible' })
    },
  })
  if (!isWorkbook) throw unreadable('zip')
  const target = (type: string): string =>
    relations.find((each) => each.type === type)?.target ?? `${folder}${type}.xml`
  return { sheets, starts, strings: target('sharedStrings'), styles: target('styles') }
}

/** Which other document an archive is. */
function otherKind(parts: WorkbookParts): 'workbook-kind' | 'zip' {
  const isTable =
    parts.has('xl/workbook.bin') || parts.has('content.xml') || parts.hasSome(/^index(?:\.zip|\/.*\.iwa)$/u)
  return isTable ? 'workbook-kind' : 'zip'
}

interface Relation {
  readonly id: string
  /** The last word of its type's address. */
  readonly type: string
  /** Path in the archive. */
  readonly target: string
}

async function readRelations(parts: WorkbookParts, path: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = []
  await parts.read(path, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return
      const target = attributes['Target'] ?? ''
      const type = attributes['Type'] ?? ''
      relations.push({
        id: attributes['Id'] ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        target: target.startsWith('/') ? target.slice(1) : normalised(folder + target),
      })
    },
  })
  return relations
}

function normalised(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

/** `r:id`, whatever the prefix. */
function relationId(attributes: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
}

/** How numbers look in each cell style, in order. */
async function readLooks(parts: WorkbookParts, path: string): Promise<NumberLook[]> {
  const codes = new Map<number, string>()
  const looks: NumberLook[] = []
  let isInCellStyles = false
  await parts.read(path, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs') isInCellStyles = true
      else if (name === 'xf' && isInCellStyles) {
        const id = Number(attributes['numFmtId'] ?? 0)
        looks.push(lookOf(id, codes.get(id)))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellStyles = false
    },
  })
  return looks
}
