import { describe, expect, it, vi } from 'vitest'
import english from '../../../../resources/join/en.json'
import russian from '../../../../resources/join/ru.json'
import { shortCode } from '../../../../electron/core/domain/join-codes'
import { Refusal } from '../../../../electron/core/domain/refusal'
import { createJoinSite } from '../../../../electron/core/reception/join-site'
import type { InvitationTable, OpenLinkTable } from '../../../../electron/core/store/schema'
import { invite, joinFields, openTestPortal, openTheLink, ORIGIN, receptionParts, visit } from './reception-kit'
import type { TestPortal } from '../../../support/core-context'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

/** A page without the address it was asked by, which stands in its language links. */
async function pageOf(response: Response, token: string): Promise<string> {
  return `${response.status} ${(await response.text()).replaceAll(token, 'CODE')}`
}

async function setInvitation(portal: TestPortal, id: string, columns: Partial<InvitationTable>): Promise<void> {
  await portal.store.write((writer) => writer.updateTable('invitation').set(columns).where('id', '=', id).execute())
}

describe('dead ends', () => {
  it('J4: used, replaced, expired, revoked, switched off, full, past and unknown are one page, which says what to do', async () => {
    const portal = await openTestPortal()
    const site = visit(portal)
    const pages = new Set<string>()
    const look = async (token: string) => pages.add(await pageOf(await site.get(`/J/${token}`), token))

    const used = await invite(portal, {}, { require_confirmation: 0 })
    expect((await site.post(`/J/${used.token}`, joinFields())).headers.get('location')).toBe('/joined')
    await look(used.token)
    const replaced = await invite(portal)
    await setInvitation(portal, replaced.invitationId, { generation: 2 })
    await look(replaced.token)
    const expired = await invite(portal, {}, { expires_at: portal.clock.now() })
    await look(expired.token)
    const revoked = await invite(portal)
    await setInvitation(portal, revoked.invitationId, { state: 'revoked', ended_at: portal.clock.now() })
    await look(revoked.token)
    const open = await openTheLink(portal)
    for (const columns of [
      { enabled: 0 as const },
      { enabled: 1 as const, valid_until: portal.clock.now() },
      { valid_until: null, maximum_registrations: 1, registrations: 1 },
      { maximum_registrations: null, generation: 9 },
    ] satisfies Partial<OpenLinkTable>[]) {
      await portal.store.write((writer) => writer.updateTable('open_link').set(columns).execute())
      await look(open)
    }
    await look('7'.repeat(32))
    await look('nothing-like-a-code')
    expect(pages.size).toBe(1)
    const [page = ''] = pages
    expect(page).toMatch(/^404 /)
    expect(page).toContain(english['dead.lead'])
    expect(page).toContain('href="/"')
    expect(page).toContain('href="/sign-in"')
  })

  it('J4: sending the form of a link that died meanwhile leads to the same page', async () => {
    const portal = await openTestPortal()
    const { token, invitationId } = await invite(portal)
    const site = visit(portal)
    expect((await site.get(`/J/${token}`)).status).toBe(200)
    await setInvitation(portal, invitationId, { state: 'revoked', ended_at: portal.clock.now() })
    const sent = await pageOf(await site.post(`/J/${token}`, joinFields()), token)
    expect(sent).toBe(await pageOf(await site.get(`/J/${token}`), token))
  })

  it('J2: while the portal is locked the page says so, in both languages, and uses nothing up', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal, {}, { require_confirmation: 0 })
    const secret = portal.vault.get('portal-secret') ?? ''
    portal.vault.remove('portal-secret')
    const site = visit(portal)
    for (const [locale, texts] of [['en', english] as const, ['ru', russian] as const]) {
      const response = await site.get(`/J/${token}?lang=${locale}`)
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '300'])
      const page = await response.text()
      expect(page).toContain(texts['locked.lead'])
      expect(page).toContain(texts['locked.next'])
    }
    expect((await site.post(`/J/${token}`, joinFields())).status).toBe(503)
    portal.vault.set('portal-secret', secret)
    expect((await site.post(`/J/${token}`, joinFields())).headers.get('location')).toBe('/joined')
  })

  it('J2: while the site is started anew, or the store is busy, the page asks to come back in a moment', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const parts = receptionParts(portal)
    const place = { origins: [ORIGIN], behindProxy: false }
    const closing = createJoinSite(parts, { ...place, isClosing: () => true })
    const busy = createJoinSite(
      { ...parts, joining: { ...parts.joining, open: () => Promise.reject(new Refusal('STORE_BUSY')) } },
      place,
    )
    for (const site of [closing, busy]) {
      const response = await site.request(`/J/${token}`, { headers: { host: '127.0.0.1:8123' } })
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10'])
      expect(await response.text()).toContain(english['restarting.next'])
    }
  })
})

describe('addresses as printed', () => {
  it.each(['http://127.0.0.1:8123', 'http://join.example.com', 'https://JOIN.EXAMPLE.COM'])(
    'J2: a code in capitals from paper leads to the form under %s',
    async (publicAddress) => {
      const portal = await openTestPortal()
      const { token } = await invite(portal, { firstName: 'Anna' })
      const site = visit(portal, { publicAddress: new URL(publicAddress).origin })
      const printed = new URL(`${publicAddress}/J/${token}`.toUpperCase())
      // A phone sends the host as the code has it, or as its browser writes it.
      for (const host of [printed.host, printed.host.toUpperCase()]) {
        for (const path of [`/J/${token}`, `/j/${token.toLowerCase()}`, `/J/${token}/`, `/J/${shortCode(token)}`]) {
          const response = await site.get(path, { host })
          expect([host, path, response.status]).toEqual([host, path, 200])
          expect(await response.text()).toContain('value="Anna"')
        }
      }
    },
  )

  it('J2: the other pages are found in capitals too', async () => {
    const site = visit(await openTestPortal())
    for (const path of ['/SIGN-IN', '/Sign-In', '/SIGN-IN/']) {
      const response = await site.get(path)
      expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in'])
    }
    expect((await site.get('/NOWHERE')).headers.get('location')).toBe('/nowhere')
    expect((await site.get('/nowhere')).status).toBe(404)
  })

  it('J3, M8: a code typed with look-alikes, in small letters and without dashes leads to the form', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal, { firstName: 'Anna' })
    const code = shortCode(token)
    const lookAlike = code.replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase()
    const site = visit(portal)
    for (const typed of [code, lookAlike, lookAlike.replaceAll('-', ''), ` ${lookAlike.replaceAll('-', ' ')} `]) {
      const response = await site.get(`/J?code=${encodeURIComponent(typed)}`)
      expect(response.headers.get('location')).toBe(`/J/${code.replaceAll('-', '')}`)
    }
  })
})
