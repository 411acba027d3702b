import type { Locale } from '../domain/vocabulary'
import { likenessColumns } from './likeness'
import type { Reader, Writer } from './store'

/** Everything a new portal starts with. */
export interface FirstPortal {
  readonly name: string
  readonly locale: Locale
  readonly country: string
  readonly sample: boolean
  readonly rootId: string
  /** The main variant of the open link (L11). */
  readonly variant: { readonly id: string; readonly handle: string }
  readonly administrator: {
    readonly id: string
    readonly firstName: string
    readonly lastName: string
    readonly name: string
    readonly sortName: string
    readonly email: string
  }
  readonly at: number
}

export async function hasPortal(reader: Reader): Promise<boolean> {
  return (await reader.selectFrom('portal').select('id').executeTakeFirst()) !== undefined
}

/**
 * Writes the portal with its root department, its first administrator, the open link (off) leading to the root
 * department, and the join site (off).
 */
export async function insertPortal(writer: Writer, portal: FirstPortal): Promise<void> {
  const { administrator, at, rootId } = portal
  await writer
    .insertInto('portal')
    .values({
      id: 1,
      name: portal.name,
      locale: portal.locale,
      country: portal.country,
      sample: portal.sample ? 1 : 0,
      plan: 'free',
      who_may_invite: 'everyone',
      require_confirmation: 1,
      expiry_days: null,
      address_separator: 'comma',
      idle_lock_minutes: 15,
      created_at: at,
    })
    .execute()
  await writer
    .insertInto('department')
    .values({ id: rootId, parent_id: null, name: portal.name, position: 0, created_at: at })
    .execute()
  await writer
    .insertInto('person')
    .values({
      id: administrator.id,
      kind: 'employee',
      status: 'active',
      administrator: 1,
      first_name: administrator.firstName,
      last_name: administrator.lastName,
      name: administrator.name,
      sort_name: administrator.sortName,
      email: administrator.email,
      phone: null,
      address: administrator.email,
      position: '',
      locale: portal.locale,
      pending_reason: null,
      invited_by: null,
      invited_at: null,
      joined_at: at,
      dismissed_at: null,
      delivery_failed: 0,
      created_at: at,
      ...likenessColumns(administrator.firstName, administrator.lastName, administrator.email),
    })
    .execute()
  await writer
    .insertInto('department_member')
    .values({ department_id: rootId, person_id: administrator.id, head: 0 })
    .execute()
  await writer
    .insertInto('open_link')
    .values({
      id: 1,
      enabled: 0,
      require_confirmation: 1,
      greeting: '',
      valid_until: null,
      maximum_registrations: null,
      registrations: 0,
      generation: 1,
    })
    .execute()
  await writer
    .insertInto('open_link_variant')
    .values({ ...portal.variant, main: 1, created_by: administrator.id, created_at: at })
    .execute()
  await writer
    .insertInto('open_link_variant_department')
    .values({ variant_id: portal.variant.id, department_id: rootId })
    .execute()
  await writer
    .insertInto('join_site')
    .values({ id: 1, mode: 'off', port: 0, interface_address: null, public_address: null })
    .execute()
}
