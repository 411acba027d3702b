import { describe, expect, it, vi } from 'vitest'
import { escapeHtml } from '../../../../../electron/core/domain/mail-html'
import { isMailtoUrl } from '../../../../../electron/shell/mailto'
import { expectRefusal } from '../../../../support/refusals'
import { addAnna, openRegistering } from '../../../../support/registering-story'
import { BASE } from '../../../../support/mail-story'

/** Passwords are hashed for real. */
vi.setConfig({ testTimeout: 60_000 })

function readMailto(url: string | undefined) {
  const parsed = new URL(url ?? '')
  const field = (name: string) =>
    decodeURIComponent(new RegExp(`[?&]${name}=([^&]*)`, 'u').exec(parsed.search)?.[1] ?? '')
  return { to: decodeURIComponent(parsed.pathname), subject: field('subject'), body: field('body') }
}

describe('by mail app', () => {
  it.each(['en', 'ru'] as const)('R4: the welcome is filled in, in %s, and nothing is kept of it', async (locale) => {
    const story = await openRegistering()
    const { id, password } = await addAnna(story, { locale, welcome: 'mail-app' })
    await story.registering.openMailApp(story.vera, { id })
    const [url = ''] = story.mailApp.opened
    expect(isMailtoUrl(url)).toBe(true)
    expect(url.length).toBeLessThan(1_900)
    const { body, to } = readMailto(url)
    expect(to).toBe('anna.berg@aurora.example')
    for (const part of ['Anna', `${BASE}/sign-in`, 'anna.berg@aurora.example', password]) expect(body).toContain(part)
    expect(await story.context.rowsOf('draft')).toEqual([])
    expect(await story.context.rowsOf('message')).toEqual([])
  })

  it('R4: without a mail app it says so', async () => {
    const story = await openRegistering()
    const { id } = await addAnna(story, { welcome: 'mail-app' })
    story.mailApp.present = false
    await expectRefusal(story.registering.openMailApp(story.vera, { id }), 'MAIL_APP_MISSING')
  })
})

describe('on paper', () => {
  it.each([
    ['DE', 'A4'],
    ['US', 'letter'],
  ])('R4: one page for %s on %s, with login, password, address, code and steps', async (country, paper) => {
    const story = await openRegistering({ country })
    const { id, password } = await addAnna(story)
    expect(await story.registering.printSheet(story.vera, { id })).toEqual({ printed: true })
    const [page] = story.printed
    expect(page?.styles).toContain(`@page{size:${paper};`)
    for (const part of [
      'Aurora',
      'Anna Berg',
      'anna.berg@aurora.example',
      password,
      `${BASE}/sign-in`,
      '9 March 2026',
    ]) {
      expect(page?.body).toContain(part)
    }
    expect(page?.body.match(/<svg/gu)).toHaveLength(1)
    expect(page?.body.match(/<li>/gu)).toHaveLength(3)
  })

  it('R4: in Russian for who reads Russian, and without an address whom to ask in its place', async () => {
    const story = await openRegistering()
    story.site.address = null
    const { id } = await addAnna(story, { locale: 'ru' })
    await story.registering.printSheet(story.vera, { id })
    expect(story.printed[0]).toMatchObject({ locale: 'ru', title: 'Добро пожаловать в Aurora – Anna Berg' })
    expect(story.printed[0]?.body).toContain('Спросите у администратора, где войти.')
    expect(story.printed[0]?.body).not.toContain('<svg')
  })

  it('R4: it is saved as PDF where the operator chooses, or nowhere', async () => {
    const story = await openRegistering()
    const { id } = await addAnna(story)
    expect(await story.registering.saveSheet(story.vera, { id })).toEqual({
      file: '/chosen/Welcome sheet – Anna Berg.pdf',
    })
    expect([...story.context.files.saved.values()]).toHaveLength(1)
    story.context.files.place = null
    expect(await story.registering.saveSheet(story.vera, { id })).toBeNull()
  })

  it('R4: a name and a portal of markup come out as text', async () => {
    const hostile = '<script>alert(1)</script>"\'&'
    const story = await openRegistering({ name: hostile })
    const { id } = await addAnna(story, { firstName: hostile, lastName: '<img src=x>' })
    await story.registering.printSheet(story.vera, { id })
    expect(story.printed[0]?.body).toContain(escapeHtml(hostile))
    expect(story.printed[0]?.body).not.toMatch(/<script|<img/u)
  })
})

describe('shown once', () => {
  it('R4: only who gave the password may hand it over, and only while it is the one', async () => {
    const story = await openRegistering()
    const { id } = await addAnna(story)
    const other = await story.context.addPerson({ administrator: true })
    const ways = ['openMailApp', 'printSheet', 'saveSheet'] as const
    for (const way of ways) await expectRefusal(story.registering[way](other, { id }), 'PASSWORD_SHOWN_BEFORE')
    // The other administrator gives one by mail: it is not this operator's to see.
    await story.context.store.write(async (writer) => {
      await writer.updateTable('credential').set({ temporary_generation: 2 }).execute()
    })
    for (const way of ways) await expectRefusal(story.registering[way](story.vera, { id }), 'PASSWORD_SHOWN_BEFORE')
  })

  it('R4: after an own password is chosen there is nothing left to show', async () => {
    const story = await openRegistering()
    const { id } = await addAnna(story)
    await story.accounts.choosePassword(id, {
      next: 'velvet otter lamp 41',
      temporaryGeneration: 1,
      origin: 'join-site',
    })
    await expectRefusal(story.registering.printSheet(story.vera, { id }), 'PASSWORD_SHOWN_BEFORE')
  })
})
