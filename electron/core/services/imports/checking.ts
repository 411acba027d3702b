import type { ImportReading } from '../../../contract/file-sessions'
import { type PersonDraft, personOf, type ReadRow, type ReadTable } from '../../imports'
import { readPortal } from '../../store/accounts'
import { readSeats } from '../../store/seats'
import type { Reader } from '../../store/store'
import { knownPeople } from '../inviting/address-fates'
import { demandPreset } from '../inviting/preset'
import { openRadar } from '../likeness'
import type { Actor } from '../ports'
import { chunksOf, inSlices } from '../slices'
import { type CheckedFile, checkedFile, type ImportOrder, wholeCharacters } from './checked-file'
import { addressesOf, judge, type Judged, placesOf, sight } from './judging'
import { planPlaces } from './places-plan'
import type { Labour } from './work'

/** Rows looked up at once. */
const TOGETHER = 100
const SAMPLES = 3
const LONGEST_SAMPLE = 60

/** How a file was understood (D4). */
export function readingOf(id: string, fileName: string, table: ReadTable): ImportReading {
  const { delimiter, encoding, format, hasHeader, kind, rows, sheet, sheets } = table
  const columns = table.columns.map(({ field, index, title }) => ({
    index,
    title: shortened(title),
    field,
    samples: samplesOf(rows, index),
  }))
  return { id, fileName, kind, format, encoding, delimiter, hasHeader, sheets, sheet, columns, rows: rows.length }
}

/** The first filled cells of a column, looked for in the first rows. */
function samplesOf(rows: readonly ReadRow[], index: number): readonly string[] {
  return rows
    .slice(0, 200)
    .flatMap((row) => row.cells[index]?.trim() || [])
    .slice(0, SAMPLES)
    .map(shortened)
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  return wholeCharacters(line.length > LONGEST_SAMPLE ? `${line.slice(0, LONGEST_SAMPLE - 1)}…` : line)
}

/** An empty check of a file. Throws NOT_FOUND where a department or workgroup chosen for everybody is gone. */
export async function beginCheck(reader: Reader, order: ImportOrder): Promise<CheckedFile> {
  await demandPreset(reader, order, order.scope)
  return checkedFile(order, await planPlaces(reader), await readSeats(reader))
}

/** Gives each row its fate (S6, D4) and its look-alikes (Z7); writes nothing. False where it was cancelled. */
export async function checkRows(
  reader: Reader,
  actor: Actor,
  table: ReadTable,
  file: CheckedFile,
  labour: Labour,
): Promise<boolean> {
  const { country } = await readPortal(reader)
  const rules = { country, rootName: file.plan.root.name }
  const radar = await openRadar(reader, actor)
  const seen = new Set<string>()
  const preset = placesOf(file, { departmentPaths: [], workgroups: [] })
  for await (const chunk of chunksOf(table.rows, TOGETHER)) {
    if (labour.cancelled) return false
    const drafts: PersonDraft[] = []
    await inSlices(chunk, (row) => void drafts.push(personOf(table, row, rules)))
    const known = await knownPeople(
      reader,
      drafts.flatMap((draft) => addressesOf(draft)),
    )
    const court = { actor, file, known, preset, seen }
    const judged: Judged[] = []
    await inSlices(drafts.entries(), ([index, draft]) => void judged.push(judge(court, draft, chunk[index])))
    await sight(radar, file, judged)
    for (const row of judged) file.add(row)
    labour.report(file.rows.length)
  }
  return true
}
