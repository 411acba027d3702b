import { computed } from 'vue'
import { ArrowRightLeft, Merge, Pencil, Plus, Trash2 } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import type { DepartmentNode } from '../../../electron/contract/structure'
import type { MenuEntry } from '../../components/action-menu'
import type { DepartmentAct } from './department-limits'
import type { Departments } from './use-departments'

/** The entries of a department's menu that are offered, the last act below a line. */
export function onlyOffered(entries: readonly MenuEntry[], acts: ReadonlySet<DepartmentAct>): readonly MenuEntry[] {
  const offered: ReadonlySet<string> = acts
  return entries.filter((entry) => offered.has(entry.kind === 'line' ? 'remove' : entry.key))
}

/** The menu of a department in the tree: only what may be done with it (D1, A1, Z11). */
export function useDepartmentEntries(departments: Departments) {
  const { t } = useI18n()
  const all = computed<readonly MenuEntry[]>(() => [
    { key: 'add', label: t('structure.add'), icon: Plus, shortcut: 'Ins' },
    { key: 'rename', label: t('structure.rename'), icon: Pencil, shortcut: 'F2' },
    { key: 'move', label: t('structure.move'), icon: ArrowRightLeft },
    { key: 'merge', label: t('structure.merge'), icon: Merge },
    { kind: 'line', key: 'line' },
    { key: 'remove', label: t('structure.remove'), icon: Trash2, shortcut: 'Del', destructive: true },
  ])
  return (node: DepartmentNode): readonly MenuEntry[] => onlyOffered(all.value, departments.actsOf(node))
}
