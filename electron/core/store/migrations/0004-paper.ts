import { sql, type Kysely } from 'kysely'

/** Printed invitation sheets, and what became of them at the hand-over desk. */
export const paper = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database)
  },
}

const by = (column: string): string => `CREATE INDEX sheet_${column} ON sheet (${column}) WHERE ${column} IS NOT NULL`

const STATEMENTS = [
  `CREATE TABLE sheet (
    id TEXT PRIMARY KEY,
    invitation_id TEXT NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    layout TEXT NOT NULL CHECK (layout IN ('letter', 'cards', 'L7160', 'L7163', '5160')),
    printings INTEGER NOT NULL DEFAULT 1 CHECK (printings > 0),
    printed_at INTEGER NOT NULL,
    printed_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    handed_over_at INTEGER,
    handed_over_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    returned_at INTEGER,
    returned_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    UNIQUE (invitation_id, generation)
  ) STRICT`,
  'CREATE INDEX sheet_by_person ON sheet (person_id, printed_at)',
  'CREATE INDEX sheet_waiting ON sheet (printed_at, id) WHERE handed_over_at IS NULL',
  'CREATE INDEX sheet_to_return ON sheet (handed_over_at, id) WHERE handed_over_at IS NOT NULL AND returned_at IS NULL',
  by('printed_by'),
  by('handed_over_by'),
  by('returned_by'),
]
