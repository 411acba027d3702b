import type { PersonKind, PersonStatus } from '../domain/vocabulary'
import { statusBeside } from './by-time'
import type { Reader, Writer } from './store'

/** An external person with the terms they are here on (Z8). */
export interface GuestTerms {
  readonly sponsorId: string | null
  /** ISO date of the last day; null: without end. */
  readonly endsOn: string | null
}

/** Days as set for the portal (Z8). */
export interface GuestSettings {
  readonly days: number
  readonly noticeDays: number
}

export async function readGuestSettings(reader: Reader): Promise<GuestSettings> {
  const row = await reader
    .selectFrom('portal')
    .select(['guest_days', 'guest_notice_days'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  return { days: row.guest_days, noticeDays: row.guest_notice_days }
}

export async function readGuestTerms(reader: Reader, personId: string): Promise<GuestTerms> {
  const row = await reader
    .selectFrom('person')
    .select(['sponsor_id as sponsorId', 'ends_on as endsOn'])
    .where('id', '=', personId)
    .executeTakeFirst()
  return row ?? { sponsorId: null, endsOn: null }
}

/** Sets the terms; notice of a last day that has changed is given anew. */
export async function writeGuestTerms(writer: Writer, personId: string, terms: GuestTerms): Promise<void> {
  const before = await readGuestTerms(writer, personId)
  await writer
    .updateTable('person')
    .set({
      sponsor_id: terms.sponsorId,
      ends_on: terms.endsOn,
      ...(before.endsOn === terms.endsOn ? {} : { end_noticed_at: null }),
    })
    .where('id', '=', personId)
    .execute()
}

const HERE: readonly PersonStatus[] = ['invited', 'pending', 'active']

/** Ids of externals whose last day is before `today`, the longest over first. */
export async function guestsOver(reader: Reader, today: string): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('person')
    .select('id')
    .where('ends_on', '<', today)
    .where('kind', '=', 'external')
    .where(statusBeside('status'), 'in', HERE)
    .orderBy('ends_on')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Active externals whose last day is from `today` to `until` and of whom no notice was given yet. */
export async function guestsToNotice(reader: Reader, today: string, until: string) {
  return await reader
    .selectFrom('person')
    .select(['id', 'name', 'ends_on as endsOn'])
    .where('ends_on', '>=', today)
    .where('ends_on', '<=', until)
    .where('kind', '=', 'external')
    .where(statusBeside('status'), '=', 'active')
    .where('end_noticed_at', 'is', null)
    .orderBy('ends_on')
    .orderBy('id')
    .$narrowType<{ endsOn: string }>()
    .execute()
}

/** Notes that notice of this last day was given. False where it was, or where the day has changed meanwhile. */
export async function noteNotice(
  writer: Writer,
  guest: { readonly id: string; readonly endsOn: string },
  at: number,
): Promise<boolean> {
  const result = await writer
    .updateTable('person')
    .set({ end_noticed_at: at })
    .where('id', '=', guest.id)
    .where('ends_on', '=', guest.endsOn)
    .where('status', '=', 'active')
    .where('end_noticed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return result.numUpdatedRows === 1n
}

/** What each of these people is; at most a thousand at once. */
export async function kindsOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, PersonKind>> {
  if (ids.length === 0) return new Map()
  const rows = await reader.selectFrom('person').select(['id', 'kind']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.kind]))
}
