import { describe, expect, it, vi } from 'vitest'
import english from '../../../../resources/join/en.json'
import russian from '../../../../resources/join/ru.json'
import { proofCode } from '../../../../electron/core/domain/address-proof'
import { LIMITS } from '../../../../electron/core/reception/rate-limits'
import { setListedDomains } from '../../../../electron/core/store/address-proofs'
import { saveAccount } from '../../../support/mail-story'
import { joinFields, openTestPortal, openTheLink, visit } from './reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

/** Somebody who has just registered with an address of a listed domain; `page`: where they were led. */
async function registered(address = 'new@aurora.example') {
  const portal = await openTestPortal()
  await saveAccount(portal, 25)
  await portal.store.write((writer) => setListedDomains(writer, ['aurora.example']))
  const token = await openTheLink(portal)
  const site = visit(portal)
  const register = async (typed: string) => (await site.post(`/J/${token}`, joinFields({ address: typed }))).headers
  const page = (await register(address)).get('location') ?? ''
  const id = page.slice('/proof/'.length)
  const code = proofCode(portal.vault.get('portal-secret') ?? '', id, 1)
  return { portal, site, register, page, id, code, wrong: code === '111111' ? '222222' : '111111' }
}

describe('the page that asks for the mailed code', () => {
  it('L5, J2: leads from the form to the code and in, without scripts, and may be reloaded', async () => {
    const { code, page, site } = await registered()
    expect(page).toMatch(/^\/proof\/[\w-]{22}$/u)
    for (let round = 0; round < 3; round += 1) {
      const shown = await site.get(page)
      const text = await shown.text()
      expect(shown.status).toBe(200)
      expect(text).toContain(english['title.proof'])
      expect(text).toContain('n•••@aurora.example')
      expect(text).not.toContain('<script')
      expect(text).not.toContain('new@aurora.example')
    }
    const answer = await site.post(page, { proof: ` ${code.slice(0, 3)} ${code.slice(3)}` })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/joined'])
    expect((await site.get(page)).headers.get('location')).toBe('/joined')
  })

  it('L5: says plainly what is wrong, and how many tries are left', async () => {
    const { code, page, site, wrong } = await registered()
    const empty = await site.post(page, {})
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain(english['problem.REQUIRED.proof'])
    for (const left of [4, 3, 2, 1]) {
      const again = await site.post(page, { proof: wrong })
      expect(again.status).toBe(422)
      expect(await again.text()).toContain(english['proof.wrong'].replace('{left}', String(left)))
    }
    const over = await (await site.post(page, { proof: wrong })).text()
    expect(over).toContain('does not work any more. Ask for a new one.')
    expect(over).not.toContain('name="proof"')
    expect(await (await site.post(page, { proof: code })).text()).not.toContain('name="proof"')

    const sent = await site.post(`${page}/new`, {})
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${page}?sent`])
    expect(await (await site.get(`${page}?sent`)).text()).toContain(english['proof.sent'])
  })

  it('J2: speaks both languages', async () => {
    const { page, site } = await registered()
    const text = await (await site.get(`${page}?lang=ru`)).text()
    expect(text).toContain(russian['title.proof'])
    expect(text).toContain(russian['proof.another'])
  })

  it('J5: a stranger and somebody who is known are led through the same pages', async () => {
    const { page, portal, register, site, wrong } = await registered()
    await portal.addPerson({ email: 'known@aurora.example' })
    const other = (await register('known@aurora.example')).get('location') ?? ''
    const bare = async (response: Response) =>
      `${response.status} ${response.headers.get('location') ?? ''} ${await response.text()}`
        .replaceAll(page, 'PAGE')
        .replaceAll(other, 'PAGE')
        .replaceAll(/[nk]•••@/gu, 'x•••@')
    expect(await bare(await site.get(other))).toBe(await bare(await site.get(page)))
    for (let round = 0; round < 6; round += 1) {
      expect(await bare(await site.post(other, { proof: wrong }))).toBe(
        await bare(await site.post(page, { proof: wrong })),
      )
    }
    expect(await bare(await site.post(`${other}/new`, {}))).toBe(await bare(await site.post(`${page}/new`, {})))
    portal.clock.advance(60 * 60_000)
    expect(await bare(await site.get(other))).toBe(await bare(await site.get(page)))
  })

  it('J4, J5: a page nobody has is dead as every other link, and looking for one is limited', async () => {
    const { page, site } = await registered()
    const guess = `/proof/${'A'.repeat(22)}`
    for (let tries = 0; tries < LIMITS.wrongCode.times; tries += 1) {
      const answer = await site.get(guess)
      expect(answer.status).toBe(404)
      if (tries === 0) expect(await answer.text()).toContain(english['title.dead'])
    }
    expect((await site.get(guess)).status).toBe(429)
    expect((await site.get(page)).status).toBe(429)
  })

  it('J5: codes are sent anew only so often for one client, whatever the address', async () => {
    const { portal, register, site } = await registered()
    const statuses: number[] = []
    for (let each = 0; each < LIMITS.proofMail.times + 1; each += 1) {
      const page = (await register(`person${each}@aurora.example`)).get('location') ?? ''
      statuses.push((await site.post(`${page}/new`, {})).status)
    }
    expect(statuses.slice(0, -1).every((status) => status === 303)).toBe(true)
    expect(statuses.at(-1)).toBe(429)
    expect(portal.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
