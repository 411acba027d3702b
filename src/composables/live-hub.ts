import { portal } from '../portal'
import type { Topic } from '../../electron/contract/vocabulary'
import { follow } from './follow'

/** `all`: some announcements may have been missed, so everything is out of date. */
export type Changed = ReadonlySet<Topic> | 'all'
type Listener = (changed: Changed) => void

const listeners = new Set<Listener>()
let running: AbortController | null = null

function tell(changed: Changed): void {
  for (const listener of listeners) listener(changed)
}

/** Subscribes the window to announcements (C4), once; a lost subscription is taken up again. */
export function startLive(): void {
  if (running) return
  running = new AbortController()
  const { signal } = running
  void follow(
    () => portal.live.changes(undefined, { signal }),
    (change) => tell(new Set(change.topics)),
    signal,
    () => tell('all'),
  )
}

/** Ends the subscription; who listens stays registered for the next start. */
export function stopLive(): void {
  running?.abort()
  running = null
}

/** Calls `listener` at every announcement; returns the function that ends it. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
