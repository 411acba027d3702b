import { z } from 'zod'
import type { Counters } from './people'
import { output, type Page, pageSchema, procedure } from './base'
import { start } from './start'

export interface ActivityRow {
  readonly id: number
  /** Milliseconds UTC. */
  readonly at: number
  /** A word of core/domain/audit-actions.ts; the window has a sentence for each. */
  readonly action: string
  readonly by: string
  readonly origin: 'console' | 'join-site' | 'system'
  readonly subject: string
  readonly personId: string | null
  readonly details: Readonly<Record<string, string | number>>
}

export const activity = {
  /** H2: what people should notice, newest first. */
  feed: procedure.input(pageSchema).output(output<Page<ActivityRow>>()),
  /** H1: everything, newest first; administrators and partners only. */
  audit: procedure.input(pageSchema).output(output<Page<ActivityRow>>()),
  /** H1: walks the hash chain from the first entry. */
  verify:
    procedure.output(
      output<{ readonly entries: number; readonly intact: boolean; readonly brokenAt: number | null }>(),
    ),
}

export interface Overview {
  readonly counters: Counters
  readonly steps: { readonly structure: boolean; readonly mail: boolean; readonly invited: boolean }
  /** How far the invited of the last 90 days came. */
  readonly funnel: {
    readonly invited: number
    readonly opened: number
    readonly accepted: number
    readonly active: number
  }
  readonly attention: {
    readonly failedMessages: number
    readonly unknownMessages: number
    readonly draftsWaiting: number
    readonly expiringSoon: number
    readonly joinSiteOff: boolean
    readonly seatsUsed: number
    readonly seatLimit: number | null
  }
  readonly recent: readonly ActivityRow[]
}

export const overview = {
  get: procedure.output(output<Overview>()),
}

export interface SearchHit {
  readonly kind: 'person' | 'department' | 'workgroup'
  readonly id: string
  readonly name: string
  readonly detail: string
}

export const search = {
  /** The first few people, departments and workgroups for the palette. */
  find: procedure.input(z.object({ text: z.string().max(200, 'TOO_LONG') })).output(output<readonly SearchHit[]>()),
}

export type { Change } from './start'

export const live = {
  changes: start.changes,
}
