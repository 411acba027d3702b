import type { ShareApp } from './vocabulary'

/** What is handed to a messenger. */
export interface SharedLink {
  /** What is said before the link. */
  readonly text: string
  readonly url: string
}

/** The pages and programs that take a shared link, each up to its query; the shell opens nothing else (L8). */
export const SHARE_TARGETS: Readonly<Record<ShareApp, string>> = {
  whatsapp: 'https://wa.me/',
  telegram: 'https://t.me/share/url',
  viber: 'viber://forward',
  teams: 'https://teams.microsoft.com/share',
}

/** What goes where one text is all a messenger takes: the link on a line of its own, so that it is found. */
export function sharedMessage({ text, url }: SharedLink): string {
  return `${text}\n${url}`
}

/** L8: the address that opens a messenger with the message in it. Whatever the text holds stays in its one parameter. */
export function shareUrl(app: ShareApp, shared: SharedLink): string {
  return `${SHARE_TARGETS[app]}?${PARAMETERS[app](shared)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&')}`
}

const PARAMETERS: Readonly<Record<ShareApp, (shared: SharedLink) => readonly (readonly [string, string])[]>> = {
  whatsapp: (shared) => [['text', sharedMessage(shared)]],
  telegram: ({ text, url }) => [
    ['url', url],
    ['text', text],
  ],
  viber: (shared) => [['text', sharedMessage(shared)]],
  teams: ({ text, url }) => [
    ['href', url],
    ['msgText', text],
  ],
}

/** Longest address handed to the system, in characters: Windows takes no longer ones. */
const LONGEST = 2_000

/** Whether an address is one of those `shareUrl` makes: the very target, and nothing but encoded parameters behind it. */
export function isShareUrl(text: string): boolean {
  if (text.length > LONGEST) return false
  return Object.values(SHARE_TARGETS).some((target) => {
    if (!text.startsWith(`${target}?`)) return false
    return /^[A-Za-z]+=[\w.~%-]*(?:&[A-Za-z]+=[\w.~%-]*)*$/u.test(text.slice(target.length + 1))
  })
}

/** Percent-encodes everything but unreserved characters; half a surrogate pair becomes the replacement character. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
