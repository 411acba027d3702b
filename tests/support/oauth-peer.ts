import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { EndpointsOf } from '../../electron/core/gateways/mail/oauth-endpoints'

/** What the provider thinks of whoever was asked to sign in. */
export type Decision = 'pending' | 'slow-down' | 'approved' | 'denied' | 'expired'

export interface OAuthPeer {
  readonly endpointsOf: EndpointsOf
  /** Access tokens that hold now; the mail server asks here. */
  readonly accepted: Set<string>
  /** Refresh tokens that hold now. */
  readonly refreshable: Set<string>
  /** Every form that was posted, with its path. */
  readonly asked: { readonly path: string; readonly fields: Readonly<Record<string, string>> }[]
  decision: Decision
  /** Where people are told to sign in. */
  verificationAddress: string
  /** Whether it answers at all. */
  down: boolean
  close(): Promise<void>
}

/** A provider on loopback: device codes, tokens by code and by refresh token, which it exchanges every time. */
export async function startOAuthPeer(): Promise<OAuthPeer> {
  let issued = 0
  const codes = new Set<string>()
  const accepted = new Set<string>()
  const refreshable = new Set<string>()
  const asked: { path: string; fields: Record<string, string> }[] = []

  function tokens(): object {
    issued += 1
    accepted.add(`access-${issued}`)
    refreshable.add(`refresh-${issued}`)
    return { access_token: `access-${issued}`, refresh_token: `refresh-${issued}`, expires_in: 3_600 }
  }

  function answer(path: string, fields: Readonly<Record<string, string>>): object {
    if (fields['client_id'] !== 'aurora-client')
      return { error: 'invalid_client', error_description: 'No such application' }
    if (path === '/device') {
      issued += 1
      codes.add(`device-${issued}`)
      const { verificationAddress: verification_uri } = peer
      return { device_code: `device-${issued}`, user_code: 'BRK7-M2QX', verification_uri, expires_in: 900, interval: 5 }
    }
    if (fields['grant_type'] === 'authorization_code') return tokens()
    if (fields['grant_type'] === 'refresh_token') {
      // A refresh token holds once, as with providers that exchange it.
      return refreshable.delete(fields['refresh_token'] ?? '')
        ? tokens()
        : { error: 'invalid_grant', error_description: 'AADSTS70008: The refresh token has expired' }
    }
    if (!codes.has(fields['device_code'] ?? '')) return { error: 'invalid_grant' }
    switch (peer.decision) {
      case 'approved':
        return tokens()
      case 'denied':
        return { error: 'authorization_declined' }
      case 'expired':
        return { error: 'expired_token' }
      case 'slow-down':
        return { error: 'slow_down' }
      case 'pending':
        return { error: 'authorization_pending' }
    }
  }

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (peer.down) {
        request.socket.destroy()
        return
      }
      const fields = Object.fromEntries(new URLSearchParams(body))
      const path = request.url ?? ''
      asked.push({ path, fields })
      const content = answer(path, fields)
      response.writeHead('error' in content ? 400 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(content))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const peer: OAuthPeer = {
    endpointsOf: (provider) => ({
      device: provider === 'google' ? null : `${base}/device`,
      authorize: provider === 'google' ? 'https://accounts.google.com/authorize' : `${base}/authorize`,
      token: `${base}/token`,
      scope: 'mail offline_access',
    }),
    accepted,
    refreshable,
    asked,
    decision: 'pending',
    verificationAddress: 'https://microsoft.com/devicelogin',
    down: false,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return peer
}
