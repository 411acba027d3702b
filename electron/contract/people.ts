import { z } from 'zod'
import {
  type Channel,
  PEOPLE_FILTERS,
  type PeopleFilter,
  PEOPLE_SORTS,
  type PendingReason,
  type PersonAction,
  type PersonKind,
  type PersonStatus,
} from '../core/domain/vocabulary'
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
  /** The last message to this person could not be delivered (M9). */
  readonly deliveryFailed: boolean
  readonly actions: readonly PersonAction[]
}

export interface PersonTask {
  readonly id: string
  readonly title: string
  /** ISO date. */
  readonly dueOn: string | null
  readonly doneAt: number | null
}

export interface PersonProfile extends PersonRow {
  readonly firstName: string
  readonly lastName: string
  readonly workgroups: readonly { readonly id: string; readonly name: string }[]
  readonly joinedOn: number | null
  readonly dismissedOn: number | null
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

export const people = {
  list: procedure
    .input(
      pageSchema.extend({
        filter: z.enum(PEOPLE_FILTERS).default('all'),
        search: z.string().max(200, 'TOO_LONG').default(''),
        departmentId: idSchema.nullable().default(null),
        sort: z.enum(PEOPLE_SORTS).default('name'),
        descending: z.boolean().default(false),
      }),
    )
    .output(output<PeoplePage>()),
  counts: procedure.output(output<PeopleCounts>()),
  counters: procedure.output(output<Counters>()),
  get: procedure.input(z.object({ id: idSchema })).output(output<PersonProfile>()),
  /** C6. Needs a free seat for each (N1). */
  confirm: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  /** C6. The person is gone and their link dead (S2). */
  decline: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  /** C5. An invited person is gone and their link dead (S2). */
  delete: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  dismiss: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  rehire: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
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
    }),
  ),
  setAdministrator: procedure.input(z.object({ id: idSchema, administrator: z.boolean() })),
}

export const tasks = {
  /** T1: a one-off task. A person with an open or done task can be neither deleted nor declined (S1). */
  add: procedure
    .input(
      z.object({
        personId: idSchema,
        title: lineSchema(300),
        dueOn: z.iso.date({ error: 'DATE_INVALID' }).nullable().default(null),
      }),
    )
    .output(output<{ readonly id: string }>()),
  setDone: procedure.input(z.object({ id: idSchema, done: z.boolean() })),
  remove: procedure.input(z.object({ id: idSchema })),
}
