import { z } from 'zod'
import {
  AUDIENCES,
  type Audience,
  DELEGATED_PLACES,
  type DelegatedPlaces,
  DELEGATION_HOLDERS,
  type DelegationHolder,
  INVITERS,
  type Inviters,
} from '../core/domain/vocabulary'
import { idSchema, output, procedure } from './base'

export interface Delegation {
  readonly id: string
  readonly holder: DelegationHolder
  /** The person, department or workgroup concerned; null: the heads or owners of every one. */
  readonly of: { readonly id: string; readonly name: string } | null
  readonly departments: DelegatedPlaces
  readonly workgroups: DelegatedPlaces
  readonly skipConfirmation: boolean
}

export interface AccessSettings {
  readonly whoMayInvite: Inviters
  readonly structureSeenBy: Audience
  readonly structureEditedBy: Audience
  readonly delegations: readonly Delegation[]
}

/** What this operator may preset when inviting (A1, Z11). Ids are given where only some are allowed, else null. */
export interface InvitingScope {
  readonly allowed: boolean
  readonly departmentIds: readonly string[] | null
  /** The same with their names, for who does not see the structure; null where any may be chosen. */
  readonly departments: readonly { readonly id: string; readonly name: string }[] | null
  readonly workgroupIds: readonly string[] | null
  readonly skipConfirmation: boolean
}

export const access = {
  get: procedure.output(output<AccessSettings>()),
  /** A1. */
  update: procedure.input(
    z.object({
      whoMayInvite: z.enum(INVITERS),
      structureSeenBy: z.enum(AUDIENCES),
      structureEditedBy: z.enum(AUDIENCES),
    }),
  ),
  /** Z11: lets the holders invite although only administrators may. The same holder again replaces what was set. */
  delegate: procedure
    .input(
      z.object({
        holder: z.enum(DELEGATION_HOLDERS),
        /** The person, department or workgroup; null: every department's heads, every workgroup's owner. */
        ofId: idSchema.nullable().default(null),
        departments: z.enum(DELEGATED_PLACES),
        workgroups: z.enum(DELEGATED_PLACES),
        skipConfirmation: z.boolean(),
      }),
    )
    .output(output<{ readonly id: string }>()),
  removeDelegation: procedure.input(z.object({ id: idSchema })),
  /** What the operator who asks may preset; every role may ask. */
  invitingScope: procedure.output(output<InvitingScope>()),
}
