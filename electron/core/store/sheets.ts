import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Locale, PersonStatus, SheetLayout } from '../domain/vocabulary'
import type { Reader, Writer } from './store'

/** People looked at by one statement; between two of them other work of the process gets its turn. */
const SLICE = 100

/** Somebody for whom a sheet may be printed, with their live invitation if they have one. */
export interface SheetCandidate {
  readonly id: string
  readonly name: string
  readonly sort_name: string
  readonly status: PersonStatus
  readonly invitation_id: string | null
  readonly generation: number
  readonly handle: string
  readonly locale: Locale
  readonly expires_at: number | null
  /** Of the sheet with this very link (Z3). */
  readonly handed_over_at: number | null
}

/** Ids of everybody with a live invitation, in slices. */
export async function* peopleWithLinks(reader: Reader): AsyncGenerator<readonly string[]> {
  let last = ''
  for (;;) {
    const found = await sql<{ id: string }>`
      SELECT person_id AS id FROM invitation WHERE state = 'live' AND person_id > ${last} ORDER BY person_id LIMIT ${SLICE}
    `.execute(reader)
    const ids = found.rows.map((row) => row.id)
    if (ids.length === 0) return
    yield ids
    last = ids.at(-1) ?? last
    await setImmediate()
  }
}

/** Ids of those whose live invitation leads to one of these departments, in slices and each once. */
export async function* peopleLedTo(
  reader: Reader,
  departmentIds: readonly string[],
): AsyncGenerator<readonly string[]> {
  const wanted = JSON.stringify(departmentIds)
  let last = ''
  for (;;) {
    const found = await sql<{ id: string; invitation_id: string }>`
      SELECT DISTINCT invitation.person_id AS id, invitation.id AS invitation_id
      FROM invitation_department AS led JOIN invitation ON invitation.id = led.invitation_id
      WHERE led.department_id IN (SELECT value FROM json_each(${wanted})) AND led.invitation_id > ${last}
        AND +invitation.state = 'live'
      ORDER BY led.invitation_id LIMIT ${SLICE}
    `.execute(reader)
    if (found.rows.length === 0) return
    yield found.rows.map((row) => row.id)
    last = found.rows.at(-1)?.invitation_id ?? last
    await setImmediate()
  }
}

/** Ids of everybody a bulk invitation asked in, whatever became of them, in slices. */
export async function* peopleOfBatch(reader: Reader, batchId: string): AsyncGenerator<readonly string[]> {
  const found = await sql<{ id: string }>`
    SELECT person_id AS id FROM invitation WHERE batch_id = ${batchId} ORDER BY id
  `.execute(reader)
  for (let start = 0; start < found.rows.length; start += SLICE) {
    yield found.rows.slice(start, start + SLICE).map((row) => row.id)
    await setImmediate()
  }
}

/** The same people in slices. */
export async function* inSlicesOf(ids: readonly string[]): AsyncGenerator<readonly string[]> {
  const each = [...new Set(ids)]
  for (let start = 0; start < each.length; start += SLICE) {
    yield each.slice(start, start + SLICE)
    await setImmediate()
  }
}

/** Those of these people that the operator may see (A2): `own`, where given, only whom this person invited. */
export async function readCandidates(
  reader: Reader,
  ids: readonly string[],
  own: string | null,
): Promise<readonly SheetCandidate[]> {
  const found = await sql<SheetCandidate>`
    SELECT person.id, person.name, person.sort_name, person.status, invitation.id AS invitation_id,
      coalesce(invitation.generation, 0) AS generation, coalesce(invitation.handle, '') AS handle,
      coalesce(invitation.locale, person.locale) AS locale, invitation.expires_at, sheet.handed_over_at
    FROM json_each(${JSON.stringify(ids)}) AS wanted JOIN person ON person.id = wanted.value
      LEFT JOIN invitation ON invitation.person_id = person.id AND invitation.state = 'live'
      LEFT JOIN sheet ON sheet.invitation_id = invitation.id AND sheet.generation = invitation.generation
    WHERE ${own === null ? sql`true` : sql`person.invited_by = ${own}`}
  `.execute(reader)
  return found.rows
}

/** A sheet with a link on it that came out of a printer or went into a file. */
export interface PrintedSheet {
  readonly id: string
  readonly invitationId: string
  readonly generation: number
}

/** Keeps sheets as printed (Z3): those printed before count once more. Whoever is gone meanwhile is passed over. */
export async function savePrinted(
  writer: Writer,
  sheets: readonly PrintedSheet[],
  printing: { readonly layout: SheetLayout; readonly at: number; readonly by: string },
): Promise<void> {
  for (let start = 0; start < sheets.length; start += SLICE) {
    const rows = sheets.slice(start, start + SLICE).map((each) => [each.id, each.invitationId, each.generation])
    await sql`
      INSERT INTO sheet (id, invitation_id, generation, person_id, layout, printings, printed_at, printed_by)
      SELECT row.value ->> 0, invitation.id, row.value ->> 2, invitation.person_id, ${printing.layout}, 1, ${printing.at}, ${printing.by}
      FROM json_each(${JSON.stringify(rows)}) AS row JOIN invitation ON invitation.id = row.value ->> 1
      WHERE true ON CONFLICT (invitation_id, generation) DO UPDATE
      SET printings = printings + 1, layout = excluded.layout, printed_at = excluded.printed_at, printed_by = excluded.printed_by
    `.execute(writer)
    await setImmediate()
  }
}
