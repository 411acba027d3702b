import { useI18n } from 'vue-i18n'
import type { ActivityRow } from '../../../electron/contract/activity'

/** Who did it: the operator's name, or the part of the program that acted by itself; and where it was done (H1). */
export function useByWhom() {
  const { t } = useI18n()
  /** Who registers at the desk does so on this computer, through no join site (J3). */
  const from = ({ details, origin }: ActivityRow): string =>
    t(`activity.origins.${details['place'] === 'desk' ? 'desk' : origin}`)
  const byWhom = (row: ActivityRow): string => row.by || from(row)
  return { byWhom, from }
}
