import { type Acting, can } from './access'
import { isLawful, mayBecomeAdministrator } from './person-states'
import { PERSON_ACTIONS, type PersonAction, type PersonKind, type PersonStatus } from './vocabulary'

/** What decides which acts are open on a person. */
export interface PersonFacts {
  readonly id: string
  readonly kind: PersonKind
  readonly status: PersonStatus
  readonly administrator: boolean
  readonly email: string | null
  readonly invitedBy: string | null
  readonly hasTasks: boolean
  /** Last day of an external person (Z8); null or left out: without end. */
  readonly endsOn?: string | null
  /** Their invitation has ended unanswered (H4). */
  readonly expired?: boolean
  /** The only active administrator there is (A3). */
  readonly isLastAdministrator: boolean
}

/**
 * What this operator may do with this person now (C5, C6, D3), in the order of the row menu. Nothing is offered that
 * the state or the operator's rights forbid; only a missing seat is told when asked (N1).
 */
export function lawfulActions(actor: Acting, person: PersonFacts): readonly PersonAction[] {
  const mayEdit = can(actor, 'people.edit', person)
  const mayDismiss = can(actor, 'people.dismiss', person)
  const invited = person.status === 'invited'
  const guest = person.kind === 'external' && person.status !== 'dismissed'
  const untouchable = person.isLastAdministrator || person.id === actor.personId
  const runsPartners = can(actor, 'partners.edit')
  /** B5: who becomes a partner is no administrator any more. */
  const mayUnmake = !untouchable && (!person.administrator || can(actor, 'people.set-administrator'))
  const open: Readonly<Record<PersonAction, boolean>> = {
    // By mail or SMS, as the address is; whether an account can send is told when asked.
    resend: invited && mayEdit,
    'renew-invitation': invited && mayEdit && person.expired === true,
    'copy-link': invited && mayEdit,
    'show-qr': invited && mayEdit,
    'print-sheet': invited && mayEdit,
    // J3: their invitation is opened at the desk, on this computer.
    'register-here': invited && mayEdit,
    'change-address': mayEdit,
    // X6: an external person belongs to no department.
    'change-departments': mayEdit && person.status !== 'dismissed' && person.kind !== 'external',
    delete: isLawful('remove', person.status) && !person.hasTasks && can(actor, 'people.delete', person),
    confirm: isLawful('confirm', person.status) && can(actor, 'people.confirm'),
    decline: isLawful('decline', person.status) && !person.hasTasks && can(actor, 'people.decline'),
    dismiss: isLawful('dismiss', person.status) && !untouchable && mayDismiss,
    rehire: isLawful('rehire', person.status) && mayDismiss,
    edit: mayEdit,
    // R2: for oneself there is the change in the settings, which asks for the current one.
    'give-password': mayEdit && mayHavePassword(person) && person.id !== actor.personId,
    'make-administrator': mayBecomeAdministrator(person) && can(actor, 'people.set-administrator'),
    'unmake-administrator':
      person.administrator && !untouchable && person.status === 'active' && can(actor, 'people.set-administrator'),
    'transfer-to-intranet': guest && can(actor, 'people.transfer'),
    'renew-guest': guest && Boolean(person.endsOn) && can(actor, 'guests.edit'),
    'give-partner-access': mayBePartner(person) && mayEdit && runsPartners && mayUnmake,
    'take-partner-access': person.kind === 'partner' && person.id !== actor.personId && mayEdit && runsPartners,
  }
  return PERSON_ACTIONS.filter((action) => open[action])
}

/** R2: who is in, or waits to be let in; whoever is invited chooses a password on joining. */
export function mayHavePassword(person: Pick<PersonFacts, 'status'>): boolean {
  return person.status === 'active' || person.status === 'pending'
}

/** B5: somebody who is here, is no partner yet and has the address that the registry is asked for. */
function mayBePartner(person: PersonFacts): boolean {
  return person.kind !== 'partner' && person.status !== 'dismissed' && person.email !== null
}
