import type { OutboxChannel } from '../../../electron/contract/messages'

/**
 * How a channel stands: `stopped` until somebody does something about it; `waiting` until the server will have it;
 * `sending` whatever comes. What the operator has paused is paused, whatever else there is.
 */
export type OutboxStand = 'sending' | 'paused' | 'stopped' | 'waiting'

export function standOf({ paused, problem }: Pick<OutboxChannel, 'paused' | 'problem'>): OutboxStand {
  if (paused) return 'paused'
  if (problem === null) return 'sending'
  return problem.reason === 'waiting' ? 'waiting' : 'stopped'
}
