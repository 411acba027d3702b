import type { ImportRow } from '../../../contract/file-sessions'
import { Refusal } from '../../domain/refusal'
import type { PersonDraft } from '../../imports'
import { paced } from '../../store/slice-clock'
import type { Reader } from '../../store/store'
import { knownPeople } from '../inviting/address-fates'
import { openRadar } from '../likeness'
import type { Actor } from '../ports'
import { inSlices } from '../slices'
import { type CheckedFile, type CheckedRow, shownRow } from './checked-file'
import { addressesOf, judge, type Judged, placesOf, sight } from './judging'
import { type ImportSession, isBusy } from './sessions'

/** Rows, each with what it is to say. */
type Corrections = ReadonlyMap<CheckedRow, PersonDraft>

/**
 * Z7: takes the addresses that mistyped ones were probably meant as, and gives their rows their fate anew; a row that would
 * not make anybody, or whose address looks right, stays as it is. Throws NOT_FOUND, IMPORT_RUNNING.
 */
export async function correctRows(
  reader: Reader,
  actor: Actor,
  session: ImportSession,
  numbers: readonly number[],
): Promise<ImportRow[]> {
  if (isBusy(session)) throw new Refusal('IMPORT_RUNNING')
  const file = session.check?.file
  const rows = numbers.flatMap((number) => file?.row(number) ?? [])
  if (!file || rows.length < numbers.length) throw new Refusal('NOT_FOUND')
  const corrections = new Map(rows.flatMap(correctionOf))
  const before = rows.map((row) => row.draft)
  const judged = await judgedAnew(reader, actor, file, corrections)
  // Corrected or begun to be taken in meanwhile.
  const isAsItWas = session.check?.file === file && rows.every((row, index) => row.draft === before[index])
  if (isBusy(session) || !isAsItWas) throw new Refusal('IMPORT_RUNNING')
  for (const [row, now] of judged) file.replace(row, now)
  return rows.map((row) => shownRow(file, row))
}

function correctionOf(row: CheckedRow): readonly (readonly [CheckedRow, PersonDraft])[] {
  if (row.fate !== 'new') return []
  const email = row.lookAlikes.find(({ suggestion }) => suggestion !== null)?.suggestion
  return email ? [[row, { ...row.draft, email }]] : []
}

/** No other row has the address; each is compared with the rows before it, as when the file was checked. */
async function judgedAnew(
  reader: Reader,
  actor: Actor,
  file: CheckedFile,
  corrections: Corrections,
): Promise<ReadonlyMap<CheckedRow, Judged>> {
  const seen = new Set<string>()
  await inSlices(file.rows, (row) => {
    if (corrections.has(row) || row.fate === 'invalid' || row.fate === 'duplicate') return
    for (const address of addressesOf(row.draft)) seen.add(address)
  })
  const known = await knownPeople(reader, [...corrections.values()].flatMap(addressesOf))
  const preset = placesOf(file, { departmentPaths: [], workgroups: [] })
  const radar = await openRadar(reader, actor)
  const judged = new Map<CheckedRow, Judged>()
  for (const row of file.rows) {
    if (judged.size === corrections.size) break
    const draft = corrections.get(row)
    if (draft) {
      const now = judge({ actor, file, known, preset, seen }, draft, row.read)
      if (now.fate === 'new') await sight(radar, file, [now])
      judged.set(row, now)
    } else if (row.fate === 'new') radar.remember(row.draft)
    await paced()
  }
  return judged
}
