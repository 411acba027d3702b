import type { Component } from 'vue'
import type { InviteMethod } from '../../stores/invite-panel'
import AddUserTab from './add-user/AddUserTab.vue'
import BulkTab from './bulk/BulkTab.vue'
import EmailTab from './email/EmailTab.vue'
import ExtranetTab from './extranet/ExtranetTab.vue'
import LinkTab from './link/LinkTab.vue'
import PartnerTab from './partner/PartnerTab.vue'
import QrTab from './link/QrTab.vue'
import SmsTab from './sms/SmsTab.vue'
import WorkgroupTab from './email/WorkgroupTab.vue'

interface Method {
  readonly key: InviteMethod
  readonly component: Component
  /** Also for whoever may invite only from a workgroup they are in (W2). */
  readonly fromWorkgroup?: boolean
  /** Only for administrators and partners. */
  readonly runsPortal?: boolean
}

/**
 * The ways to invite, in the order of the tabs; each is named `invite.tabs.KEY`. Its component may emit `leave`, to close the
 * panel, and `link`, to go to the tab *Link*.
 */
const METHODS: readonly Method[] = [
  { key: 'link', component: LinkTab },
  { key: 'email', component: EmailTab },
  { key: 'sms', component: SmsTab },
  { key: 'bulk', component: BulkTab },
  { key: 'register', component: AddUserTab },
  { key: 'workgroup', component: WorkgroupTab, fromWorkgroup: true },
  { key: 'qr', component: QrTab },
  { key: 'extranet', component: ExtranetTab, fromWorkgroup: true },
  { key: 'partner', component: PartnerTab, runsPortal: true },
]

/** The ways this operator has. */
export function methodsFor(operator: { readonly mayInvite: boolean; readonly runsPortal: boolean }): readonly Method[] {
  return METHODS.filter(
    (method) => (operator.mayInvite || method.fromWorkgroup) && (operator.runsPortal || !method.runsPortal),
  )
}
