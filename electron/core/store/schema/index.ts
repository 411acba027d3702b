import type { AuditTable } from './audit'
import type {
  InvitationDepartmentTable,
  InvitationTable,
  InvitationWorkgroupTable,
  OpenLinkTable,
  OpenLinkVariantDepartmentTable,
  OpenLinkVariantTable,
} from './invitations'
import type { DraftRecipientTable, DraftTable, MailAccountTable, MessageTable, MessageTextTable } from './outgoing'
import type { PartnerAddressTable, PartnerCompanyTable, PartnerRegistryTable, PartnerSourceTable } from './partners'
import type { CounterTable, CredentialTable, PersonTable } from './people'
import type { InviterDelegationTable, JoinSiteTable, PlanLimitTable, PortalTable, ThrottleTable } from './portal'
import type {
  DepartmentMemberTable,
  DepartmentTable,
  MemberOfSeveralTable,
  StructureStepPartTable,
  StructureStepTable,
  WorkgroupMemberTable,
  WorkgroupTable,
} from './structure'
import type { ChecklistItemTable, ChecklistTable, TaskTable } from './tasks'

export type { Flag } from './flag'
export type * from './audit'
export type * from './invitations'
export type * from './outgoing'
export type * from './partners'
export type * from './people'
export type * from './portal'
export type * from './structure'
export type * from './tasks'

/** Every table of a store by its name. */
export interface Database {
  portal: PortalTable
  plan_limit: PlanLimitTable
  inviter_delegation: InviterDelegationTable
  person: PersonTable
  credential: CredentialTable
  department: DepartmentTable
  department_member: DepartmentMemberTable
  structure_step: StructureStepTable
  structure_step_part: StructureStepPartTable
  member_of_several: MemberOfSeveralTable
  workgroup: WorkgroupTable
  workgroup_member: WorkgroupMemberTable
  invitation: InvitationTable
  invitation_department: InvitationDepartmentTable
  invitation_workgroup: InvitationWorkgroupTable
  open_link: OpenLinkTable
  open_link_variant: OpenLinkVariantTable
  open_link_variant_department: OpenLinkVariantDepartmentTable
  message_text: MessageTextTable
  message: MessageTable
  draft: DraftTable
  draft_recipient: DraftRecipientTable
  task: TaskTable
  checklist: ChecklistTable
  checklist_item: ChecklistItemTable
  partner_source: PartnerSourceTable
  partner_registry: PartnerRegistryTable
  partner_company: PartnerCompanyTable
  partner_address: PartnerAddressTable
  mail_account: MailAccountTable
  join_site: JoinSiteTable
  audit: AuditTable
  counter: CounterTable
  throttle: ThrottleTable
}
