import { z } from 'zod'
import type { Channel } from '../core/domain/vocabulary'
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
  /** The bulk invitation it is about, to be taken back (Z1). */
  readonly batchId: string | null
  readonly details: Readonly<Record<string, string | number>>
}

export interface ChainCheck {
  readonly entries: number
  readonly intact: boolean
  /** Number of the first entry that does not fit. */
  readonly brokenAt: number | null
  /** Entries were cut off the end since the console last wrote one. */
  readonly cutOff: boolean
}

export const activity = {
  /** H2: what people should notice, newest first. */
  feed: procedure.input(pageSchema).output(output<Page<ActivityRow>>()),
  /** H1: everything, newest first; administrators and partners only. */
  audit: procedure.input(pageSchema).output(output<Page<ActivityRow>>()),
  /** H1: walks the hash chain from the first entry, and compares its end with what the vault remembers. */
  verify: procedure.output(output<ChainCheck>()),
  /** H1: saves the whole log with its hashes, oldest first; null: the operator chose no place. */
  export: procedure
    .input(z.object({ format: z.enum(['csv', 'jsonl']) }))
    .output(output<{ readonly file: string; readonly entries: number } | null>()),
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
  /**
   * Who was invited, came by a registration link or was registered in the last weeks, by channel; not who was brought in
   * by an import as working here already.
   */
  readonly weeks: {
    /** When each week begins, as ISO dates, the first one first. */
    readonly mondays: readonly string[]
    /** Channels that brought anybody, with the people of each week; the one that brought most first. */
    readonly channels: readonly { readonly channel: Channel; readonly people: readonly number[] }[]
  }
  readonly attention: {
    readonly failedMessages: number
    readonly unknownMessages: number
    readonly draftsWaiting: number
    readonly expiringSoon: number
    readonly joinSiteOff: boolean
    readonly seatsUsed: number
    readonly seatLimit: number | null
    /** Open tasks whose due day is past: everyone's, or of an employee their own (T1). */
    readonly overdueTasks: number
    /** Guests whose last day is near (Z8). */
    readonly guestsEnding: number
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
