import { z } from 'zod'
import {
  type Channel,
  IMPORT_DELIMITERS,
  LEAVINGS,
  PEOPLE_FILTERS,
  type PeopleFilter,
  PEOPLE_SORTS,
  type PendingReason,
  type PersonAction,
  type PersonKind,
  type PersonStatus,
  type Unproved,
} from '../core/domain/vocabulary'
import { guestTermsSchema } from './extranet'
import type { PersonTask } from './tasks'
import {
  addressSchema,
  type BatchResult,
  idSchema,
  idsSchema,
  lineSchema,
  nameSchema,
  optionalNameSchema,
  output,
  type Page,
  pageSchema,
  procedure,
  someIdsSchema,
} from './base'

export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly kind: PersonKind
  readonly status: PersonStatus
  readonly administrator: boolean
  readonly email: string | null
  /** E.164. */
  readonly phone: string | null
  readonly position: string
  readonly departments: readonly { readonly id: string; readonly name: string }[]
  readonly invitedBy: string | null
  /** Milliseconds UTC. */
  readonly invitedOn: number | null
  readonly pendingReason: PendingReason | null
  /** L5: why the address of somebody of a listed domain is not proved; null: it is, or need not be. */
  readonly unproved: Unproved | null
  /** The last message to this person could not be delivered (M9). */
  readonly deliveryFailed: boolean
  /** The link of somebody invited has ended, and can be renewed (H4). */
  readonly linkEnded: boolean
  readonly actions: readonly PersonAction[]
}

export interface PersonProfile extends PersonRow {
  readonly firstName: string
  readonly lastName: string
  /** ISO date of the first day (Z9). */
  readonly startsOn: string | null
  readonly workgroups: readonly { readonly id: string; readonly name: string }[]
  readonly joinedOn: number | null
  readonly dismissedOn: number | null
  /** Departments this person heads (D1). */
  readonly heads: readonly { readonly id: string; readonly name: string }[]
  /** Of an external person (Z8). */
  readonly guest: {
    readonly sponsor: { readonly id: string; readonly name: string } | null
    /** ISO date. */
    readonly endsOn: string | null
  } | null
  /** Name of the certified company, of a partner (B3). */
  readonly partnerCompany: string | null
  readonly invitation: {
    readonly channel: Channel
    readonly sentAt: number | null
    /** First opening of the link (J6). */
    readonly openedAt: number | null
    readonly expiresAt: number | null
    readonly expired: boolean
  } | null
  readonly tasks: readonly PersonTask[]
  readonly history: readonly {
    readonly at: number
    readonly action: string
    readonly by: string
    readonly details: Readonly<Record<string, string | number>>
  }[]
  readonly messages: readonly {
    readonly id: string
    readonly at: number
    readonly state: string
    readonly to: string
    readonly answer: string | null
  }[]
}

export interface PeopleCounts extends Readonly<Record<PeopleFilter, number>> {}

/** C1, C2: `pending` is null for those who may not see it. */
export interface Counters {
  readonly invited: number
  readonly pending: number | null
}

export interface PeoplePage extends Page<PersonRow> {
  /** All that match; null where counting would cost more than the page. */
  readonly total: number | null
}

/** What somebody would leave behind: what is live of all that they made (Z2). */
export interface PersonLeavings {
  readonly id: string
  readonly name: string
  /** People they invited who have not accepted: the first hundred by name. */
  readonly invited: readonly { readonly id: string; readonly name: string; readonly address: string }[]
  readonly invitedTotal: number
  /** Open links handed out by them that still work (L11). */
  readonly openLinks: number
  /** Messages and drafts of theirs that wait. */
  readonly waiting: number
  /** Guests they answer for, open tasks they own, and workgroups they own (Z8, T1). */
  readonly guests: number
  readonly tasks: number
  readonly workgroups: number
}

