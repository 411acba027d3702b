import { sql } from 'kysely'
import type { PersonKind, PersonStatus } from '../domain/vocabulary'
import type { Flag } from './schema'
import type { Reader, Writer } from './store'

/** A person as sign-in sees them; `password` is null for those who never chose one. */
export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly kind: PersonKind
  readonly status: PersonStatus
  readonly administrator: Flag
  readonly email: string | null
  readonly phone: string | null
  readonly password: string | null
  /** R2: until when the password lets in, where it is a temporary one. */
  readonly temporary_until: number | null
  readonly temporary_generation: number | null
}

/** The account with this address: `email` in comparable form, `phone` in E.164. */
export async function findAccount(
  reader: Reader,
  login: { readonly email: string } | { readonly phone: string },
): Promise<AccountRow | undefined> {
  const query = accounts(reader)
  return 'email' in login
    ? query.where('person.email', '=', login.email).executeTakeFirst()
    : query.where('person.phone', '=', login.phone).executeTakeFirst()
}

export async function readAccount(reader: Reader, personId: string): Promise<AccountRow | undefined> {
  return accounts(reader).where('person.id', '=', personId).executeTakeFirst()
}

function accounts(reader: Reader) {
  return reader
    .selectFrom('person')
    .leftJoin('credential', 'credential.person_id', 'person.id')
    .select([
      'person.id',
      'person.name',
      'person.kind',
      'person.status',
      'person.administrator',
      'person.email',
      'person.phone',
      'credential.password',
      'credential.temporary_until',
      'credential.temporary_generation',
    ])
}

/**
 * Keeps the hashed password a person chose in place of `old`, as saveCredential does. False where it was changed
 * meanwhile: what they chose was chosen with a password that is dead.
 */
export async function replaceCredential(
  writer: Writer,
  personId: string,
  old: string | null,
  chosen: { readonly password: string; readonly at: number },
): Promise<boolean> {
  const result = await writer
    .updateTable('credential')
    .set({ password: chosen.password, changed_at: chosen.at, temporary_until: null })
    .where('person_id', '=', personId)
    .where('password', '=', old)
    .executeTakeFirstOrThrow()
  return result.numUpdatedRows === 1n
}

/** Keeps the hashed password a person chose, in place of the one before: a temporary one is dead with it (R2). */
export async function saveCredential(writer: Writer, personId: string, password: string, at: number): Promise<void> {
  const chosen = { password, changed_at: at, temporary_until: null }
  await writer
    .insertInto('credential')
    .values({ person_id: personId, ...chosen })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(chosen))
    .execute()
}

/** A temporary password as it is kept: hashed, with its generation and its end in milliseconds UTC (R2). */
export interface TemporaryCredential {
  readonly password: string
  readonly generation: number
  readonly until: number
  /** The generation it takes the place of; the one before it where left out. */
  readonly replaces?: number
}

/** R1: keeps a temporary password in place of whatever there was. False where another one came first. */
export async function saveTemporaryCredential(
  writer: Writer,
  personId: string,
  { generation, password, replaces = generation - 1, until }: TemporaryCredential,
  at: number,
): Promise<boolean> {
  const given = { password, changed_at: at, temporary_until: until, temporary_generation: generation }
  const result = await writer
    .insertInto('credential')
    .values({ person_id: personId, ...given })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet(given).where('credential.temporary_generation', '=', replaces),
    )
    .executeTakeFirstOrThrow()
  return result.numInsertedOrUpdatedRows === 1n
}

/**
 * The end of a temporary password that was ended on purpose, in milliseconds UTC: longer ago than any that merely ran
 * out, so that the two stay apart (C5, R2).
 */
export const ENDED_ON_PURPOSE = 0

/**
 * R2: the days of a temporary password count from when it can be used: moves the end of one that was neither replaced
 * yet nor ended on purpose.
 */
export async function moveTemporaryEnd(writer: Writer, personId: string, until: number): Promise<void> {
  await writer
    .updateTable('credential')
    .set({ temporary_until: until })
    .where('person_id', '=', personId)
    .where('temporary_until', '>', ENDED_ON_PURPOSE)
    .execute()
}

/** C5, R2: a temporary password that may be in the wrong hands never lets in again; one's own stays as it is. */
export async function endTemporary(writer: Writer, personId: string): Promise<void> {
  await moveTemporaryEnd(writer, personId, ENDED_ON_PURPOSE)
}

/**
 * Replaces a stored password by another hash of the same password, unless it was changed meanwhile. The time of the
 * last change stays: to the person nothing changed.
 */
export async function rehashCredential(writer: Writer, personId: string, old: string, renewed: string): Promise<void> {
  await writer
    .updateTable('credential')
    .set({ password: renewed })
    .where('person_id', '=', personId)
    .where('password', '=', old)
    .execute()
}

/** What a member may know of their own membership. */
export interface MembershipRow {
  readonly name: string
  readonly departments: readonly string[]
  readonly workgroups: readonly string[]
  /** When the password was last chosen, in milliseconds UTC: sessions from before end with it. */
  readonly passwordChangedAt: number
  /** Generation of the temporary password they still have; null: they chose their own (R2). */
  readonly temporaryGeneration: number | null
}

/** Name, departments and workgroups of an active person; undefined for everybody else (S4). */
export async function readMembership(reader: Reader, personId: string): Promise<MembershipRow | undefined> {
  const person = await reader
    .selectFrom('person')
    .innerJoin('credential', 'credential.person_id', 'person.id')
    .select(['person.name', 'person.kind', 'credential.changed_at'])
    .select(['credential.temporary_until', 'credential.temporary_generation'])
    .where('person.id', '=', personId)
    .where('person.status', '=', 'active')
    .executeTakeFirst()
  if (!person) return undefined
  const departments = await reader
    .selectFrom('department_member')
    .innerJoin('department', 'department.id', 'department_member.department_id')
    .select('department.name')
    .where('department_member.person_id', '=', personId)
    .orderBy('department.name')
    .execute()
  const workgroups = await reader
    .selectFrom('workgroup_member')
    .innerJoin('workgroup', 'workgroup.id', 'workgroup_member.workgroup_id')
    .select('workgroup.name')
    .where('workgroup_member.person_id', '=', personId)
    .orderBy('workgroup.name')
    .execute()
  return {
    name: person.name,
    // X6: to external people there are no departments.
    departments: person.kind === 'external' ? [] : departments.map((department) => department.name),
    workgroups: workgroups.map((workgroup) => workgroup.name),
    passwordChangedAt: person.changed_at,
    temporaryGeneration: person.temporary_until === null ? null : person.temporary_generation,
  }
}

/** The open portal's row. Throws when the store holds none. */
export async function readPortal(reader: Reader) {
  return reader.selectFrom('portal').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()
}

/** Id of the administrator who has been one for longest and may sign in; null in an empty store. */
export async function readFirstAdministrator(reader: Reader): Promise<string | null> {
  const row = await reader
    .selectFrom('person')
    .select('id')
    .where('administrator', '=', sql.lit(1))
    .where('status', '=', 'active')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
