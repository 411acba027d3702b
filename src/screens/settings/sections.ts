import { defineAsyncComponent, type Component } from 'vue'
import {
  CreditCard,
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
  'appearance',
] as const
export type Section = (typeof SECTIONS)[number]

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
  appearance: Palette,
}

export const sectionComponents: Readonly<Record<Section, Component>> = {
  portal: defineAsyncComponent(() => import('./PortalSection.vue')),
  invitations: defineAsyncComponent(() => import('./InvitationsSection.vue')),
  mail: defineAsyncComponent(() => import('./MailSection.vue')),
  sms: defineAsyncComponent(() => import('./SmsSection.vue')),
  'join-site': defineAsyncComponent(() => import('./JoinSiteSection.vue')),
  plan: defineAsyncComponent(() => import('./PlanSection.vue')),
  partners: defineAsyncComponent(() => import('./PartnersSection.vue')),
  checklists: defineAsyncComponent(() => import('./ChecklistsSection.vue')),
  templates: defineAsyncComponent(() => import('./TemplatesSection.vue')),
  permissions: defineAsyncComponent(() => import('./PermissionsSection.vue')),
  security: defineAsyncComponent(() => import('./SecuritySection.vue')),
  appearance: defineAsyncComponent(() => import('./AppearanceSection.vue')),
}
