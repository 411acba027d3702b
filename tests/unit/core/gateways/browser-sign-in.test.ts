import { expect, it, onTestFinished } from 'vitest'
import { createHttpsMailOAuth } from '../../../../electron/core/gateways/mail/https-mail-oauth'
import { startOAuthPeer } from '../../../support/oauth-peer'

async function begin() {
  const peer = await startOAuthPeer()
  const oauth = createHttpsMailOAuth({ now: () => Date.now(), endpointsOf: peer.endpointsOf })
  const application = {
    provider: 'google',
    clientId: 'aurora-client',
    tenant: '',
    clientSecret: '',
    username: 'hr',
  } as const
  const signIn = await oauth.begin(application)
  onTestFinished(async () => {
    signIn.close()
    await peer.close()
  })
  const asked = new URL(signIn.address).searchParams
  const back = (query: Record<string, string>) =>
    fetch(`${asked.get('redirect_uri') ?? ''}/?${new URLSearchParams(query).toString()}`)
  return { peer, signIn, back, state: asked.get('state') ?? '' }
}

it('M4: a page of the sign-in that is loaded twice uses its code once', async () => {
  const { back, peer, signIn, state } = await begin()
  const pages = await Promise.all([back({ state, code: 'c-1' }), back({ state, code: 'c-1' })])
  expect(pages.map(({ status }) => status)).toEqual([200, 200])
  await expect.poll(async () => (await signIn.poll()).kind).toBe('signed-in')
  expect(peer.asked.map(({ fields }) => fields['code'])).toEqual(['c-1'])
})

it('M4: only who knows the secret state ends a sign-in, and an answer without a code is a refusal', async () => {
  const { back, signIn, state } = await begin()
  expect((await back({ state: 'guessed', code: 'c-1' })).status).toBe(404)
  expect(await signIn.poll()).toEqual({ kind: 'waiting' })
  await back({ state, error: 'access_denied' })
  expect(await signIn.poll()).toEqual({ kind: 'refused' })
})
