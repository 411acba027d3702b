/** The one place the window's pages come from. */
export const CONSOLE_SCHEME = 'app'
const CONSOLE_HOST = 'console'
export const CONSOLE_URL = `${CONSOLE_SCHEME}://${CONSOLE_HOST}/index.html`

/** Whether a URL is of the console's own pages; parsed, because a prefix would also match `app://console.evil`. */
export function isConsoleUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return (
    url !== null &&
    url.protocol === `${CONSOLE_SCHEME}:` &&
    url.host === CONSOLE_HOST &&
    url.username === '' &&
    url.password === ''
  )
}

/** Whether a navigation leads nowhere but to the page that is already there: a reload. */
export function isConsoleDocument(text: string): boolean {
  return isConsoleUrl(text) && ['/', '/index.html'].includes(new URL(text).pathname)
}
