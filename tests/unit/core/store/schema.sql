CREATE INDEX address_proof_by_expiry ON address_proof (expires_at);

CREATE INDEX approval_sheet_department ON approval_sheet (department_id) WHERE department_id IS NOT NULL;

CREATE INDEX approval_sheet_printed_by ON approval_sheet (printed_by) WHERE printed_by IS NOT NULL;

CREATE INDEX audit_by_subject ON audit (subject_id, id);

CREATE INDEX audit_notable ON audit (id) WHERE notable = 1;

CREATE INDEX checklist_by_department ON checklist (department_id);

CREATE INDEX checklist_item_by_checklist ON checklist_item (checklist_id, place);

CREATE INDEX checklist_item_by_owner ON checklist_item (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX department_by_parent ON department (parent_id, position);

CREATE INDEX department_member_by_person ON department_member (person_id);

CREATE INDEX department_member_heads ON department_member (department_id, person_id) WHERE head = 1;

CREATE UNIQUE INDEX department_one_root ON department ((parent_id IS NULL)) WHERE parent_id IS NULL;

CREATE INDEX department_with_seats ON department (id) WHERE reserved_seats IS NOT NULL;

CREATE INDEX draft_by_creator ON draft (created_by) WHERE created_by IS NOT NULL;

CREATE INDEX draft_open ON draft (id) WHERE state IN ('prepared', 'opened');

CREATE INDEX draft_recipient_by_invitation ON draft_recipient (invitation_id);

CREATE INDEX invitation_by_batch ON invitation (batch_id, state, id) WHERE batch_id IS NOT NULL;

CREATE INDEX invitation_by_creator ON invitation (created_by) WHERE created_by IS NOT NULL;

CREATE INDEX invitation_by_person ON invitation (person_id, created_at);

CREATE INDEX invitation_department_by_department ON invitation_department (department_id);

CREATE INDEX invitation_expiring ON invitation (expires_at) WHERE state = 'live' AND expires_at IS NOT NULL;

CREATE UNIQUE INDEX invitation_one_live ON invitation (person_id) WHERE state = 'live';

CREATE INDEX invitation_sent ON invitation (sent_at) WHERE state = 'live' AND sent_at IS NOT NULL;

CREATE INDEX invitation_workgroup_by_workgroup ON invitation_workgroup (workgroup_id);

CREATE INDEX invite_batch_by_creator ON invite_batch (created_by) WHERE created_by IS NOT NULL;

CREATE INDEX message_by_address ON message (to_address, id);

CREATE INDEX message_by_channel ON message (channel, id);

CREATE INDEX message_by_creator ON message (created_by, id) WHERE created_by IS NOT NULL;

CREATE INDEX message_by_invitation ON message (invitation_id);

CREATE INDEX message_by_person ON message (person_id, id);

CREATE INDEX message_by_provider_id ON message (provider_id) WHERE provider_id IS NOT NULL;

CREATE INDEX message_by_state ON message (state, id);

CREATE INDEX message_counts ON message (channel, state);

CREATE INDEX message_due ON message (channel, next_try_at, id) WHERE state = 'queued';

CREATE INDEX message_to_look_at ON message (next_look_at) WHERE next_look_at IS NOT NULL;

CREATE INDEX message_tried ON message (channel, updated_at) WHERE tries > 0;

CREATE UNIQUE INDEX open_link_one_main ON open_link_variant (main) WHERE main = 1;

CREATE INDEX open_link_variant_by_creator ON open_link_variant (created_by) WHERE created_by IS NOT NULL;

CREATE INDEX open_link_variant_department_by_department ON open_link_variant_department (department_id);

CREATE INDEX partner_address_by_company ON partner_address (company_id);

CREATE INDEX person_administrators ON person (administrator, status) WHERE administrator = 1;

CREATE INDEX person_by_address ON person (address, id);

CREATE INDEX person_by_email_key ON person (email_key) WHERE email_key IS NOT NULL;

CREATE INDEX person_by_invited_at ON person (invited_on, id);

CREATE INDEX person_by_inviter ON person (invited_by, status, sort_name, id);

CREATE INDEX person_by_joined_at ON person (joined_at) WHERE joined_at IS NOT NULL;

CREATE INDEX person_by_kind_address ON person (kind, address, id) WHERE kind <> 'employee';

CREATE INDEX person_by_kind_invited_at ON person (kind, invited_on, id) WHERE kind <> 'employee';

CREATE INDEX person_by_kind_name ON person (kind, sort_name, id) WHERE kind <> 'employee';

CREATE INDEX person_by_kind_position ON person (kind, position, sort_name, id) WHERE kind <> 'employee';

CREATE INDEX person_by_kind_status ON person (kind, status, sort_name, id) WHERE kind <> 'employee';

CREATE INDEX person_by_name ON person (sort_name, id);

CREATE INDEX person_by_name_key ON person (name_key) WHERE name_key IS NOT NULL;

CREATE INDEX person_by_position ON person (position, sort_name, id);

CREATE INDEX person_by_sponsor ON person (sponsor_id) WHERE sponsor_id IS NOT NULL;

CREATE INDEX person_by_status_address ON person (status, address, id);

CREATE INDEX person_by_status_invited_at ON person (status, invited_on, id);

CREATE INDEX person_by_status_name ON person (status, sort_name, id);

CREATE INDEX person_by_status_position ON person (status, position, sort_name, id);

CREATE INDEX person_ending ON person (ends_on) WHERE ends_on IS NOT NULL;

CREATE INDEX person_starting ON person (starts_on) WHERE starts_on IS NOT NULL;

CREATE INDEX person_undelivered ON person (id) WHERE delivery_failed = 1;

CREATE INDEX person_without_keys ON person (number) WHERE name_key IS NULL;

CREATE INDEX person_without_seat ON person (kind) WHERE pending_reason = 'no-seat';

CREATE INDEX sheet_by_person ON sheet (person_id, printed_at);

CREATE INDEX sheet_handed_over_at ON sheet (handed_over_at) WHERE handed_over_at IS NOT NULL;

CREATE INDEX sheet_handed_over_by ON sheet (handed_over_by) WHERE handed_over_by IS NOT NULL;

CREATE INDEX sheet_printed_by ON sheet (printed_by) WHERE printed_by IS NOT NULL;

CREATE INDEX sheet_returned_at ON sheet (returned_at) WHERE returned_at IS NOT NULL;

CREATE INDEX sheet_returned_by ON sheet (returned_by) WHERE returned_by IS NOT NULL;

CREATE INDEX sheet_to_return ON sheet (handed_over_at, id) WHERE handed_over_at IS NOT NULL AND returned_at IS NULL;

CREATE INDEX sheet_waiting ON sheet (printed_at, id) WHERE handed_over_at IS NULL;

CREATE INDEX structure_step_by_actor ON structure_step (actor_id, id);

CREATE INDEX task_by_creator ON task (created_by) WHERE created_by IS NOT NULL;

CREATE INDEX task_by_item ON task (item_id) WHERE item_id IS NOT NULL;

CREATE INDEX task_by_owner ON task (owner_id, due_on, id) WHERE owner_id IS NOT NULL;

CREATE INDEX task_by_person ON task (person_id);

CREATE INDEX task_open ON task (due_on, id) WHERE done_at IS NULL;

CREATE UNIQUE INDEX workgroup_by_name ON workgroup (name);

CREATE INDEX workgroup_by_owner ON workgroup (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX workgroup_member_by_person ON workgroup_member (person_id);

CREATE TABLE address_proof (
    id TEXT PRIMARY KEY,
    person_id TEXT UNIQUE REFERENCES person (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    generation INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;

CREATE TABLE approval_line (
    sheet_number INTEGER NOT NULL REFERENCES approval_sheet (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    decision TEXT CHECK (decision IN ('approve', 'decline')),
    decided_at INTEGER,
    PRIMARY KEY (sheet_number, position)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE approval_sheet (
    number INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    printed_at INTEGER,
    printed_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    department_id TEXT REFERENCES department (id) ON DELETE SET NULL
  ) STRICT;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('console', 'join-site', 'system')),
    action TEXT NOT NULL,
    subject_id TEXT,
    subject_name TEXT NOT NULL,
    details TEXT NOT NULL,
    notable INTEGER NOT NULL DEFAULT 0 CHECK (notable IN (0, 1)),
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

CREATE TABLE checklist (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    department_id TEXT REFERENCES department (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
  ) STRICT;

CREATE TABLE checklist_item (
    id TEXT PRIMARY KEY,
    checklist_id TEXT NOT NULL REFERENCES checklist (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    title TEXT NOT NULL,
    due_days INTEGER CHECK (due_days >= 0),
    owner TEXT NOT NULL CHECK (owner IN ('nobody', 'inviter', 'head', 'person')),
    owner_id TEXT REFERENCES person (id) ON DELETE SET NULL
  ) STRICT;

CREATE TABLE counter (
    scope TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (scope, kind, status)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
    person_id TEXT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    password TEXT NOT NULL,
    changed_at INTEGER NOT NULL
  , temporary_until INTEGER, temporary_generation INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE department (
    id TEXT PRIMARY KEY,
    parent_id TEXT REFERENCES department (id),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  , reserved_seats INTEGER CHECK (reserved_seats > 0)) STRICT;

CREATE TABLE department_member (
    department_id TEXT NOT NULL REFERENCES department (id),
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    head INTEGER NOT NULL DEFAULT 0 CHECK (head IN (0, 1)),
    PRIMARY KEY (department_id, person_id)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    mode TEXT NOT NULL CHECK (mode IN ('each', 'bcc')),
    state TEXT NOT NULL CHECK (state IN ('prepared', 'opened', 'sent', 'not-sent')),
    locale TEXT NOT NULL CHECK (locale IN ('en', 'ru')),
    text_id TEXT REFERENCES message_text (id),
    variant_id TEXT REFERENCES open_link_variant (id) ON DELETE SET NULL,
    batch_position INTEGER NOT NULL CHECK (batch_position BETWEEN 1 AND batch_total),
    batch_total INTEGER NOT NULL,
    created_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    opened_at INTEGER,
    answered_at INTEGER
  , channel TEXT NOT NULL DEFAULT 'mail' CHECK (channel IN ('mail', 'sms'))) STRICT;

CREATE TABLE draft_recipient (
    draft_id TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    invitation_id TEXT NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (draft_id, invitation_id)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('live', 'accepted', 'revoked')),
    generation INTEGER NOT NULL DEFAULT 1,
    handle TEXT NOT NULL UNIQUE,
    require_confirmation INTEGER NOT NULL DEFAULT 0 CHECK (require_confirmation IN (0, 1)),
    locale TEXT NOT NULL CHECK (locale IN ('en', 'ru')),
    created_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    opened_at INTEGER,
    expires_at INTEGER,
    ended_at INTEGER
  , batch_id TEXT REFERENCES invite_batch (id) ON DELETE SET NULL, reminders INTEGER NOT NULL DEFAULT 0, renewed_at INTEGER) STRICT;

CREATE TABLE invitation_department (
    invitation_id TEXT NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    department_id TEXT NOT NULL REFERENCES department (id),
    PRIMARY KEY (invitation_id, department_id)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE invitation_workgroup (
    invitation_id TEXT NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    workgroup_id TEXT NOT NULL REFERENCES workgroup (id) ON DELETE CASCADE,
    PRIMARY KEY (invitation_id, workgroup_id)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE invite_batch (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    people INTEGER NOT NULL DEFAULT 0,
    created_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    undone_at INTEGER
  , planned INTEGER) STRICT;

CREATE TABLE inviter_delegation (
    id TEXT PRIMARY KEY,
    holder TEXT NOT NULL CHECK (holder IN ('person', 'department-heads', 'workgroup-owners')),
    person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    department_id TEXT REFERENCES department (id) ON DELETE CASCADE,
    workgroup_id TEXT REFERENCES workgroup (id) ON DELETE CASCADE,
    departments_allowed TEXT NOT NULL CHECK (departments_allowed IN ('none', 'own', 'any')),
    workgroups_allowed TEXT NOT NULL CHECK (workgroups_allowed IN ('none', 'own', 'any')),
    skip_confirmation INTEGER NOT NULL DEFAULT 0 CHECK (skip_confirmation IN (0, 1)),
    created_at INTEGER NOT NULL,
    CHECK ((holder = 'person') = (person_id IS NOT NULL)),
    CHECK (department_id IS NULL OR holder = 'department-heads'),
    CHECK (workgroup_id IS NULL OR holder = 'workgroup-owners')
  ) STRICT;

CREATE TABLE join_site (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    mode TEXT NOT NULL CHECK (mode IN ('off', 'this-computer', 'local-network', 'proxy')),
    port INTEGER NOT NULL CHECK (port BETWEEN 0 AND 65535),
    interface_address TEXT,
    public_address TEXT
  ) STRICT;

CREATE TABLE mail_account (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    host TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security TEXT NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
    username TEXT NOT NULL,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    updated_at INTEGER NOT NULL
  , preset TEXT NOT NULL DEFAULT 'other' CHECK (preset IN ('other', 'microsoft-365', 'google')), sign_in TEXT NOT NULL DEFAULT 'password' CHECK (sign_in IN ('none', 'password', 'oauth')), client_id TEXT, tenant TEXT, connections INTEGER CHECK (connections > 0), per_minute INTEGER CHECK (per_minute > 0)) STRICT;

CREATE TABLE member_of_several (
    person_id TEXT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

CREATE TABLE "message" (
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
  ) STRICT;

CREATE TABLE message_text (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;

CREATE TABLE open_link (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    enabled INTEGER NOT NULL DEFAULT 0 CHECK (enabled IN (0, 1)),
    require_confirmation INTEGER NOT NULL DEFAULT 1 CHECK (require_confirmation IN (0, 1)),
    greeting TEXT NOT NULL DEFAULT '',
    valid_until INTEGER,
    maximum_registrations INTEGER CHECK (maximum_registrations > 0),
    registrations INTEGER NOT NULL DEFAULT 0,
    generation INTEGER NOT NULL DEFAULT 1
  ) STRICT;

CREATE TABLE open_link_domain (domain TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE open_link_variant (
    id TEXT PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE,
    main INTEGER NOT NULL DEFAULT 0 CHECK (main IN (0, 1)),
    created_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

CREATE TABLE open_link_variant_department (
    variant_id TEXT NOT NULL REFERENCES open_link_variant (id) ON DELETE CASCADE,
    department_id TEXT NOT NULL REFERENCES department (id),
    PRIMARY KEY (variant_id, department_id)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_pause (
    channel TEXT PRIMARY KEY CHECK (channel IN ('mail', 'sms')),
    paused_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_run (
  channel TEXT PRIMARY KEY CHECK (channel IN ('mail', 'sms')),
  run TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_stop (
    channel TEXT PRIMARY KEY CHECK (channel IN ('mail', 'sms')),
    stopped_at INTEGER NOT NULL,
    answer TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE partner_address (
    address TEXT PRIMARY KEY,
    company_id TEXT NOT NULL REFERENCES partner_company (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

CREATE TABLE partner_company (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    status TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE partner_registry (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    serial INTEGER NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('file', 'https')),
    digest TEXT NOT NULL,
    companies INTEGER NOT NULL,
    addresses INTEGER NOT NULL
  ) STRICT;

CREATE TABLE partner_source (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    address TEXT,
    public_key TEXT NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;

CREATE TABLE person (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('employee', 'external', 'partner')),
    status TEXT NOT NULL CHECK (status IN ('invited', 'pending', 'active', 'dismissed')),
    administrator INTEGER NOT NULL DEFAULT 0 CHECK (administrator IN (0, 1)),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    email TEXT UNIQUE,
    phone TEXT UNIQUE,
    address TEXT NOT NULL,
    position TEXT NOT NULL DEFAULT '',
    locale TEXT NOT NULL CHECK (locale IN ('en', 'ru')),
    pending_reason TEXT CHECK (pending_reason IN ('approval', 'no-seat')),
    invited_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    invited_at INTEGER,
    joined_at INTEGER,
    dismissed_at INTEGER,
    delivery_failed INTEGER NOT NULL DEFAULT 0 CHECK (delivery_failed IN (0, 1)),
    created_at INTEGER NOT NULL, partner_company TEXT, sponsor_id TEXT REFERENCES person (id) ON DELETE SET NULL, ends_on TEXT, end_noticed_at INTEGER, name_key TEXT, email_key TEXT, invited_on INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(invited_at, 0)) VIRTUAL, starts_on TEXT, unproved TEXT CHECK (unproved IN ('code-sent', 'no-mail-service')),
    CHECK (email IS NOT NULL OR phone IS NOT NULL),
    CHECK ((pending_reason IS NOT NULL) = (status = 'pending'))
  ) STRICT;

CREATE VIRTUAL TABLE person_search USING fts5 (
    text, content='', contentless_delete=1, tokenize='trigram case_sensitive 0 remove_diacritics 1', detail='full'
  );

CREATE TABLE person_to_find (number INTEGER PRIMARY KEY) STRICT;

CREATE TABLE plan_limit (
    plan TEXT PRIMARY KEY CHECK (plan IN ('free', 'basic', 'standard', 'professional', 'enterprise')),
    seat_limit INTEGER CHECK (seat_limit > 0)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE portal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    locale TEXT NOT NULL CHECK (locale IN ('en', 'ru')),
    country TEXT NOT NULL,
    sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
    plan TEXT NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'basic', 'standard', 'professional', 'enterprise')),
    who_may_invite TEXT NOT NULL DEFAULT 'everyone' CHECK (who_may_invite IN ('everyone', 'administrators')),
    require_confirmation INTEGER NOT NULL DEFAULT 1 CHECK (require_confirmation IN (0, 1)),
    expiry_days INTEGER CHECK (expiry_days > 0),
    address_separator TEXT NOT NULL DEFAULT 'comma' CHECK (address_separator IN ('comma', 'semicolon')),
    idle_lock_minutes INTEGER NOT NULL DEFAULT 15 CHECK (idle_lock_minutes >= 0),
    created_at INTEGER NOT NULL
  , structure_seen_by TEXT NOT NULL DEFAULT 'everyone' CHECK (structure_seen_by IN ('everyone', 'administrators')), structure_edited_by TEXT NOT NULL DEFAULT 'administrators' CHECK (structure_edited_by IN ('everyone', 'administrators')), guest_days INTEGER NOT NULL DEFAULT 90 CHECK (guest_days > 0), guest_notice_days INTEGER NOT NULL DEFAULT 7 CHECK (guest_notice_days >= 0), reminder_days INTEGER CHECK (reminder_days > 0), reminder_times INTEGER NOT NULL DEFAULT 2 CHECK (reminder_times > 0), tell_inviter INTEGER NOT NULL DEFAULT 1 CHECK (tell_inviter IN (0, 1)), draft_format TEXT NOT NULL DEFAULT 'mailto' CHECK (draft_format IN ('mailto', 'file', 'apple-mail')), temporary_password_days INTEGER NOT NULL DEFAULT 7 CHECK (temporary_password_days > 0), backup_days INTEGER NOT NULL DEFAULT 14 CHECK (backup_days > 0)) STRICT;

CREATE TABLE sheet (
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
  ) STRICT;

CREATE TABLE sms_account (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    kind TEXT NOT NULL CHECK (kind IN ('twilio', 'http')),
    settings TEXT NOT NULL,
    per_minute INTEGER CHECK (per_minute > 0),
    updated_at INTEGER NOT NULL
  ) STRICT;

CREATE TABLE structure_step (
    id INTEGER PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    act TEXT NOT NULL,
    name TEXT NOT NULL,
    before TEXT NOT NULL,
    undone_at INTEGER
  ) STRICT;

CREATE TABLE structure_step_part (
    step_id INTEGER NOT NULL REFERENCES structure_step (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'invitation', 'variant')),
    entries TEXT NOT NULL,
    PRIMARY KEY (step_id, place)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE task (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    title TEXT NOT NULL,
    due_on TEXT,
    done_at INTEGER,
    created_by TEXT REFERENCES person (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL
  , owner_id TEXT REFERENCES person (id) ON DELETE SET NULL, item_id TEXT REFERENCES checklist_item (id) ON DELETE SET NULL) STRICT;

CREATE TABLE template (
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'welcome')),
    locale TEXT NOT NULL CHECK (locale IN ('en', 'ru')),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (kind, locale)
  ) STRICT, WITHOUT ROWID;

CREATE TABLE throttle (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

CREATE TABLE workgroup (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
  , allow_external INTEGER NOT NULL DEFAULT 0 CHECK (allow_external IN (0, 1)), members_may_invite INTEGER NOT NULL DEFAULT 0 CHECK (members_may_invite IN (0, 1)), owner_id TEXT REFERENCES person (id) ON DELETE SET NULL) STRICT;

CREATE TABLE workgroup_member (
    workgroup_id TEXT NOT NULL REFERENCES workgroup (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (workgroup_id, person_id)
  ) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
  END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
  END;

CREATE TRIGGER member_counted AFTER INSERT ON department_member BEGIN
    INSERT INTO counter (scope, kind, status, people)
     SELECT NEW.department_id, kind, status, 0 + 1 FROM person WHERE id = NEW.person_id
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people + 1;
  END;

CREATE TRIGGER member_discounted AFTER DELETE ON department_member BEGIN
    INSERT INTO counter (scope, kind, status, people)
     SELECT OLD.department_id, kind, status, 0 - 1 FROM person WHERE id = OLD.person_id
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people - 1;
  END;

CREATE TRIGGER member_of_several_joined AFTER INSERT ON department_member
    WHEN (SELECT count(*) FROM department_member WHERE person_id = NEW.person_id) = 2 BEGIN
    INSERT INTO member_of_several (person_id) VALUES (NEW.person_id);
  END;

CREATE TRIGGER member_of_several_left AFTER DELETE ON department_member
    WHEN (SELECT count(*) FROM department_member WHERE person_id = OLD.person_id) = 1 BEGIN
    DELETE FROM member_of_several WHERE person_id = OLD.person_id;
  END;

CREATE TRIGGER member_recounted AFTER UPDATE OF department_id, person_id ON department_member BEGIN
    INSERT INTO counter (scope, kind, status, people)
     SELECT OLD.department_id, kind, status, 0 - 1 FROM person WHERE id = OLD.person_id
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people - 1;
    INSERT INTO counter (scope, kind, status, people)
     SELECT NEW.department_id, kind, status, 0 + 1 FROM person WHERE id = NEW.person_id
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people + 1;
  END;

CREATE TRIGGER person_counted AFTER INSERT ON person BEGIN
    INSERT INTO counter (scope, kind, status, people)
     SELECT '', NEW.kind, NEW.status, 0 + 1 WHERE '' IS NOT NULL
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people + 1;
    INSERT INTO counter (scope, kind, status, people)
     SELECT NEW.invited_by, NEW.kind, NEW.status, 0 + 1 WHERE NEW.invited_by IS NOT NULL
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people + 1;
  END;

CREATE TRIGGER person_discounted AFTER DELETE ON person BEGIN
    INSERT INTO counter (scope, kind, status, people)
     SELECT '', OLD.kind, OLD.status, 0 - 1 WHERE '' IS NOT NULL
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people - 1;
    INSERT INTO counter (scope, kind, status, people)
     SELECT OLD.invited_by, OLD.kind, OLD.status, 0 - 1 WHERE OLD.invited_by IS NOT NULL
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people - 1;
  END;

CREATE TRIGGER person_found AFTER INSERT ON person BEGIN
    INSERT INTO person_to_find (number) VALUES (NEW.number) ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER person_found_anew AFTER UPDATE OF sort_name, email, phone, position ON person BEGIN
    INSERT INTO person_to_find (number) VALUES (NEW.number) ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER person_leaves BEFORE DELETE ON person BEGIN
    DELETE FROM department_member WHERE person_id = OLD.id;
  END;

CREATE TRIGGER person_not_found AFTER DELETE ON person BEGIN
    INSERT INTO person_to_find (number) VALUES (OLD.number) ON CONFLICT DO NOTHING;
  END;

CREATE TRIGGER person_recounted AFTER UPDATE OF kind, status, invited_by ON person BEGIN
    INSERT INTO counter (scope, kind, status, people)
     SELECT '', OLD.kind, OLD.status, 0 - 1 WHERE '' IS NOT NULL
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people - 1;
    INSERT INTO counter (scope, kind, status, people)
     SELECT OLD.invited_by, OLD.kind, OLD.status, 0 - 1 WHERE OLD.invited_by IS NOT NULL
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people - 1;
    INSERT INTO counter (scope, kind, status, people)
     SELECT '', NEW.kind, NEW.status, 0 + 1 WHERE '' IS NOT NULL
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people + 1;
    INSERT INTO counter (scope, kind, status, people)
     SELECT NEW.invited_by, NEW.kind, NEW.status, 0 + 1 WHERE NEW.invited_by IS NOT NULL
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people + 1;
  END;

CREATE TRIGGER person_recounted_in_departments AFTER UPDATE OF kind, status ON person BEGIN
    INSERT INTO counter (scope, kind, status, people)
     SELECT department_id, OLD.kind, OLD.status, 0 - 1 FROM department_member WHERE person_id = NEW.id
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people - 1;
    INSERT INTO counter (scope, kind, status, people)
     SELECT department_id, NEW.kind, NEW.status, 0 + 1 FROM department_member WHERE person_id = NEW.id
     ON CONFLICT (scope, kind, status) DO UPDATE SET people = people + 1;
  END;
