import type { ImportRow } from '../../../contract/file-sessions'
import { Refusal } from '../../domain/refusal'
import type { Reader } from '../../store/store'
import { knownPeople } from '../inviting/address-fates'
import { openRadar } from '../likeness'
import type { Actor } from '../ports'
import { inSlices } from '../slices'
import { type CheckedFile, type CheckedRow, shownRow } from './checked-file'
import { addressesOf, judge, type Judged, placesOf, sight } from './judging'
import { type ImportSession, isBusy } from './sessions'

/**
 * Z7: takes the address that a mistyped one was probably meant as, and gives the row its fate anew; a row that would not make
 * anybody, or whose address looks right, stays as it is. Throws NOT_FOUND, IMPORT_RUNNING.
 */
export async function correctRow(
  reader: Reader,
  actor: Actor,
  session: ImportSession,
  number: number,
): Promise<ImportRow> {
  if (isBusy(session)) throw new Refusal('IMPORT_RUNNING')
  const file = session.check?.file
  const row = file?.row(number)
  if (!file || !row) throw new Refusal('NOT_FOUND')
  const { draft } = row
  const email = row.fate === 'new' ? meantAs(row) : null
  if (email !== null) {
    const judged = await judgedAs(reader, actor, file, row, email)
    // Corrected or begun to be taken in meanwhile.
    if (isBusy(session) || session.check?.file !== file || row.draft !== draft) throw new Refusal('IMPORT_RUNNING')
    file.replace(row, judged)
  }
  return shownRow(file, row)
}

/** The address that a row's own was probably meant as; null where it looks right. */
function meantAs({ lookAlikes }: Pick<CheckedRow, 'lookAlikes'>): string | null {
  return lookAlikes.find(({ suggestion }) => suggestion !== null)?.suggestion ?? null
}

/** The row with this address: no other row has it, and it is compared with those before it, as all are. */
async function judgedAs(
  reader: Reader,
  actor: Actor,
  file: CheckedFile,
  row: CheckedRow,
  email: string,
): Promise<Judged> {
  const draft = { ...row.draft, email }
  const before: CheckedRow[] = []
  const seen = new Set<string>()
  await inSlices(file.rows, (each) => {
    if (each === row || each.fate === 'invalid' || each.fate === 'duplicate') return
    for (const address of addressesOf(each.draft)) seen.add(address)
    if (each.fate === 'new' && each.draft.row < draft.row) before.push(each)
  })
  const known = await knownPeople(reader, addressesOf(draft))
  const preset = placesOf(file, { departmentPaths: [], workgroups: [] })
  const judged = judge({ actor, file, known, preset, seen }, draft, row.read)
  if (judged.fate !== 'new') return judged
  const radar = await openRadar(reader, actor)
  await inSlices(before, (each) => radar.remember(each.draft))
  await sight(radar, [judged])
  return judged
}
