import { sql, type Kysely } from 'kysely'

/** Printed invitation sheets, what became of them at the hand-over desk, and approval sheets. */
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
  by('handed_over_at'),
  by('returned_at'),
  `CREATE TABLE approval_sheet (
    number INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    printed_at INTEGER,
    printed_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    department_id TEXT REFERENCES department (id) ON DELETE SET NULL
  ) STRICT`,
  'CREATE INDEX approval_sheet_printed_by ON approval_sheet (printed_by) WHERE printed_by IS NOT NULL',
  'CREATE INDEX approval_sheet_department ON approval_sheet (department_id) WHERE department_id IS NOT NULL',
  // Whoever was declined is gone; the line of the sheet stays.
  `CREATE TABLE approval_line (
    sheet_number INTEGER NOT NULL REFERENCES approval_sheet (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    decision TEXT CHECK (decision IN ('approve', 'decline')),
    decided_at INTEGER,
    PRIMARY KEY (sheet_number, position)
  ) STRICT, WITHOUT ROWID`,
]
