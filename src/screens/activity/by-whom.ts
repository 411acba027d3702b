import { useI18n } from 'vue-i18n'
import type { ActivityRow } from '../../../electron/contract/activity'

/** Who did it: the operator's name, or the part of the program that acted by itself. */
export function useByWhom(): (row: ActivityRow) => string {
  const { t } = useI18n()
  return (row) => row.by || t(`activity.origins.${row.origin}`)
}
