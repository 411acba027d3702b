import type { Delivery } from '../../../../electron/contract/vocabulary'

/** What came of the tab *Partner*. */
export interface PartnerResult {
  /** Whether somebody was invited, or somebody who is here was given access (B5). */
  readonly kind: 'invited' | 'access'
  readonly personId: string
  /** Name or address. */
  readonly name: string
  readonly delivery: Delivery
  /** Who was dismissed for them (B4). */
  readonly dismissed: string | null
}
