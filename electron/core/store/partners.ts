import { sql } from 'kysely'
import type { CertifiedCompany, SeatHolder } from '../domain/partners'
import type { PersonStatus } from '../domain/vocabulary'
import type { PartnerRegistryTable, PartnerSourceTable } from './schema'
import type { Reader, Writer } from './store'

export type PartnerSource = Omit<PartnerSourceTable, 'id'>
export type PartnerRegistry = Omit<PartnerRegistryTable, 'id'>

export async function readPartnerSource(reader: Reader): Promise<PartnerSource | null> {
  const columns = ['address', 'public_key', 'updated_at'] as const
  return (await reader.selectFrom('partner_source').select(columns).where('id', '=', 1).executeTakeFirst()) ?? null
}

export async function savePartnerSource(writer: Writer, source: PartnerSource): Promise<void> {
  await writer
    .insertInto('partner_source')
    .values({ id: 1, ...source })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(source))
    .execute()
}

/** The list in force, expired or not (B2). */
export async function readPartnerRegistry(reader: Reader): Promise<PartnerRegistry | null> {
  const row = await reader.selectFrom('partner_registry').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!row) return null
  const { id: _, ...registry } = row
  return registry
}

export async function savePartnerRegistry(writer: Writer, registry: PartnerRegistry): Promise<void> {
  await writer
    .insertInto('partner_registry')
    .values({ id: 1, ...registry })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(registry))
    .execute()
}

export async function removePartnerRegistry(writer: Writer): Promise<void> {
  await writer.deleteFrom('partner_registry').execute()
}

/** B2: under which company the list in force has this address (comparable form). */
export async function findListedCompany(reader: Reader, address: string): Promise<CertifiedCompany | null> {
  const company = await reader
    .selectFrom('partner_address')
    .innerJoin('partner_company', 'partner_company.id', 'partner_address.company_id')
    .select(['partner_company.id', 'partner_company.name', 'partner_company.status'])
    .where('partner_address.address', '=', address)
    .executeTakeFirst()
  return company ?? null
}

/** Removes some of the addresses; returns how many, so that a caller may go on until none is left. */
export async function removeSomeAddresses(writer: Writer, most: number): Promise<number> {
  const result = await writer
    .deleteFrom('partner_address')
    .where('address', 'in', (select) => select.selectFrom('partner_address as some').select('some.address').limit(most))
    .executeTakeFirstOrThrow()
  return Number(result.numDeletedRows)
}

/** Removes the companies that nobody here belongs to; the addresses must be gone already. */
export async function removeCompanies(writer: Writer): Promise<void> {
  await writer
    .deleteFrom('partner_company')
    .where('id', 'not in', (select) =>
      select
        .selectFrom('person')
        .select('person.partner_company')
        .where('person.kind', '=', sql.lit('partner'))
        .where('person.partner_company', 'is not', null)
        .$narrowType<{ partner_company: string }>(),
    )
    .execute()
}

export async function saveCompanies(writer: Writer, companies: readonly CertifiedCompany[]): Promise<void> {
  if (companies.length === 0) return
  await writer
    .insertInto('partner_company')
    .values([...companies])
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((update) => ({
        name: update.ref('excluded.name'),
        status: update.ref('excluded.status'),
      })),
    )
    .execute()
}

export async function insertAddresses(
  writer: Writer,
  addresses: readonly { readonly address: string; readonly companyId: string }[],
): Promise<void> {
  if (addresses.length === 0) return
  await writer
    .insertInto('partner_address')
    .values(addresses.map(({ address, companyId }) => ({ address, company_id: companyId })))
    .execute()
}

export interface PartnerPerson extends SeatHolder {
  readonly name: string
  readonly email: string | null
  readonly status: PersonStatus
}

/** B3: whoever holds a seat: active partners first, then invited and pending ones, by name. */
export async function readSeatHolders(reader: Reader): Promise<readonly PartnerPerson[]> {
  const rows = await reader
    .selectFrom('person')
    .leftJoin('partner_company', 'partner_company.id', 'person.partner_company')
    .select(['person.id', 'person.name', 'person.email', 'person.status', 'person.partner_company'])
    .select('partner_company.name as company_name')
    .where('person.kind', '=', sql.lit('partner'))
    // Follows from it, and SQLite does not see that: without it no index on people who are no employees is taken.
    .where('person.kind', '<>', sql.lit('employee'))
    .where('person.status', '!=', 'dismissed')
    .orderBy('person.sort_name')
    .orderBy('person.id')
    .execute()
  const holders = rows.map(({ partner_company, company_name, ...person }) => ({
    ...person,
    company: partner_company === null ? null : { id: partner_company, name: company_name ?? partner_company },
  }))
  return holders.toSorted((a, b) => Number(b.status === 'active') - Number(a.status === 'active'))
}
