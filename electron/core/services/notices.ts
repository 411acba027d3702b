import { type Arrival, readArrivals, readLastAuditNumber } from '../store/audit-pages'
import { invitedBy } from '../store/inviters'
import { announceAll, type Notice } from './announcing'
import type { Notifier } from './ports'
import type { ServiceContext } from './service-context'

/**
 * L9, Z12: tells the desktop of every registration at the join site, whoever's screen is open; and whoever sits at the console
 * that somebody they invited is in, also where another administrator has let them in. Begins with what comes after its start;
 * the returned function ends it.
 */
export async function startNotices(context: ServiceContext, notifier: Notifier): Promise<() => void> {
  const { presence, store } = context
  const { reader } = store
  let last = await readLastAuditNumber(reader)
  let turn: Promise<void> = Promise.resolve()

  async function tell(): Promise<void> {
    const from = last
    last = await readLastAuditNumber(reader)
    const notices = await noticesOf(await readArrivals(reader, { after: from, last }))
    if (notices.length > 0) await announceAll(reader, notifier, () => notices, 'many')
  }

  async function noticesOf(arrivals: readonly Arrival[]): Promise<readonly Notice[]> {
    const operator = presence.current()
    const ids = arrivals.flatMap(({ personId }) => personId ?? [])
    const own = operator === null ? new Set<string>() : await invitedBy(reader, operator, ids)
    return arrivals.flatMap((arrival): readonly Notice[] => {
      const text = noticeOf(arrival, own.has(arrival.personId ?? ''), operator)
      return text === null ? [] : [{ text, words: { name: arrival.name } }]
    })
  }

  return context.changes.listen((topics) => {
    if (!topics.includes('activity')) return
    turn = turn.then(tell).catch((error: unknown) => context.log.error('a notification failed', error))
  })
}

/** What is said of an arrival; `own`: the operator at the console has invited them. Null: nothing. */
function noticeOf({ action, by, status }: Arrival, own: boolean, operator: string | null): Notice['text'] | null {
  if (action === 'person.confirmed') return own && by !== operator ? 'invitee.in' : null
  if (action === 'person.joined') return 'person.joined'
  if (status !== 'active') return 'person.accepted'
  return own ? 'invitee.in' : 'person.in'
}
