import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type OAuthApplication, OAuthFailure, type PendingSignIn, type SignInProgress } from './oauth-gateway'
import type { OAuthEndpoints } from './oauth-endpoints'
import { postForm, reasonOf, tokenAnswer, tokensOf } from './oauth-requests'

/** How long somebody has to come back from the provider's page, in milliseconds. */
const OPEN_FOR = 10 * 60_000

/**
 * Signs in with the browser of this computer: the provider sends it back to an address that only this computer answers,
 * with a code that is worth nothing without the verifier kept here (RFC 8252, RFC 7636).
 */
export async function beginBrowserSignIn(
  application: OAuthApplication,
  endpoints: OAuthEndpoints,
  now: () => number,
): Promise<PendingSignIn> {
  const { clientId, clientSecret, username } = application
  const verifier = randomBytes(48).toString('base64url')
  const secretState = randomBytes(24).toString('base64url')
  const expiresAt = now() + OPEN_FOR
  let progress: SignInProgress = { kind: 'waiting' }
  let isAnswered = false

  const server = createServer((request, response) => {
    const { pathname, searchParams } = readTarget(request.url)
    if (pathname !== '/' || !sameText(searchParams.get('state') ?? '', secretState)) {
      response.writeHead(404).end()
      return
    }
    const code = searchParams.get('code')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(BACK_PAGE)
    // A page that is loaded again, or looked at by a virus scanner, brings the same code: providers take back what a
    // second use brings.
    if (isAnswered) return
    isAnswered = true
    if (code === null) progress = { kind: 'refused' }
    else void exchange(code).then((result) => void (progress = result))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  // Nobody may ask again what became of it.
  const closing = setTimeout(close, OPEN_FOR).unref()
  const redirect = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function close(): void {
    clearTimeout(closing)
    server.close()
    server.closeAllConnections()
  }

  async function exchange(code: string): Promise<SignInProgress> {
    const fields = { grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier }
    try {
      const secrets = { client_id: clientId, client_secret: clientSecret }
      const answer = await postForm(endpoints.token, { ...fields, ...secrets }, tokenAnswer)
      if ('error' in answer) return { kind: 'failed', answer: reasonOf(answer) }
      const tokens = tokensOf(answer, now(), null)
      return tokens ? { kind: 'signed-in', tokens } : { kind: 'failed', answer: 'no refresh token' }
    } catch (error) {
      if (error instanceof OAuthFailure) return { kind: 'failed', answer: error.answer }
      throw error
    }
  }

  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirect,
    scope: endpoints.scope,
    state: secretState,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: username,
    // Without these two Google gives no refresh token to somebody who has consented before.
    access_type: 'offline',
    prompt: 'consent',
  })
  return {
    userCode: null,
    address: `${endpoints.authorize}?${query.toString()}`,
    expiresAt,
    async poll() {
      if (progress.kind === 'waiting' && now() >= expiresAt) progress = { kind: 'expired' }
      if (progress.kind !== 'waiting') server.close()
      return progress
    },
    close,
  }
}

const BACK_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Usher</title>
<meta name="viewport" content="width=device-width"><body style="font:16px system-ui;margin:15vh auto;max-width:24em">
<p>You can close this page and go back to Usher.</p><p lang="ru">Эту страницу можно закрыть и вернуться в Usher.</p>`

/** What is asked for; a page that is not there for what is no address at all. */
function readTarget(target = '/'): Pick<URL, 'pathname' | 'searchParams'> {
  const base = 'http://127.0.0.1'
  return URL.canParse(target, base) ? new URL(target, base) : { pathname: '', searchParams: new URLSearchParams() }
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
