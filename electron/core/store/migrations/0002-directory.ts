import { sql, type Kysely } from 'kysely'

/** The whole directory: access, plans, workgroups, guests, partners, checklists, structure steps, and likeness keys. */
export const directory = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database)
  },
}

const flag = (column: string): string => `${column} INTEGER NOT NULL DEFAULT 0 CHECK (${column} IN (0, 1))`
const audience = (column: string, initial: 'everyone' | 'administrators'): string =>
  `${column} TEXT NOT NULL DEFAULT '${initial}' CHECK (${column} IN ('everyone', 'administrators'))`
const reference = (column: string, table: string, onDelete: 'CASCADE' | 'SET NULL' = 'SET NULL'): string =>
  `${column} TEXT REFERENCES ${table} (id) ON DELETE ${onDelete}`
const add = (table: string, ...columns: readonly string[]): readonly string[] =>
  columns.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column}`)

const PORTAL = [
  ...add(
    'portal',
    audience('structure_seen_by', 'everyone'),
    audience('structure_edited_by', 'administrators'),
    'guest_days INTEGER NOT NULL DEFAULT 90 CHECK (guest_days > 0)',
    'guest_notice_days INTEGER NOT NULL DEFAULT 7 CHECK (guest_notice_days >= 0)',
  ),
  `CREATE TABLE plan_limit (
    plan TEXT PRIMARY KEY CHECK (plan IN ('free', 'basic', 'standard', 'professional', 'enterprise')),
    seat_limit INTEGER CHECK (seat_limit > 0)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO plan_limit (plan, seat_limit)
    VALUES ('free', NULL), ('basic', NULL), ('standard', NULL), ('professional', NULL), ('enterprise', NULL)`,
  `UPDATE plan_limit SET seat_limit = (SELECT seat_limit FROM portal WHERE portal.plan = plan_limit.plan)`,
  'ALTER TABLE portal DROP COLUMN seat_limit',
  `CREATE TABLE inviter_delegation (
    id TEXT PRIMARY KEY,
    holder TEXT NOT NULL CHECK (holder IN ('person', 'department-heads', 'workgroup-owners')),
    ${reference('person_id', 'person', 'CASCADE')},
    ${reference('department_id', 'department', 'CASCADE')},
    ${reference('workgroup_id', 'workgroup', 'CASCADE')},
    departments_allowed TEXT NOT NULL CHECK (departments_allowed IN ('none', 'own', 'any')),
    workgroups_allowed TEXT NOT NULL CHECK (workgroups_allowed IN ('none', 'own', 'any')),
    ${flag('skip_confirmation')},
    created_at INTEGER NOT NULL,
    CHECK ((holder = 'person') = (person_id IS NOT NULL)),
    CHECK (department_id IS NULL OR holder = 'department-heads'),
    CHECK (workgroup_id IS NULL OR holder = 'workgroup-owners')
  ) STRICT`,
]

const PEOPLE = [
  ...add(
    'person',
    'partner_company TEXT',
    reference('sponsor_id', 'person'),
    'ends_on TEXT',
    'end_noticed_at INTEGER',
    'name_key TEXT',
    'email_key TEXT',
  ),
  // A column that is never null, so that a page can begin at its key: of an expression no index can tell where that is.
  'ALTER TABLE person ADD COLUMN invited_on INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(invited_at, 0)) VIRTUAL',
  'DROP INDEX person_by_invited_at',
  'CREATE INDEX person_by_invited_at ON person (invited_on, id)',
  'DROP INDEX person_by_status_invited_at',
  'CREATE INDEX person_by_status_invited_at ON person (status, invited_on, id)',
  // Lists of externals and of partners: the many employees stay out of these.
  'DROP INDEX person_by_kind_name',
  "CREATE INDEX person_by_kind_name ON person (kind, sort_name, id) WHERE kind <> 'employee'",
  "CREATE INDEX person_by_kind_address ON person (kind, address, id) WHERE kind <> 'employee'",
  "CREATE INDEX person_by_kind_position ON person (kind, position, sort_name, id) WHERE kind <> 'employee'",
  "CREATE INDEX person_by_kind_status ON person (kind, status, sort_name, id) WHERE kind <> 'employee'",
  "CREATE INDEX person_by_kind_invited_at ON person (kind, invited_on, id) WHERE kind <> 'employee'",
  'CREATE INDEX person_by_name_key ON person (name_key) WHERE name_key IS NOT NULL',
  'CREATE INDEX person_by_email_key ON person (email_key) WHERE email_key IS NOT NULL',
  'CREATE INDEX person_without_keys ON person (number) WHERE name_key IS NULL',
  "CREATE INDEX person_without_seat ON person (kind) WHERE pending_reason = 'no-seat'",
  'CREATE INDEX person_by_joined_at ON person (joined_at) WHERE joined_at IS NOT NULL',
  'CREATE INDEX person_by_sponsor ON person (sponsor_id) WHERE sponsor_id IS NOT NULL',
  'CREATE INDEX person_ending ON person (ends_on) WHERE ends_on IS NOT NULL',
]

/** Kept, not looked for: the few people whom a sum of head counts over departments would count twice (D1). */
const MEMBERS_OF_SEVERAL = [
  `CREATE TABLE member_of_several (
    person_id TEXT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO member_of_several SELECT person_id FROM department_member GROUP BY person_id HAVING count(*) > 1`,
  `CREATE TRIGGER member_of_several_joined AFTER INSERT ON department_member
    WHEN (SELECT count(*) FROM department_member WHERE person_id = NEW.person_id) = 2 BEGIN
    INSERT INTO member_of_several (person_id) VALUES (NEW.person_id);
  END`,
  `CREATE TRIGGER member_of_several_left AFTER DELETE ON department_member
    WHEN (SELECT count(*) FROM department_member WHERE person_id = OLD.person_id) = 1 BEGIN
    DELETE FROM member_of_several WHERE person_id = OLD.person_id;
  END`,
]

const STRUCTURE = [
  ...add('department', 'reserved_seats INTEGER CHECK (reserved_seats > 0)'),
  `CREATE TABLE structure_step (
    id INTEGER PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    act TEXT NOT NULL,
    name TEXT NOT NULL,
    before TEXT NOT NULL,
    undone_at INTEGER
  ) STRICT`,
  'CREATE INDEX department_with_seats ON department (id) WHERE reserved_seats IS NOT NULL',
  'CREATE INDEX structure_step_by_actor ON structure_step (actor_id, id)',
  `CREATE TABLE structure_step_part (
    step_id INTEGER NOT NULL REFERENCES structure_step (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'invitation', 'variant')),
    entries TEXT NOT NULL,
    PRIMARY KEY (step_id, place)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX department_member_heads ON department_member (department_id, person_id) WHERE head = 1',
  ...MEMBERS_OF_SEVERAL,
  ...add('workgroup', flag('allow_external'), flag('members_may_invite'), reference('owner_id', 'person')),
  'CREATE INDEX workgroup_by_owner ON workgroup (owner_id) WHERE owner_id IS NOT NULL',
]

const PARTNERS = [
  `CREATE TABLE partner_source (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    address TEXT,
    public_key TEXT NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE partner_registry (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    serial INTEGER NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('file', 'https')),
    digest TEXT NOT NULL,
    companies INTEGER NOT NULL,
    addresses INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE partner_company (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    status TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE partner_address (
    address TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES partner_company (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX partner_address_by_company ON partner_address (company_id)',
]

const CHECKLISTS = [
  `CREATE TABLE checklist (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    ${reference('department_id', 'department', 'CASCADE')},
    created_at INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX checklist_by_department ON checklist (department_id)',
  `CREATE TABLE checklist_item (
    id TEXT PRIMARY KEY,
    checklist_id TEXT NOT NULL REFERENCES checklist (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    title TEXT NOT NULL,
    due_days INTEGER CHECK (due_days >= 0),
    owner TEXT NOT NULL CHECK (owner IN ('nobody', 'inviter', 'head', 'person')),
    ${reference('owner_id', 'person')}
  ) STRICT`,
  'CREATE INDEX checklist_item_by_checklist ON checklist_item (checklist_id, place)',
  ...add('task', reference('owner_id', 'person'), reference('item_id', 'checklist_item')),
  'CREATE INDEX task_by_owner ON task (owner_id, due_on, id) WHERE owner_id IS NOT NULL',
  'CREATE INDEX task_by_item ON task (item_id) WHERE item_id IS NOT NULL',
  'CREATE INDEX task_open ON task (due_on, id) WHERE done_at IS NULL',
]

/**
 * What points at a person without leading to them: taking somebody out of the directory looks for all of it, which without these
 * would read every invitation and message there is.
 */
const POINTING_AT_PEOPLE = [
  'CREATE INDEX invitation_by_creator ON invitation (created_by) WHERE created_by IS NOT NULL',
  'CREATE INDEX message_by_creator ON message (created_by) WHERE created_by IS NOT NULL',
  'CREATE INDEX draft_by_creator ON draft (created_by) WHERE created_by IS NOT NULL',
  'CREATE INDEX open_link_variant_by_creator ON open_link_variant (created_by) WHERE created_by IS NOT NULL',
  'CREATE INDEX task_by_creator ON task (created_by) WHERE created_by IS NOT NULL',
  'CREATE INDEX checklist_item_by_owner ON checklist_item (owner_id) WHERE owner_id IS NOT NULL',
]

/**
 * Pages of the search index in bytes. It merges a fixed number of them at once while people are written: of small ones a
 * merge holds up the window half as long or less, and searching is no slower.
 */
const SEARCH = ["INSERT INTO person_search (person_search, rank) VALUES ('pgsz', 1000)"]

const STATEMENTS = [...PORTAL, ...PEOPLE, ...STRUCTURE, ...PARTNERS, ...CHECKLISTS, ...POINTING_AT_PEOPLE, ...SEARCH]
