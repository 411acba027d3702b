import type { Generated } from 'kysely'
import type { ApprovalLineTable, ApprovalSheetTable } from './approvals'
import type { AuditTable } from './audit'
import type {
  AddressProofTable,
  InvitationDepartmentTable,
  InvitationTable,
  InvitationWorkgroupTable,
  InviteBatchTable,
  OpenLinkDomainTable,
  OpenLinkTable,
  OpenLinkVariantDepartmentTable,
  OpenLinkVariantTable,
} from './invitations'
import type {
  DraftRecipientTable,
  DraftTable,
  MailAccountTable,
  MessageTable,
  MessageTextTable,
  OutboxPauseTable,
  OutboxRunTable,
  OutboxStopTable,
  SmsAccountTable,
  TemplateTable,
} from './outgoing'
import type { PartnerAddressTable, PartnerCompanyTable, PartnerRegistryTable, PartnerSourceTable } from './partners'
import type { CounterTable, CredentialTable, PersonTable } from './people'
import type { InviterDelegationTable, JoinSiteTable, PlanLimitTable, PortalTable, ThrottleTable } from './portal'
import type { SheetTable } from './sheets'
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
export type * from './approvals'
export type * from './audit'
export type * from './invitations'
export type * from './outgoing'
export type * from './partners'
export type * from './people'
export type * from './portal'
export type * from './sheets'
export type * from './structure'
export type * from './tasks'

/** A table whose rows are whole, but may be written without these columns: the store fills them in. */
type WithDefaults<Table, Columns extends keyof Table> = Omit<Table, Columns> & {
  [Column in Columns]: Generated<Table[Column]>
}

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
  invitation: WithDefaults<InvitationTable, 'reminders'>
  invitation_department: InvitationDepartmentTable
  invitation_workgroup: InvitationWorkgroupTable
  open_link: OpenLinkTable
  open_link_variant: OpenLinkVariantTable
  open_link_variant_department: OpenLinkVariantDepartmentTable
  open_link_domain: OpenLinkDomainTable
  address_proof: AddressProofTable
  invite_batch: InviteBatchTable
  template: TemplateTable
  message_text: MessageTextTable
  message: MessageTable
  draft: WithDefaults<DraftTable, 'channel'>
  draft_recipient: DraftRecipientTable
  task: TaskTable
  checklist: ChecklistTable
  checklist_item: ChecklistItemTable
  partner_source: PartnerSourceTable
  partner_registry: PartnerRegistryTable
  partner_company: PartnerCompanyTable
  partner_address: PartnerAddressTable
  outbox_pause: OutboxPauseTable
  outbox_stop: OutboxStopTable
  outbox_run: OutboxRunTable
  mail_account: WithDefaults<MailAccountTable, 'preset' | 'sign_in'>
  sms_account: SmsAccountTable
  sheet: SheetTable
  approval_sheet: ApprovalSheetTable
  approval_line: ApprovalLineTable
  join_site: JoinSiteTable
  audit: AuditTable
  counter: CounterTable
  throttle: ThrottleTable
}
