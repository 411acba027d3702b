import { computed } from 'vue'
import { ArrowRightLeft, Merge, Pencil, Plus, Trash2 } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import type { DepartmentNode } from '../../../electron/contract/structure'
import type { MenuEntry } from '../../components/action-menu'

/** The menu of a department in the tree: of the root only what may be done with it (D1). */
export function useDepartmentEntries() {
  const { t } = useI18n()
  const ofRoot = computed<readonly MenuEntry[]>(() => [
    { key: 'add', label: t('structure.add'), icon: Plus, shortcut: 'Ins' },
    { key: 'rename', label: t('structure.rename'), icon: Pencil, shortcut: 'F2' },
  ])
  const ofOthers = computed<readonly MenuEntry[]>(() => [
    ...ofRoot.value,
    { key: 'move', label: t('structure.move'), icon: ArrowRightLeft },
    { key: 'merge', label: t('structure.merge'), icon: Merge },
    { kind: 'line', key: 'line' },
    { key: 'remove', label: t('structure.remove'), icon: Trash2, shortcut: 'Del', destructive: true },
  ])
  return (node: DepartmentNode): readonly MenuEntry[] => (node.parentId === null ? ofRoot.value : ofOthers.value)
}
