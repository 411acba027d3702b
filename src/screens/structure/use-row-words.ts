import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { DepartmentNode } from '../../../electron/contract/structure'
import type { TreeRow } from './department-tree'

/** What the rows of the tree say. */
export interface RowWords {
  number(value: number): string
  /** “12 in it, 48 with sub-departments”. */
  counts(row: TreeRow): string
  menuFor(node: DepartmentNode): string
}

/** The words of the rows in the language of the console; one formatter for all, for rows come by the thousand. */
export function useRowWords() {
  const { t, locale } = useI18n()
  return computed<RowWords>(() => {
    const format = new Intl.NumberFormat(locale.value)
    const number = (value: number): string => format.format(value)
    return {
      number,
      counts: ({ node, hasChildren }) =>
        hasChildren
          ? t('structure.counts', { own: number(node.people), total: number(node.peopleBelow) })
          : t('structure.countsLeaf', { own: number(node.people) }),
      menuFor: ({ name }) => t('structure.menuFor', { name }),
    }
  })
}
