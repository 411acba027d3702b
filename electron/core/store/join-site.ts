import type { JoinSiteTable } from './schema'
import type { Reader, Writer } from './store'

export type JoinSiteRow = Omit<JoinSiteTable, 'id'>

/** How the join site is set. Throws when the store holds no portal. */
export async function readJoinSite(reader: Reader): Promise<JoinSiteRow> {
  return reader
    .selectFrom('join_site')
    .select(['mode', 'port', 'interface_address', 'public_address'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
}

export async function saveJoinSite(writer: Writer, row: JoinSiteRow): Promise<void> {
  await writer.updateTable('join_site').set(row).where('id', '=', 1).executeTakeFirstOrThrow()
}
