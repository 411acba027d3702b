import { domainToUnicode } from 'node:url'
import { domainOf, readDomain } from './addresses'

/** Before a domain: its sub-domains, and not the domain itself. */
const SUB_DOMAINS = '*.'

export interface DomainReading {
  /** As it was typed. */
  readonly text: string
  /** In punycode, with `*.` before it where its sub-domains are meant; null where it is no domain. */
  readonly domain: string | null
}

/**
 * Reads one entry of the list of domains (L5) into the form that is stored and compared: `example.com`, or `*.example.com`
 * for its sub-domains. A leading @ is forgiven, since people copy it along. Null where it is no domain.
 */
export function readListedDomain(text: string): string | null {
  const typed = text.trim().replace(/^@/u, '')
  const below = typed.startsWith(SUB_DOMAINS)
  const domain = readDomain(below ? typed.slice(SUB_DOMAINS.length) : typed)
  if (domain === null) return null
  return below ? SUB_DOMAINS + domain : domain
}

/** Reads a typed or pasted list: entries separated by spaces, commas, semicolons or new lines, each once, in order. */
export function readDomainList(text: string): readonly DomainReading[] {
  const readings = new Map<string, DomainReading>()
  for (const entry of text.split(/[\s,;]+/u)) {
    if (entry === '') continue
    const domain = readListedDomain(entry)
    const key = domain ?? ` ${entry}`
    if (!readings.has(key)) readings.set(key, { text: entry, domain })
  }
  return [...readings.values()]
}

/** Whether the list names the domain of a stored address (L5). */
export function isListed(listed: readonly string[], email: string): boolean {
  const domain = domainOf(email)
  return listed.some((entry) =>
    // With its dot, so that `notexample.com` is no sub-domain of `example.com`.
    entry.startsWith(SUB_DOMAINS) ? domain.endsWith(entry.slice(1)) : domain === entry,
  )
}

/** A stored entry as people read it, in its own letters. */
export function listedDomainForDisplay(entry: string): string {
  const below = entry.startsWith(SUB_DOMAINS)
  const domain = domainToUnicode(below ? entry.slice(SUB_DOMAINS.length) : entry)
  return below ? SUB_DOMAINS + domain : domain
}
