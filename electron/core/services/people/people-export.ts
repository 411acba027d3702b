import { demand } from '../../domain/access'
import { dayOf } from '../../domain/days'
import { searchWords } from '../../domain/search-words'
import type { ImportDelimiter, PeopleFilter, PeopleSort } from '../../domain/vocabulary'
import { BYTE_ORDER_MARK, csvRow } from '../../imports/csv-out'
import { readPortal } from '../../store/accounts'
import { departmentsOf } from '../../store/departments-of-people'
import { inOrderOfNames, readFileRows } from '../../store/people-export'
import type { PeopleKey } from '../../store/people-key'
import { readPeoplePage } from '../../store/people-page'
import type { Reader } from '../../store/store'
import { type ExportTexts, exportTexts, suggestedName } from '../saving/export-texts'
import type { Actor } from '../ports'
import { saveExport } from '../saving/save-file'
import type { ServiceContext } from '../service-context'

export interface PeopleExportInput {
  readonly filter: PeopleFilter
  readonly search: string
  readonly departmentId: string | null
  readonly sort: PeopleSort
  readonly descending: boolean
  /** Null: all that the list holds; else these, in the order of their names. */
  readonly ids: readonly string[] | null
  readonly delimiter: ImportDelimiter
}

/** People read and written at once. */
const PAGE = 200

/** The columns of the file; the import recognises those it has a field for, in both languages (D4). */
const COLUMNS = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'position',
  'departments',
  'status',
  'kind',
  'invitedBy',
  'invitedOn',
  'joinedOn',
] as const

/**
 * D2: saves the list as it is filtered, or the people chosen, as CSV that spreadsheets open without computing anything.
 * The file appears only when the audit log tells of it. Returns null where the operator chose no place. Throws
 * NOT_ALLOWED, FILE_NOT_WRITTEN.
 */
export async function exportPeople(
  context: ServiceContext,
  actor: Actor,
  input: PeopleExportInput,
): Promise<{ readonly file: string; readonly rows: number } | null> {
  demand(actor, 'people.export')
  const { reader } = context.store
  const portal = await readPortal(reader)
  const texts = exportTexts(portal.locale)
  let rows = 0

  async function* parts(): AsyncGenerator<string> {
    yield (
      BYTE_ORDER_MARK +
        csvRow(
          COLUMNS.map((column) => texts.people[column]),
          input.delimiter,
        )
    )
    for await (const ids of pagesOf(reader, input)) {
      const lines = await linesOf(reader, ids, texts, input.delimiter)
      rows += lines.length
      yield lines.join('')
    }
  }

  const suggestion = { name: suggestedName(texts.people.fileName, portal.name, context.clock.now()), extension: 'csv' }
  const file = await saveExport(context, actor, suggestion, parts, {
    action: 'directory.exported',
    details: () => ({ rows }),
  })
  return file === null ? null : { file, rows }
}

/** The ids to write, page by page in the order of the list. */
async function* pagesOf(reader: Reader, input: PeopleExportInput): AsyncGenerator<readonly string[]> {
  if (input.ids !== null) {
    const ids = await inOrderOfNames(reader, input.ids)
    for (let start = 0; start < ids.length; start += PAGE) yield ids.slice(start, start + PAGE)
    return
  }
  const { filter, departmentId, sort, descending } = input
  const words = searchWords(input.search)
  let after: PeopleKey | null = null
  for (;;) {
    const query = { filter, departmentId, seenBy: null, words, sort, descending, after, limit: PAGE }
    const page: Awaited<ReturnType<typeof readPeoplePage>> = await readPeoplePage(reader, query)
    yield page.map((row) => row.person.id)
    after = page.at(-1)?.key ?? null
    if (page.length < PAGE) return
  }
}

async function linesOf(
  reader: Reader,
  ids: readonly string[],
  texts: ExportTexts,
  delimiter: ImportDelimiter,
): Promise<readonly string[]> {
  const people = await readFileRows(reader, ids)
  const departments = await departmentsOf(reader, ids)
  return ids.flatMap((id) => {
    const person = people.get(id)
    if (!person) return []
    const cells: Readonly<Record<(typeof COLUMNS)[number], string>> = {
      firstName: person.first_name,
      lastName: person.last_name,
      email: person.email ?? '',
      phone: person.phone ?? '',
      position: person.position,
      departments: (departments.get(id) ?? []).map((department) => department.name).join('; '),
      status: texts.statuses[person.status],
      kind: texts.kinds[person.kind],
      invitedBy: person.inviter ?? '',
      invitedOn: dayOrNone(person.invited_at),
      joinedOn: dayOrNone(person.joined_at),
    }
    return [
      csvRow(
        COLUMNS.map((column) => cells[column]),
        delimiter,
      ),
    ]
  })
}

function dayOrNone(moment: number | null): string {
  return moment === null ? '' : dayOf(moment)
}
