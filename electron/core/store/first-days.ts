import type { Reader, Writer } from './store'

/** ISO date of the person's first day (Z9); null: not known. */
export async function readFirstDay(reader: Reader, personId: string): Promise<string | null> {
  const row = await reader.selectFrom('person').select('starts_on').where('id', '=', personId).executeTakeFirst()
  return row?.starts_on ?? null
}

export async function writeFirstDay(writer: Writer, personId: string, startsOn: string | null): Promise<void> {
  await writer.updateTable('person').set({ starts_on: startsOn }).where('id', '=', personId).execute()
}
