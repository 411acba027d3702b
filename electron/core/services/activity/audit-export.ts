import { demand } from '../../domain/access'
import { BYTE_ORDER_MARK, csvRow } from '../../imports/csv-out'
import { readPortal } from '../../store/accounts'
import { AUDIT_COLUMNS, type AuditFileRow, readAuditSlice, readLastAuditNumber } from '../../store/audit-pages'
import { type ExportTexts, exportTexts, suggestedName } from '../saving/export-texts'
import type { Actor } from '../ports'
import { saveExport } from '../saving/save-file'
import type { ServiceContext } from '../service-context'

export interface AuditExportInput {
  readonly format: 'csv' | 'jsonl'
}

/** Entries read and written at once. */
const PAGE = 500

/**
 * H1: saves the whole audit log, oldest first, with its hashes. As JSON lines each entry stands as it is stored, its columns
 * in the order in which they were hashed, so that the chain can be walked without Usher. Returns null where the operator
 * chose no place. Throws NOT_ALLOWED, FILE_NOT_WRITTEN.
 */
export async function exportAudit(
  context: ServiceContext,
  actor: Actor,
  { format }: AuditExportInput,
): Promise<{ readonly file: string; readonly entries: number } | null> {
  demand(actor, 'audit.export')
  const { reader } = context.store
  const portal = await readPortal(reader)
  const texts = exportTexts(portal.locale)
  const line = format === 'csv' ? csvLine : jsonLine
  // What is written meanwhile belongs to the next export, the entry about this one too.
  const last = await readLastAuditNumber(reader)
  let entries = 0

  async function* parts(): AsyncGenerator<string> {
    if (format === 'csv') yield BYTE_ORDER_MARK + heading(texts)
    for (let after = 0; after < last;) {
      const slice = await readAuditSlice(reader, after, last, PAGE)
      const newest = slice.at(-1)
      if (!newest) return
      entries += slice.length
      after = newest.id
      yield slice.map(line).join('')
    }
  }

  const suggestion = { name: suggestedName(texts.audit.fileName, portal.name, context.clock.now()), extension: format }
  const file = await saveExport(context, actor, suggestion, parts, {
    action: 'audit.exported',
    details: () => ({ entries }),
  })
  return file === null ? null : { file, entries }
}

function heading(texts: ExportTexts): string {
  return csvRow(AUDIT_COLUMNS.map((column) => texts.audit[column]))
}

function csvLine(entry: AuditFileRow): string {
  return csvRow(
    AUDIT_COLUMNS.map((column) =>
      column === 'at' ? new Date(entry.at).toISOString() : entry[column] === null ? '' : String(entry[column]),
    ),
  )
}

function jsonLine(entry: AuditFileRow): string {
  return `${JSON.stringify(Object.fromEntries(AUDIT_COLUMNS.map((column) => [column, entry[column]])))}\n`
}
