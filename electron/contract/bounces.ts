import { z } from 'zod'
import { output, procedure } from './base'
import { BOUNCE_MAXIMUM } from './vocabulary'

/** One recipient a bounce message speaks of (M9). */
export interface BouncedRecipient {
  /** As the report names it. */
  readonly address: string
  /** `failed`: it will not arrive; `delayed`: the server goes on trying, so nothing is marked. */
  readonly fate: 'failed' | 'delayed'
  /** Enhanced status (RFC 3463), such as 5.1.1; null: none given. */
  readonly status: string | null
  /** What the server said, in one line; empty: nothing. */
  readonly reason: string
  /** Whom it is about; null: no message of ours, or of this operator's, went there. */
  readonly match: BounceMatch | null
}

export interface BounceMatch {
  readonly personId: string | null
  readonly name: string
  /** The address the message went to. */
  readonly sentTo: string
  /** The person's address now; null where the person is gone. */
  readonly address: string | null
  /** `now`: by this reading; `before`: it was already; `no`: a delay marks nothing. */
  readonly marked: 'now' | 'before' | 'no'
  /** The address is still the one that failed, and this operator may change it. */
  readonly mayCorrect: boolean
}

export interface BounceReading {
  readonly recipients: readonly BouncedRecipient[]
}

export const bounces = {
  /**
   * Reads a bounce message (RFC 3464) and marks the messages and people it is about (M9). Throws BOUNCE_UNREADABLE where
   * it holds no report of a delivery that failed or is late.
   */
  read: procedure
    .input(
      z.object({
        /** The file's bytes in base64. */
        data: z
          .string()
          .max(Math.ceil(BOUNCE_MAXIMUM / 3) * 4, 'TOO_LONG')
          .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'INVALID'),
      }),
    )
    .output(output<BounceReading>()),
}
