import type { ImportField, ImportFormat } from '../domain/vocabulary'
import { headerKey } from './header-words'
import type { ReadColumn, ReadTable } from './types'

/** A column of a field, with what its title says beyond the field. */
export interface PlannedColumn {
  readonly index: number
  readonly title: string
  readonly key: string
  /** Which counts first where several hold the same: 0 before 1. */
  readonly rank: number
  /** Column that says what kind of value this one has: `E-mail 1 - Label` of `E-mail 1 - Value`; -1: none. */
  readonly labelAt: number
}

export type ColumnPlan = Readonly<Record<ImportField, readonly PlannedColumn[]>>

const PLANS = new WeakMap<readonly ReadColumn[], ColumnPlan>()

/** The columns of each field, best first; worked out once for a table. */
export function planOf(table: Pick<ReadTable, 'columns' | 'format'>): ColumnPlan {
  const known = PLANS.get(table.columns)
  if (known !== undefined) return known
  const of = (field: ImportField): PlannedColumn[] =>
    table.columns
      .filter((column) => column.field === field)
      .map((column) => planned(column, table.columns, table.format))
      .toSorted((one, other) => one.rank - other.rank || one.index - other.index)
  const plan: ColumnPlan = {
    firstName: of('firstName'),
    middleName: of('middleName'),
    lastName: of('lastName'),
    fullName: of('fullName'),
    email: of('email'),
    phone: of('phone'),
    position: of('position'),
    department: of('department'),
    departmentPath: of('departmentPath'),
    workgroups: of('workgroups'),
    status: of('status'),
  }
  PLANS.set(table.columns, plan)
  return plan
}

function planned(column: ReadColumn, columns: readonly ReadColumn[], format: ImportFormat): PlannedColumn {
  const key = headerKey(column.title)
  const labelAt = columns.findIndex(({ title }) => {
    const before = headerKey(title)
    return (
      key.endsWith('value') && (before === key.replace(/value$/u, 'label') || before === key.replace(/value$/u, 'type'))
    )
  })
  const rank = column.field === 'email' ? emailRank(key, format) : column.field === 'phone' ? kindRank(key) : 0
  return { index: column.index, title: column.title, key, rank, labelAt }
}

/** Of Entra `mail` before the sign-in name; elsewhere work before home. */
function emailRank(key: string, format: ImportFormat): number {
  if (format === 'entra') return key === 'userprincipalname' ? 1 : 0
  if (/home|personal|private|other|recovery|личн|друг|дом/u.test(key)) return 2
  return /userprincipalname|upn|username/u.test(key) ? 1 : 0
}

/** Mobile first, since it becomes the login; then what says nothing, work, home. Also for labels (`Mobile`, `* Work`). */
export function kindRank(words: string): number {
  if (/mobile|cell|iphone|моб|сотов|перенос/iu.test(words)) return 0
  if (/work|business|office|company|раб|служ/iu.test(words)) return 2
  if (/home|other|дом|друг/iu.test(words)) return 3
  return /fax|pager|факс|пейджер/iu.test(words) ? 9 : 1
}
