import english from '../../../resources/notices/en.json'
import russian from '../../../resources/notices/ru.json'
import { readPortal } from '../store/accounts'
import { readRegistrationsSince, readLastAuditNumber } from '../store/audit-pages'
import type { Notifier } from './ports'
import type { ServiceContext } from './service-context'

const TEXTS = { en: english, ru: russian }
/** More than this at once become one notification. */
const MOST_AT_ONCE = 3

/**
 * L9: tells the desktop of every registration at the join site, whoever's screen is open. Begins with what comes after
 * its start; the returned function ends it.
 */
export async function startNotices(context: ServiceContext, notifier: Notifier): Promise<() => void> {
  const { reader } = context.store
  let last = await readLastAuditNumber(reader)
  let turn: Promise<void> = Promise.resolve()

  async function tell(): Promise<void> {
    const registrations = await readRegistrationsSince(reader, last)
    const newest = registrations.at(-1)
    if (!newest) return
    last = newest.id
    const portal = await readPortal(reader)
    const texts = TEXTS[portal.locale]
    const say = (text: { title: string; body: string }, name: string): void => {
      const fill = (line: string): string =>
        line.replace(/\{(name|portal|n)\}/gu, (_blank, word: string) =>
          word === 'name' ? name : word === 'portal' ? portal.name : String(registrations.length),
        )
      notifier.notify(fill(text.title), fill(text.body))
    }
    if (registrations.length > MOST_AT_ONCE) say(texts.many, '')
    else for (const each of registrations) say(texts[each.action], each.name)
  }

  return context.changes.listen((topics) => {
    if (!topics.includes('activity')) return
    turn = turn.then(tell).catch((error: unknown) => context.log.error('a notification failed', error))
  })
}
