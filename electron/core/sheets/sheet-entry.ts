import type { Locale } from '../domain/vocabulary'

/** What one invitation sheet says (Q2). */
export interface SheetEntry {
  readonly portal: string
  /** Empty: for everybody who may use the open link, for nobody in particular (L11). */
  readonly name: string
  readonly departments: readonly string[]
  /** The join link, as the code says it. */
  readonly url: string
  /** The address to open where no camera is at hand, without what browsers add themselves. */
  readonly address: string
  /** The code to type by hand. */
  readonly code: string
  /** The last day as people write it; empty: it does not expire. */
  readonly until: string
  /** Whom to ask; empty: nobody is named. */
  readonly contact: string
  readonly locale: Locale
}

/** An address as people type it: browsers add https:// themselves. */
export function typedAddress(base: string): string {
  return base.replace(/^https:\/\//iu, '')
}
