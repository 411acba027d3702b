import { isIPv6 } from 'node:net'

/** What of the connection the site looks at; Hono's Node server hands it over. */
export interface Connection {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } }
}

/**
 * What tries are counted by (J5): the address at the other end of the connection. Behind the company's web server that
 * is always the web server, which says whom it speaks for at the end of X-Forwarded-For; what stands before that was
 * written by the client and means nothing. Without a web server the header is ignored.
 */
export function clientAddress(connection: Connection, forwardedFor: string | undefined, behindProxy: boolean): string {
  const peer = connection.incoming?.socket?.remoteAddress ?? 'unknown'
  const last = behindProxy ? forwardedFor?.split(',').at(-1)?.trim() : undefined
  return network(last === undefined || last === '' ? peer : withoutPort(last.slice(0, 64)))
}

/** Some web servers add the port of the connection (`1.2.3.4:5678`, `[2001:db8::1]:443`), which is another one each time. */
function withoutPort(address: string): string {
  return address.replace(/^(\d+(?:\.\d+){3}):\d+$/u, '$1').replace(/^\[([\da-f:.]+)\](?::\d+)?$/iu, '$1')
}

/** One subscriber has a whole /64 of IPv6 to choose from, so that they count as one. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/iu, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === '' ? [] : tail.split(':')
  const zeros: readonly string[] = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':').toLowerCase()
}
