import { sql, type Kysely } from 'kysely'

/** Every way to invite: messages by mail and SMS, batches, reminders, registered people, listed domains, own templates. */
export const delivery = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database)
  },
}

const add = (table: string, ...columns: readonly string[]): readonly string[] =>
  columns.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column}`)

const PORTAL = [
  ...add(
    'portal',
    'reminder_days INTEGER CHECK (reminder_days > 0)',
    'reminder_times INTEGER NOT NULL DEFAULT 2 CHECK (reminder_times > 0)',
    'tell_inviter INTEGER NOT NULL DEFAULT 1 CHECK (tell_inviter IN (0, 1))',
    "draft_format TEXT NOT NULL DEFAULT 'mailto' CHECK (draft_format IN ('mailto', 'file', 'apple-mail'))",
    'temporary_password_days INTEGER NOT NULL DEFAULT 7 CHECK (temporary_password_days > 0)',
  ),
  `CREATE TABLE template (
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'welcome')),
    locale TEXT NOT NULL CHECK (locale IN ('en', 'ru')),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (kind, locale)
  ) STRICT, WITHOUT ROWID`,
  'CREATE TABLE open_link_domain (domain TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
]

const PEOPLE = [
  ...add('person', 'starts_on TEXT', "unproved TEXT CHECK (unproved IN ('code-sent', 'no-mail-service'))"),
  'CREATE INDEX person_starting ON person (starts_on) WHERE starts_on IS NOT NULL',
  'CREATE INDEX person_undelivered ON person (id) WHERE delivery_failed = 1',
  ...add('credential', 'temporary_until INTEGER', 'temporary_generation INTEGER NOT NULL DEFAULT 0'),
  `CREATE TABLE address_proof (
    id TEXT PRIMARY KEY,
    person_id TEXT UNIQUE REFERENCES person (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    generation INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX address_proof_by_expiry ON address_proof (expires_at)',
]

const INVITATIONS = [
  `CREATE TABLE invite_batch (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    people INTEGER NOT NULL DEFAULT 0,
    created_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    undone_at INTEGER
  ) STRICT`,
  'CREATE INDEX invite_batch_by_creator ON invite_batch (created_by) WHERE created_by IS NOT NULL',
  ...add(
    'invitation',
    'batch_id TEXT REFERENCES invite_batch (id) ON DELETE SET NULL',
    'reminders INTEGER NOT NULL DEFAULT 0',
  ),
  'CREATE INDEX invitation_by_batch ON invitation (batch_id, state, id) WHERE batch_id IS NOT NULL',
  "CREATE INDEX invitation_sent ON invitation (sent_at) WHERE state = 'live' AND sent_at IS NOT NULL",
]

/** A check cannot be widened in place: the table is made anew with what it holds. */
const MESSAGES = [
  `CREATE TABLE new_message (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'sms')),
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'welcome', 'address-proof', 'invitee-joined')),
    about TEXT,
    invitation_id TEXT REFERENCES invitation (id) ON DELETE SET NULL,
    generation INTEGER,
    person_id TEXT REFERENCES person (id) ON DELETE SET NULL,
    to_name TEXT NOT NULL,
    to_address TEXT NOT NULL,
    locale TEXT NOT NULL CHECK (locale IN ('en', 'ru')),
    text_id TEXT REFERENCES message_text (id),
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'handed-over', 'failed', 'unknown',
      'bounced', 'cancelled')),
    tries INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER,
    message_id TEXT NOT NULL UNIQUE,
    provider_id TEXT,
    next_look_at INTEGER,
    answer TEXT,
    created_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    sent_at INTEGER
  ) STRICT`,
  `INSERT INTO new_message (id, channel, kind, invitation_id, generation, person_id, to_name, to_address, locale, text_id,
      state, tries, next_try_at, message_id, answer, created_by, created_at, updated_at, sent_at)
    SELECT id, 'mail', kind, invitation_id, generation, person_id, to_name, to_address, locale, text_id, state, tries,
      next_try_at, message_id, answer, created_by, created_at, updated_at, sent_at FROM message`,
  'DROP TABLE message',
  'ALTER TABLE new_message RENAME TO message',
  "CREATE INDEX message_due ON message (channel, next_try_at, id) WHERE state = 'queued'",
  'CREATE INDEX message_tried ON message (channel, updated_at) WHERE tries > 0',
  'CREATE INDEX message_to_look_at ON message (next_look_at) WHERE next_look_at IS NOT NULL',
  'CREATE INDEX message_by_provider_id ON message (provider_id) WHERE provider_id IS NOT NULL',
  'CREATE INDEX message_by_state ON message (state, id)',
  'CREATE INDEX message_by_channel ON message (channel, id)',
  'CREATE INDEX message_counts ON message (channel, state)',
  'CREATE INDEX message_by_invitation ON message (invitation_id)',
  'CREATE INDEX message_by_person ON message (person_id, id)',
  'CREATE INDEX message_by_address ON message (to_address, id)',
  'CREATE INDEX message_by_creator ON message (created_by) WHERE created_by IS NOT NULL',
  ...add('draft', "channel TEXT NOT NULL DEFAULT 'mail' CHECK (channel IN ('mail', 'sms'))"),
  `CREATE TABLE outbox_pause (
    channel TEXT PRIMARY KEY CHECK (channel IN ('mail', 'sms')),
    paused_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE outbox_stop (
    channel TEXT PRIMARY KEY CHECK (channel IN ('mail', 'sms')),
    stopped_at INTEGER NOT NULL,
    answer TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
]

const ACCOUNTS = [
  ...add(
    'mail_account',
    "preset TEXT NOT NULL DEFAULT 'other' CHECK (preset IN ('other', 'microsoft-365', 'google'))",
    "sign_in TEXT NOT NULL DEFAULT 'password' CHECK (sign_in IN ('none', 'password', 'oauth'))",
    'client_id TEXT',
    'tenant TEXT',
    'connections INTEGER CHECK (connections > 0)',
    'per_minute INTEGER CHECK (per_minute > 0)',
  ),
  "UPDATE mail_account SET sign_in = 'none' WHERE username = ''",
  // Their limits went by the name of the server until now.
  `UPDATE mail_account SET preset = 'microsoft-365'
    WHERE host IN ('office365.com', 'outlook.com') OR host LIKE '%.office365.com' OR host LIKE '%.outlook.com'`,
  `CREATE TABLE sms_account (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    kind TEXT NOT NULL CHECK (kind IN ('twilio', 'http')),
    settings TEXT NOT NULL,
    per_minute INTEGER CHECK (per_minute > 0),
    updated_at INTEGER NOT NULL
  ) STRICT`,
]

/**
 * Whom the search does not know yet as they are now; the store takes them in before the transaction that wrote them ends. A
 * trigger that writes to the search index itself makes SQLite write out the whole of what the index holds in memory, person by
 * person: that took more than everything else there is to an invitation.
 */
const noteForSearch = (row: 'NEW' | 'OLD'): string =>
  `INSERT INTO person_to_find (number) VALUES (${row}.number) ON CONFLICT DO NOTHING;`

const SEARCH = [
  'CREATE TABLE person_to_find (number INTEGER PRIMARY KEY) STRICT',
  'DROP TRIGGER person_found',
  'DROP TRIGGER person_found_anew',
  'DROP TRIGGER person_not_found',
  `CREATE TRIGGER person_found AFTER INSERT ON person BEGIN
    ${noteForSearch('NEW')}
  END`,
  `CREATE TRIGGER person_found_anew AFTER UPDATE OF sort_name, email, phone, position ON person BEGIN
    ${noteForSearch('NEW')}
  END`,
  `CREATE TRIGGER person_not_found AFTER DELETE ON person BEGIN
    ${noteForSearch('OLD')}
  END`,
]

const STATEMENTS = [...PORTAL, ...PEOPLE, ...INVITATIONS, ...MESSAGES, ...ACCOUNTS, ...SEARCH]