const listSchema = z.object({
  filter: z.enum(PEOPLE_FILTERS).default('all'),
  search: z.string().max(200, 'TOO_LONG').default(''),
  departmentId: idSchema.nullable().default(null),
  sort: z.enum(PEOPLE_SORTS).default('name'),
  descending: z.boolean().default(false),
})

export const people = {
  list: procedure.input(pageSchema.extend(listSchema.shape)).output(output<PeoplePage>()),
  /**
   * D2: saves the list, or the people chosen, as CSV: UTF-8 with a byte order mark; a cell a spreadsheet would take for
   * a formula is neutralised. Null: the operator chose no place.
   */
  export: procedure
    .input(
      listSchema.extend({
        /** Null: all that the list holds. */
        ids: idsSchema.nullable().default(null),
        delimiter: z.enum(IMPORT_DELIMITERS).default(','),
      }),
    )
    .output(output<{ readonly file: string; readonly rows: number } | null>()),
  counts: procedure.output(output<PeopleCounts>()),
  counters: procedure.output(output<Counters>()),
  get: procedure.input(z.object({ id: idSchema })).output(output<PersonProfile>()),
  /** C6. Needs a free seat for each (N1). */
  confirm: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  /** C6. The person is gone and their link dead (S2). */
  decline: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  /** C5. An invited person is gone and their link dead (S2). */
  delete: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  /** Z2: what these people would leave behind, those with nothing left out. */
  leavings: procedure.input(z.object({ ids: idsSchema })).output(output<readonly PersonLeavings[]>()),
  /** D3, Z2: `leavings` decides about their live invitations and links; `hand-over` needs an heir. */
  dismiss: procedure
    .input(
      z.object({
        ids: idsSchema,
        /** Left out: `keep`. */
        leavings: z.enum(LEAVINGS).optional(),
        heirId: idSchema.nullable().optional(),
      }),
    )
    .output(output<BatchResult>()),
  /** `dismissId`: for one partner whom no seat is free for, which of the three to dismiss in the same step (B4). */
  rehire: procedure
    .input(
      z
        .object({ ids: idsSchema, dismissId: idSchema.nullable().optional() })
        .refine(({ dismissId, ids }) => !dismissId || ids.length === 1, { path: ['dismissId'] }),
    )
    .output(output<BatchResult>()),
  /** A changed address kills the old link (C5); a new message goes out when `resend`. */
  changeAddress: procedure.input(
    z.object({ id: idSchema, address: addressSchema, resend: z.boolean().default(false) }),
  ),
  changeDepartments: procedure
    .input(z.object({ ids: idsSchema, departmentIds: someIdsSchema }))
    .output(output<BatchResult>()),
  /**
   * S6: adds people who are already here to departments and workgroups; they stay in those they are in. Somebody still
   * invited gets them on acceptance (M6).
   */
  addTo: procedure
    .input(z.object({ ids: idsSchema, departmentIds: someIdsSchema, workgroupIds: someIdsSchema }))
    .output(output<BatchResult>()),
  edit: procedure.input(
    z.object({
      id: idSchema,
      firstName: nameSchema,
      lastName: optionalNameSchema,
      position: lineSchema(200, 'optional'),
      /** ISO date of the first day (Z9); null: not known; left out: as it is. */
      startsOn: z.iso.date({ error: 'DATE_INVALID' }).nullable().optional(),
    }),
  ),
  setAdministrator: procedure.input(z.object({ id: idSchema, administrator: z.boolean() })),
  /** X4: externals become employees of these departments; active ones need a seat each (N1). */
  transferToIntranet: procedure
    .input(z.object({ ids: idsSchema, departmentIds: someIdsSchema.min(1, 'REQUIRED') }))
    .output(output<BatchResult>()),
  /** Z8: sponsor and last day of an external person. */
  setGuestTerms: procedure.input(z.object({ id: idSchema, ...guestTermsSchema })),
  /** Z8: moves the last day on by the days set for guests, counted from today where it is past. */
  renewGuests: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
}
