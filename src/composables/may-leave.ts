import { i18n } from '../locales'
import { useConfirm } from './use-confirm'
import { forgetUnsavedChanges, hasUnsavedChanges } from './use-draft'

/** Asks before unsaved changes are left behind; true when the operator goes on. */
export async function mayLeave(): Promise<boolean> {
  if (!hasUnsavedChanges()) return true
  const { t } = i18n.global
  const leave = await useConfirm()({
    title: t('common.unsaved.title'),
    text: t('common.unsaved.text'),
    confirm: t('common.unsaved.leave'),
    cancel: t('common.unsaved.stay'),
    destructive: true,
  })
  if (leave) forgetUnsavedChanges()
  return leave
}
