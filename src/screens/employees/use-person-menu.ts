import type { Component } from 'vue'
import {
  AtSign,
  Building2,
  CalendarClock,
  CalendarPlus,
  Check,
  ConciergeBell,
  Copy,
  DoorOpen,
  Handshake,
  KeyRound,
  Pencil,
  Printer,
  QrCode,
  RotateCcw,
  Send,
  ShieldMinus,
  ShieldPlus,
  Trash2,
  Unplug,
  UserMinus,
  UserX,
} from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import type { PersonAction } from '../../../electron/contract/vocabulary'
import type { MenuEntry } from '../../components/action-menu'
import { DESTRUCTIVE_ACTIONS, menuActions } from './person-acts'

export const ACTION_ICONS: Readonly<Record<PersonAction, Component>> = {
  resend: Send,
  'renew-invitation': CalendarClock,
  'copy-link': Copy,
  'show-qr': QrCode,
  'print-sheet': Printer,
  'register-here': ConciergeBell,
  'change-address': AtSign,
  'change-departments': Building2,
  delete: Trash2,
  confirm: Check,
  decline: UserX,
  dismiss: UserMinus,
  rehire: RotateCcw,
  edit: Pencil,
  'give-password': KeyRound,
  'make-administrator': ShieldPlus,
  'unmake-administrator': ShieldMinus,
  'transfer-to-intranet': DoorOpen,
  'renew-guest': CalendarPlus,
  'give-partner-access': Handshake,
  'take-partner-access': Unplug,
}

/** The row menu: the core's acts under their fixed labels, dismissing and deleting below a line. */
export function usePersonMenu() {
  const { t } = useI18n()

  function entriesFor(actions: readonly PersonAction[]): readonly MenuEntry[] {
    const entries: MenuEntry[] = []
    let lined = false
    for (const key of menuActions(actions)) {
      if ((key === 'dismiss' || key === 'delete') && !lined) {
        if (entries.length > 0) entries.push({ kind: 'line', key: 'line' })
        lined = true
      }
      entries.push({
        key,
        label: t(`employees.actions.${key}`),
        icon: ACTION_ICONS[key],
        destructive: DESTRUCTIVE_ACTIONS.has(key),
      })
    }
    return entries
  }

  return { entriesFor }
}
