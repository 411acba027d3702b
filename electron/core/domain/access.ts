import { Refusal } from './refusal'
import type { Audience, Inviters, PersonKind, PersonStatus, Role } from './vocabulary'

/** Who asks: the operator of the console. */
export interface Acting {
  readonly personId: string
  readonly role: Role
}

/** The person a right is about. */
export interface PersonSubject {
  readonly id: string
  readonly status: PersonStatus
  readonly invitedBy: string | null
  /** Left out, the person counts as one: what only an administrator may do to administrators is then refused (B1). */
  readonly administrator?: boolean
}

/** Who may invite at all (A1), and whether it was delegated to the operator (Z11). */
export interface InviteRule {
  readonly whoMayInvite: Inviters
  readonly delegated?: boolean
}

/** For whom the company structure is open (A1). */
export interface StructureRule {
  readonly structureSeenBy: Audience
  readonly structureEditedBy: Audience
}

/** Rights that concern one person. `people.partner-access`: to make somebody who is here a partner, or no longer one (B5). */
export const PERSON_RIGHTS = [
  'people.see',
  'people.delete',
  'people.dismiss',
  'people.edit',
  'people.partner-access',
] as const
export type PersonRight = (typeof PERSON_RIGHTS)[number]

/** Rights that concern the portal as a whole. */
export const PORTAL_RIGHTS = [
  'people.see-all',
  'people.confirm',
  'people.decline',
  'people.set-administrator',
  'invite.skip-confirmation',
  'workgroups.edit',
  'messages.see-all',
  'settings.see',
  'settings.edit',
  'mail-account.edit',
  'join-site.edit',
  'open-link.edit',
  'audit.see',
  'audit.export',
  'tasks.edit',
  'checklists.edit',
  'access.edit',
  'people.export',
  'people.transfer',
  'seats.edit',
  'guests.edit',
  'partners.edit',
  'partners.set-source',
  'imports.run',
  'backups.edit',
] as const
export type PortalRight = (typeof PORTAL_RIGHTS)[number]

/** Rights over the company structure, which the portal's settings open and close (A1). */
export const STRUCTURE_RIGHTS = ['structure.see', 'structure.edit'] as const
export type StructureRight = (typeof STRUCTURE_RIGHTS)[number]

export type Right = PersonRight | PortalRight | StructureRight | 'invite'

/**
 * B1: a partner who could make administrators, name who certifies partners (B2) or bring back an earlier state of the
 * portal would be an administrator.
 */
const ADMINISTRATORS_ONLY: readonly Right[] = ['people.set-administrator', 'partners.set-source', 'backups.edit']

/** The role that comes with what a person is (B1, B6, X6). */
export function roleOf(person: { readonly kind: PersonKind; readonly administrator: boolean }): Role {
  if (person.kind === 'partner') return 'partner'
  if (person.kind === 'external') return 'external'
  return person.administrator ? 'administrator' : 'employee'
}

/**
 * Whether the operator may (A1, A2, B1, X6). Employees see themselves and whom they invited, and may change or delete
 * such a person only while nobody has accepted. Partners may all that administrators may, except touch administrators.
 * External people see themselves, and may nothing.
 */
export function can(actor: Acting, right: PersonRight, subject: PersonSubject): boolean
export function can(actor: Acting, right: 'invite', rule: InviteRule): boolean
export function can(actor: Acting, right: StructureRight, rule: StructureRule): boolean
export function can(actor: Acting, right: PortalRight): boolean
export function can(actor: Acting, right: Right, subject?: Subject): boolean {
  return allowed(actor, right, subject)
}

/** Throws Refusal NOT_ALLOWED where `can` says no. */
export function demand(actor: Acting, right: PersonRight, subject: PersonSubject): void
export function demand(actor: Acting, right: 'invite', rule: InviteRule): void
export function demand(actor: Acting, right: StructureRight, rule: StructureRule): void
export function demand(actor: Acting, right: PortalRight): void
export function demand(actor: Acting, right: Right, subject?: Subject): void {
  if (!allowed(actor, right, subject)) throw new Refusal('NOT_ALLOWED')
}

type Subject = PersonSubject | InviteRule | StructureRule

/** Says no to whatever it does not know. */
function allowed(actor: Acting, right: Right, subject: Subject | undefined): boolean {
  if (right === 'invite') return subject !== undefined && 'whoMayInvite' in subject && mayInvite(actor, subject)
  if (isOneOf(STRUCTURE_RIGHTS, right)) {
    return subject !== undefined && 'structureSeenBy' in subject && opens(actor, right, subject)
  }
  if (isOneOf(PERSON_RIGHTS, right)) {
    return subject !== undefined && 'id' in subject && mayConcerning(actor, right, subject)
  }
  if (actor.role === 'administrator') return true
  return actor.role === 'partner' && !ADMINISTRATORS_ONLY.includes(right)
}

function isOneOf<Each extends Right>(rights: readonly Each[], right: Right): right is Each {
  return rights.some((each) => each === right)
}

function mayInvite(actor: Acting, { delegated, whoMayInvite }: InviteRule): boolean {
  if (actor.role === 'employee') return whoMayInvite === 'everyone' || delegated === true
  return actor.role !== 'external'
}

/** What may not be seen cannot be edited either. */
function opens(actor: Acting, right: StructureRight, rule: StructureRule): boolean {
  if (actor.role !== 'employee') return actor.role !== 'external'
  const seen = rule.structureSeenBy === 'everyone'
  return right === 'structure.see' ? seen : seen && rule.structureEditedBy === 'everyone'
}

function mayConcerning(actor: Acting, right: PersonRight, subject: PersonSubject): boolean {
  switch (actor.role) {
    case 'administrator':
      return true
    case 'partner':
      return right === 'people.see' || right === 'people.delete' || subject.administrator === false
    case 'external':
      return right === 'people.see' && subject.id === actor.personId
    case 'employee':
      if (right === 'people.dismiss' || right === 'people.partner-access') return false
      if (right === 'people.see') return subject.id === actor.personId || subject.invitedBy === actor.personId
      return subject.invitedBy === actor.personId && subject.status === 'invited'
  }
}
