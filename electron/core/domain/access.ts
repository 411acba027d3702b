import { Refusal } from './refusal'
import type { Inviters, PersonKind, PersonStatus, Role } from './vocabulary'

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
  readonly administrator?: boolean
}

/** Rights that concern one person. */
export const PERSON_RIGHTS = ['people.see', 'people.delete', 'people.dismiss', 'people.edit'] as const
export type PersonRight = (typeof PERSON_RIGHTS)[number]

/** Rights that concern the portal as a whole. */
export const PORTAL_RIGHTS = [
  'people.see-all',
  'people.confirm',
  'people.decline',
  'people.set-administrator',
  'invite.skip-confirmation',
  'structure.see',
  'structure.edit',
  'workgroups.edit',
  'messages.see-all',
  'settings.see',
  'settings.edit',
  'mail-account.edit',
  'join-site.edit',
  'open-link.edit',
  'audit.see',
  'tasks.edit',
] as const
export type PortalRight = (typeof PORTAL_RIGHTS)[number]

export type Right = PersonRight | PortalRight | 'invite'

/** The role that comes with what a person is (B1, B6). */
export function roleOf(person: { readonly kind: PersonKind; readonly administrator: boolean }): Role {
  if (person.kind === 'partner') return 'partner'
  if (person.kind === 'external') return 'external'
  return person.administrator ? 'administrator' : 'employee'
}

/**
 * Whether the operator may (A1, A2, B1). Employees see themselves and whom they invited, and may change or delete
 * such a person only while nobody has accepted. Partners may all that administrators may, except touch administrators.
 */
export function can(actor: Acting, right: PersonRight, subject: PersonSubject): boolean
export function can(actor: Acting, right: 'invite', rule: { readonly whoMayInvite: Inviters }): boolean
export function can(actor: Acting, right: PortalRight): boolean
export function can(actor: Acting, right: Right, subject?: Subject): boolean {
  return allowed(actor, right, subject)
}

/** Throws Refusal NOT_ALLOWED where `can` says no. */
export function demand(actor: Acting, right: PersonRight, subject: PersonSubject): void
export function demand(actor: Acting, right: 'invite', rule: { readonly whoMayInvite: Inviters }): void
export function demand(actor: Acting, right: PortalRight): void
export function demand(actor: Acting, right: Right, subject?: Subject): void {
  if (!allowed(actor, right, subject)) throw new Refusal('NOT_ALLOWED')
}

type Subject = PersonSubject | { readonly whoMayInvite: Inviters }

/** Says no to whatever it does not know. */
function allowed(actor: Acting, right: Right, subject: Subject | undefined): boolean {
  if (right === 'invite') {
    if (subject === undefined || !('whoMayInvite' in subject)) return false
    if (actor.role === 'external') return false
    return actor.role !== 'employee' || subject.whoMayInvite === 'everyone'
  }
  if (isPersonRight(right)) return subject !== undefined && 'id' in subject && mayConcerning(actor, right, subject)
  if (right === 'structure.see') return actor.role !== 'external'
  if (actor.role === 'administrator') return true
  return actor.role === 'partner' && right !== 'people.set-administrator'
}

function isPersonRight(right: Right): right is PersonRight {
  return PERSON_RIGHTS.some((each) => each === right)
}

function mayConcerning(actor: Acting, right: PersonRight, subject: PersonSubject): boolean {
  switch (actor.role) {
    case 'administrator':
      return true
    case 'partner':
      return right === 'people.see' || right === 'people.delete' || subject.administrator !== true
    case 'external':
      return right === 'people.see' && subject.id === actor.personId
    case 'employee':
      if (right === 'people.dismiss') return false
      if (right === 'people.see') return subject.id === actor.personId || subject.invitedBy === actor.personId
      return subject.invitedBy === actor.personId && subject.status === 'invited'
  }
}
