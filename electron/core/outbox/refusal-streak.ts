import { isAboutRecipient } from '../domain/mail-refusals'
import { withTrouble } from '../domain/mail-troubles'
import type { Outcome } from '../gateways/mail/mail-gateway'

/** So many different people refused in a row, in the same words: it is hardly about them. */
const TOO_MANY = 5

/** Refusals of mails one after the other, looked at together. */
export interface RefusalStreak {
  /**
   * To be called before a mail is sent; what it returns makes of the outcome the same, or the stop that too many alike come
   * to: whoever else is tried would fail for nothing (M9).
   */
  begin(): (toAddress: string, outcome: Outcome) => Outcome
}

export function createRefusalStreak(): RefusalStreak {
  let round = newRound()
  return {
    begin() {
      const own = round
      return (toAddress, outcome) => {
        const { answer, kind } = outcome
        if (kind === 'sent') own.refused.clear()
        if (kind !== 'refused' || !/^5\d\d\b/u.test(answer) || isAboutRecipient(answer)) {
          return outcome
        }
        const words = alike(answer)
        // What was under way when it became too many is one of them.
        if (own.over) return words === own.words ? stopped(answer) : outcome
        if (words !== own.words) own.refused.clear()
        own.words = words
        own.refused.add(toAddress)
        if (own.refused.size < TOO_MANY) return outcome
        own.over = true
        // Counted anew after the stop: where it is about the people after all, the queue goes on, a few at a time.
        round = newRound()
        return stopped(answer)
      }
    },
  }
}

function newRound(): { words: string; over: boolean; readonly refused: Set<string> } {
  return { words: '', over: false, refused: new Set() }
}

function stopped(answer: string): Outcome {
  return { kind: 'stop', answer: withTrouble('repeated', answer), reason: 'repeated' }
}

/** An answer without what differs from one message to the next: addresses, ids and long numbers. */
function alike(answer: string): string {
  return answer
    .replace(/\S*@\S*/gu, '')
    .replace(/\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]+|\d{4,}/giu, '')
    .replace(/\s+/gu, ' ')
}
