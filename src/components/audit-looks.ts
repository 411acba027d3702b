import type { Component } from 'vue'
import {
  Building2,
  CircleUserRound,
  CircleHelp,
  CircleX,
  DatabaseBackup,
  Globe,
  Handshake,
  KeyRound,
  Link,
  ListChecks,
  Mail,
  MessageSquare,
  MonitorSmartphone,
  Printer,
  Send,
  Settings,
  ShieldCheck,
  UserRoundCheck,
  UserRoundX,
  Users,
} from '@lucide/vue'

const byWord: Readonly<Record<string, Component>> = {
  portal: Settings,
  session: KeyRound,
  person: CircleUserRound,
  'open-link': Link,
  department: Building2,
  workgroup: Users,
  message: Send,
  draft: Mail,
  batch: Users,
  outbox: Send,
  template: Mail,
  'sms-account': MessageSquare,
  'mail-account': Mail,
  sheet: Printer,
  sheets: Printer,
  'approval-sheet': Printer,
  'join-site': Globe,
  kiosk: MonitorSmartphone,
  task: ListChecks,
  checklist: ListChecks,
  access: KeyRound,
  partners: Handshake,
  directory: Users,
  backup: DatabaseBackup,
  audit: ShieldCheck,
}

const byAction: Readonly<Record<string, Component>> = {
  'person.confirmed': UserRoundCheck,
  'person.accepted': UserRoundCheck,
  'person.joined': UserRoundCheck,
  'person.declined': UserRoundX,
  'person.deleted': UserRoundX,
  'person.dismissed': UserRoundX,
  'message.failed': CircleX,
  'message.bounced': CircleX,
  'message.unknown': CircleHelp,
}

/** The picture beside an entry of the audit log. */
export function auditIcon(action: string): Component {
  return byAction[action] ?? byWord[action.split('.')[0] ?? ''] ?? Settings
}

/** Entries that ask to be looked into. */
export function isFailure(action: string): boolean {
  return (
    action === 'message.failed' ||
    action === 'message.bounced' ||
    action === 'backup.failed' ||
    action === 'session.refused'
  )
}
