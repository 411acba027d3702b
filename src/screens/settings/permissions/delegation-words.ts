import { useI18n } from 'vue-i18n'
import type { Delegation } from '../../../../electron/contract/access'

/** What a delegation is called and what it allows, in words (Z11). */
export function useDelegationWords() {
  const { t } = useI18n()

  /** `Emil Braun`, `Heads of Sales`, `Owners of every workgroup`. */
  function holderOf({ holder, of }: Pick<Delegation, 'holder' | 'of'>): string {
    if (holder === 'person') return of?.name ?? ''
    const place = holder === 'department-heads' ? 'heads' : 'owners'
    return of === null
      ? t(`settings.permissions.holders.${place}OfEvery`)
      : t(`settings.permissions.holders.${place}Of`, { name: of.name })
  }

  function limitsOf({ departments, skipConfirmation, workgroups }: Delegation): string {
    return [
      t(`settings.permissions.limits.departments.${departments}`),
      t(`settings.permissions.limits.workgroups.${workgroups}`),
      ...(skipConfirmation ? [t('settings.permissions.limits.skip')] : []),
    ].join(' · ')
  }

  return { holderOf, limitsOf }
}
