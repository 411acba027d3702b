import { defineAsyncComponent, type Component } from 'vue'
import {
  CreditCard,
  DatabaseBackup,
  FileText,
  Globe,
  Handshake,
  KeyRound,
  Landmark,
  ListChecks,
  Mail,
  MessageSquareText,
  Palette,
  ShieldCheck,
  UserPlus,
} from '@lucide/vue'

export const SECTIONS = [
  'portal',
  'invitations',
  'mail',
  'sms',
  'join-site',
  'plan',
  'partners',
  'checklists',
  'permissions',
  'templates',
  'security',
  'backup',
  'appearance',
] as const
export type Section = (typeof SECTIONS)[number]

/** B1: a partner who could bring back an earlier state would be an administrator. */
export const ADMINISTRATORS_SECTIONS: ReadonlySet<Section> = new Set<Section>(['backup'])

/** What everybody may set for themselves; the rest is for those who run the portal. */
export const OWN_SECTIONS: ReadonlySet<Section> = new Set<Section>(['security', 'appearance'])

export const sectionIcons: Readonly<Record<Section, Component>> = {
  portal: Landmark,
  invitations: UserPlus,
  mail: Mail,
  sms: MessageSquareText,
  'join-site': Globe,
  plan: CreditCard,
  partners: Handshake,
  checklists: ListChecks,
  templates: FileText,
  permissions: KeyRound,
  security: ShieldCheck,
  backup: DatabaseBackup,
  appearance: Palette,
}

export const sectionComponents: Readonly<Record<Section, Component>> = {
  portal: defineAsyncComponent(() => import('./portal/PortalSection.vue')),
  invitations: defineAsyncComponent(() => import('./invitations/InvitationsSection.vue')),
  mail: defineAsyncComponent(() => import('./mail/MailSection.vue')),
  sms: defineAsyncComponent(() => import('./sms/SmsSection.vue')),
  'join-site': defineAsyncComponent(() => import('./join-site/JoinSiteSection.vue')),
  plan: defineAsyncComponent(() => import('./plan/PlanSection.vue')),
  partners: defineAsyncComponent(() => import('./partners/PartnersSection.vue')),
  checklists: defineAsyncComponent(() => import('./checklists/ChecklistsSection.vue')),
  templates: defineAsyncComponent(() => import('./templates/TemplatesSection.vue')),
  permissions: defineAsyncComponent(() => import('./permissions/PermissionsSection.vue')),
  security: defineAsyncComponent(() => import('./security/SecuritySection.vue')),
  backup: defineAsyncComponent(() => import('./backup/BackupSection.vue')),
  appearance: defineAsyncComponent(() => import('./AppearanceSection.vue')),
}
