import { sql } from 'kysely'
import type { OpenLinkTable } from './schema'
import type { Reader, Writer } from './store'

export async function readOpenLink(reader: Reader): Promise<OpenLinkTable> {
  const link = await reader.selectFrom('open_link').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!link) throw new Error('the store holds no open link')
  return link
}

/** The variant of the Link tab; undefined before the link was ever set up. */
export async function findMainVariant(reader: Reader) {
  return reader
    .selectFrom('open_link_variant')
    .select(['id', 'handle'])
    .where('main', '=', sql.lit(1))
    .executeTakeFirst()
}

export async function findVariant(reader: Reader, id: string) {
  return reader.selectFrom('open_link_variant').select(['id', 'handle']).where('id', '=', id).executeTakeFirst()
}

export async function variantDepartments(reader: Reader, variantId: string) {
  return reader
    .selectFrom('open_link_variant_department')
    .innerJoin('department', 'department.id', 'open_link_variant_department.department_id')
    .select(['department.id', 'department.name', 'department.parent_id'])
    .where('open_link_variant_department.variant_id', '=', variantId)
    .orderBy('department.position')
    .orderBy('department.id')
    .execute()
}

export async function insertVariant(
  writer: Writer,
  variant: { id: string; handle: string; main: 0 | 1; created_by: string | null; created_at: number },
  departmentIds: readonly string[],
): Promise<void> {
  await writer.insertInto('open_link_variant').values(variant).execute()
  await setVariantDepartments(writer, variant.id, departmentIds)
}

export async function setVariantDepartments(
  writer: Writer,
  variantId: string,
  departmentIds: readonly string[],
): Promise<void> {
  await writer.deleteFrom('open_link_variant_department').where('variant_id', '=', variantId).execute()
  const rows = [...new Set(departmentIds)].map((id) => ({ variant_id: variantId, department_id: id }))
  if (rows.length > 0) await writer.insertInto('open_link_variant_department').values(rows).execute()
}

export async function updateOpenLink(writer: Writer, change: Partial<Omit<OpenLinkTable, 'id'>>): Promise<void> {
  await writer.updateTable('open_link').set(change).where('id', '=', 1).execute()
}

/** The newest variant beside the main one that this operator made with exactly these departments (L11). */
export async function findOwnVariant(reader: Reader, creatorId: string, departmentIds: readonly string[]) {
  return reader
    .selectFrom('open_link_variant')
    .select(['id', 'handle'])
    .where('main', '=', sql.lit(0))
    .where('created_by', '=', creatorId)
    .where(({ eb, selectFrom }) =>
      eb(
        selectFrom('open_link_variant_department')
          .whereRef('variant_id', '=', 'open_link_variant.id')
          .select((each) => each.fn.countAll<number>().as('all')),
        '=',
        departmentIds.length,
      ),
    )
    .where(({ eb, selectFrom }) =>
      eb(
        selectFrom('open_link_variant_department')
          .whereRef('variant_id', '=', 'open_link_variant.id')
          .where('department_id', 'in', departmentIds.length > 0 ? [...departmentIds] : [''])
          .select((each) => each.fn.countAll<number>().as('matching')),
        '=',
        departmentIds.length,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
