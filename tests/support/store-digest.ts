import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../electron/core/services/ports'
import type { Reader } from '../../electron/core/store/store'

const OWN_PEOPLE = 'SELECT id FROM person WHERE invited_by = :actor'
const OWN_INVITATIONS = `SELECT id FROM invitation WHERE created_by = :actor OR person_id IN (${OWN_PEOPLE})`

/**
 * What an employee may lawfully change: whom they invited with all that belongs to them, and what they sent. Of every
 * other table each row counts. Kept sums, sent texts and the search index, with what it has yet to take in, follow the rest.
 */
const LAWFUL: Readonly<Record<string, string>> = {
  person: 'invited_by IS :actor',
  invitation: `id IN (${OWN_INVITATIONS})`,
  invitation_department: `invitation_id IN (${OWN_INVITATIONS})`,
  invitation_workgroup: `invitation_id IN (${OWN_INVITATIONS})`,
  // Z1.
  invite_batch: 'created_by IS :actor',
  message: 'created_by IS :actor',
  message_text: 'true',
  draft: 'created_by IS :actor',
  draft_recipient: 'draft_id IN (SELECT id FROM draft WHERE created_by = :actor)',
  open_link_variant: 'created_by IS :actor',
  open_link_variant_department: 'variant_id IN (SELECT id FROM open_link_variant WHERE created_by = :actor)',
  department_member: `person_id IN (${OWN_PEOPLE})`,
  workgroup_member: `person_id IN (${OWN_PEOPLE})`,
  task: `person_id IN (${OWN_PEOPLE})`,
  sheet: `person_id IN (${OWN_PEOPLE})`,
  // R1: of whom they add, and that only once.
  credential: `temporary_generation = 1 AND person_id IN (${OWN_PEOPLE})`,
  // The log grows, but by the actor's own entries only.
  audit: 'actor_id IS :actor',
  counter: 'true',
}

/** An external person invites nobody; what they once sent in another role would still be theirs to answer for. */
const OF_EXTERNALS: ReadonlySet<string> = new Set(['invitation', 'message', 'draft', 'draft_recipient', 'audit'])

/**
 * A hash of each table without what the role may lawfully change. Nothing for those who run the portal, as everything
 * is theirs to change.
 */
export async function digestOf(reader: Reader, actor: Actor): Promise<Readonly<Record<string, string>>> {
  if (actor.role === 'administrator' || actor.role === 'partner') return {}
  const tables = await sql<{ name: string }>`
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%search%' AND name <> 'person_to_find'
  `.execute(reader)
  const digests: Record<string, string> = {}
  for (const { name } of tables.rows) {
    const lawful = actor.role === 'employee' || OF_EXTERNALS.has(name) ? (LAWFUL[name] ?? 'false') : 'false'
    const condition = lawful.replaceAll(':actor', `'${actor.personId}'`)
    const rows = await sql<object>`SELECT * FROM ${sql.table(name)} WHERE NOT (${sql.raw(condition)})`.execute(reader)
    const lines = rows.rows.map((row) => JSON.stringify(row)).toSorted()
    digests[name] = createHash('sha256').update(lines.join('\n')).digest('hex')
  }
  return digests
}
