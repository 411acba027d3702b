const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits between two looks at what became of an SMS, in milliseconds; afterwards once an hour. */
const WAITS = [10 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR] as const
/** How long a provider is asked, in milliseconds: what it does not know by then it will not learn. */
const ASK_FOR = 24 * HOUR

/** When to ask the provider next about a message sent at `sentAt`, in milliseconds UTC; null: not any more. */
export function nextLook(sentAt: number, now: number): number | null {
  const age = now - sentAt
  const wait = WAITS.find((each) => each > age) ?? HOUR
  return age + wait > ASK_FOR ? null : now + wait
}
