import type { PersonTable } from '../../store/schema'
import type { Channel, Locale } from '../../domain/vocabulary'
import type { Actor } from '../ports'

/** What a new person is from the start, beside an employee who was asked in. */
export type NewcomerColumns = Partial<
  Pick<PersonTable, 'kind' | 'sponsor_id' | 'ends_on' | 'partner_company' | 'starts_on'>
>

/** Whom an operator asks in, through which channel and where to. */
export interface InviteOrder {
  readonly actor: Actor
  readonly channel: Channel
  /** `email` may hold a phone number where `phones` says so. */
  readonly people: readonly { readonly email: string; readonly firstName: string; readonly lastName: string }[]
  /** Whether a row may be a phone number, or is one, read with the portal's country (SM5); else e-mail only. */
  readonly phones?: boolean | 'only'
  readonly newcomer?: NewcomerColumns
  /** The bulk invitation it is part of (Z1). */
  readonly batchId?: string
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
  /** The workgroup whose Members page it is done from (W2). */
  readonly fromWorkgroupId?: string | null | undefined
  readonly locale: Locale
  /** Null: as the portal is set. */
  readonly requireConfirmation: boolean | null
}
