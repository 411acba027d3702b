import { sql } from 'kysely'
import type { MailText } from '../domain/mail-templates'
import type { Locale, TemplateKind } from '../domain/vocabulary'
import type { TemplateTable } from './schema'
import type { Reader, Writer } from './store'

/** The portal's own text as far as its plan lets it go out (M5): undefined where there is none, or on the free plan. */
export async function findOwnTemplate(
  reader: Reader,
  kind: TemplateKind,
  locale: Locale,
): Promise<MailText | undefined> {
  return reader
    .selectFrom('template')
    .innerJoin('portal', (join) => join.on('portal.plan', '<>', sql.lit('free')))
    .select(['template.subject', 'template.body'])
    .where('kind', '=', kind)
    .where('template.locale', '=', locale)
    .executeTakeFirst()
}

/** Every text of the portal's own, whatever its plan. */
export async function listTemplates(reader: Reader): Promise<readonly TemplateTable[]> {
  return reader.selectFrom('template').selectAll().execute()
}

export async function saveTemplate(writer: Writer, row: TemplateTable): Promise<void> {
  const { kind: _kind, locale: _locale, ...change } = row
  await writer
    .insertInto('template')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'locale']).doUpdateSet(change))
    .execute()
}

/** False where there was none. */
export async function deleteTemplate(writer: Writer, kind: TemplateKind, locale: Locale): Promise<boolean> {
  const result = await writer
    .deleteFrom('template')
    .where('kind', '=', kind)
    .where('locale', '=', locale)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
