import { describe, expect, it } from 'vitest'
import { checkMailText, placeholdersFor } from '../../../../../electron/core/domain/mail-templates'
import { LOCALES, TEMPLATE_KINDS } from '../../../../../electron/core/domain/vocabulary'
import { readDraftText, readText } from '../../../../../electron/core/services/templates/portal-texts'
import { SHORT_TEXTS, STANDARD_TEXTS } from '../../../../../electron/core/services/templates/standard-texts'
import { createTemplatesService } from '../../../../../electron/core/services/templates/templates'
import { inviting, openMailPortal, openSendingPortal } from '../../../../support/mail-story'
import { expectRefusal } from '../../../../support/refusals'
import { prepareInFull } from '../../../../support/shown-drafts'

const OWN = { subject: 'Your desk at {{portal}}', body: 'Dear {{firstName}}, come in: {{link}} or {{code}}' }
const INVITATION = { kind: 'invitation', locale: 'en' } as const

async function setUp(settings: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal(settings)
  const templates = createTemplatesService(opened.context)
  const { reader } = opened.context.store
  const setPlan = (plan: 'free' | 'basic') =>
    opened.context.store.write((writer) => writer.updateTable('portal').set({ plan }).execute())
  return { ...opened, templates, reader, vera: opened.context.administrator, setPlan }
}

describe('the texts of the portal', () => {
  it('M5: each kind has a standard text in both languages that passes its own check', () => {
    for (const kind of TEMPLATE_KINDS) {
      for (const locale of LOCALES) expect(() => checkMailText(STANDARD_TEXTS[kind][locale], kind)).not.toThrow()
    }
    expect(placeholdersFor('welcome')).toContain('password')
    expect(placeholdersFor('reminder')).toEqual(placeholdersFor('invitation'))
  })

  it('M5: an own text is kept for its kind and language alone, goes out, and is written down', async () => {
    const { context, reader, templates, vera } = await setUp()
    await templates.save(vera, { ...INVITATION, text: OWN })
    await templates.save(vera, { ...INVITATION, text: OWN })
    expect(await readText(reader, 'invitation', 'en')).toEqual(OWN)
    expect(await readText(reader, 'invitation', 'ru')).toEqual(STANDARD_TEXTS.invitation.ru)
    expect(await readText(reader, 'reminder', 'en')).toEqual(STANDARD_TEXTS.reminder.en)
    const shown = (await templates.list(vera)).texts.find((each) => each.kind === 'invitation' && each.locale === 'en')
    expect(shown).toMatchObject({ own: OWN, standard: STANDARD_TEXTS.invitation.en, changedAt: context.clock.now() })
    await templates.remove(vera, INVITATION)
    await templates.remove(vera, INVITATION)
    expect(await readText(reader, 'invitation', 'en')).toEqual(STANDARD_TEXTS.invitation.en)
    expect((await context.rowsOf('audit')).map((row) => Reflect.get(row, 'action'))).toEqual([
      'template.saved',
      'template.removed',
    ])
  })

  it('M5: on the free plan the texts are fixed; an own one is kept and waits for a commercial plan', async () => {
    const { reader, setPlan, templates, vera } = await setUp()
    await templates.save(vera, { ...INVITATION, text: OWN })
    await setPlan('free')
    await expectRefusal(templates.save(vera, { ...INVITATION, text: OWN }), 'MAIL_TEXT_FIXED')
    expect(await readText(reader, 'invitation', 'en')).toEqual(STANDARD_TEXTS.invitation.en)
    const { editable, texts } = await templates.list(vera)
    expect([editable, texts[0]?.own]).toEqual([false, OWN])
    await setPlan('basic')
    expect(await readText(reader, 'invitation', 'en')).toEqual(OWN)
  })

  it.each([
    ['invitation', 'Hi', 'no link here', 'LINK_PLACEHOLDER_MISSING', 'text.body'],
    ['reminder', '{{password}}', '{{link}}', 'UNKNOWN_PLACEHOLDER', 'text.subject'],
    ['welcome', 'Hi', '{{login}} {{signIn}}', 'PASSWORD_PLACEHOLDER_MISSING', 'text.body'],
    ['welcome', 'Hi', '{{password}} {{link}}', 'UNKNOWN_PLACEHOLDER', 'text.body'],
  ] as const)(
    'M5: a text of kind %s is refused with what is wrong: %j / %j',
    async (kind, subject, body, code, field) => {
      const { context, templates, vera } = await setUp()
      const order = { kind, locale: 'en' as const, text: { subject, body } }
      for (const act of [templates.save, templates.preview]) {
        await expect(act(vera, order)).rejects.toMatchObject({ fields: [{ field, code }] })
      }
      expect(await context.rowsOf('audit')).toEqual([])
    },
  )

  it('M5: the preview is filled in with an example in the language of the text', async () => {
    const { templates, vera } = await setUp()
    const preview = await templates.preview(vera, { ...INVITATION, locale: 'ru', text: OWN })
    expect(preview.subject).toBe('Your desk at Aurora')
    expect(preview.text).toMatch(/^Dear Анна, come in: https:/u)
    expect(preview.paragraphs).toHaveLength(1)
    expect(preview.paragraphs[0]?.[0]?.map((run) => run.look)).toEqual([
      'text',
      'text',
      'text',
      'link',
      'text',
      'code',
      'text',
    ])
    expect(preview.fitsMailApp).toBe(true)
  })

  it('A2: employees and externals have nothing to do with the texts', async () => {
    const { context, templates } = await setUp()
    for (const actor of [await context.addPerson(), await context.addPerson({ kind: 'external', departmentIds: [] })]) {
      await expectRefusal(templates.list(actor), 'NOT_ALLOWED')
      await expectRefusal(templates.save(actor, { ...INVITATION, text: OWN }), 'NOT_ALLOWED')
      await expectRefusal(templates.remove(actor, INVITATION), 'NOT_ALLOWED')
    }
  })
})

describe('an own text', () => {
  it('M5: is what the editor starts from, and what the mail service sends', async () => {
    const opened = await openSendingPortal()
    const { context, invitations, peer } = opened
    await createTemplatesService(context).save(context.administrator, { ...INVITATION, text: OWN })
    const shown = await invitations.previewText(context.administrator, { locale: 'en', text: null, departmentIds: [] })
    expect(shown).toMatchObject({ template: OWN, standard: false })
    const russian = await invitations.previewText(context.administrator, {
      locale: 'ru',
      text: null,
      departmentIds: [],
    })
    expect(russian.standard).toBe(true)
    await invitations.inviteByMailService(context.administrator, inviting('ann@x.com'))
    const [mail] = await peer.arrived(1)
    expect(mail?.parsed.subject).toBe('Your desk at Aurora')
    expect(mail?.parsed.text).toContain('come in: http')
  })

  it('M8: has a line with the code behind the link where nobody wrote one, in every preview and on every way', async () => {
    const { context, invitations, peer } = await openSendingPortal()
    const { administrator: vera } = context
    const templates = createTemplatesService(context)
    const text = { subject: 'Desk', body: 'Come in: {{link}}\nBye' }
    await templates.save(vera, { kind: 'invitation', locale: 'en', text })
    await templates.save(vera, { kind: 'reminder', locale: 'ru', text })
    const code = /\nCode: [0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\nBye$/u
    const shown = await invitations.previewText(vera, { locale: 'en', text: null, departmentIds: [] })
    for (const { body } of [shown.mailApp, shown.mailService]) expect(body).toMatch(code)
    expect(shown.template).toEqual(text)
    const reminder = await templates.preview(vera, { kind: 'reminder', locale: 'ru', text })
    expect(reminder.text).toContain('\nКод: XXXX-XXXX-XXXX-XXXX\n')
    expect(reminder.paragraphs[0]?.[1]).toContainEqual({ look: 'code', text: 'XXXX-XXXX-XXXX-XXXX' })
    const own = { ...text, subject: 'Mine' }
    const each = { ...inviting('ann@x.com'), mode: 'each' as const }
    expect((await prepareInFull(invitations, vera, each)).drafts[0]?.body).toMatch(code)
    const mine = { ...inviting('bob@x.com'), mode: 'each' as const, text: own }
    expect((await prepareInFull(invitations, vera, mine)).drafts[0]?.body).toMatch(code)
    await invitations.inviteByMailService(vera, { ...inviting('cid@x.com'), text: own })
    const [mail] = await peer.arrived(1)
    expect(mail?.parsed.text?.trim()).toMatch(code)
    expect(mail?.parsed.html).toMatch(/<br>\nCode: <strong [^>]*>[0-9A-Z]{4}-/u)
  })

  it('M8: the line with the code counts in what a mail app takes', async () => {
    const { context, invitations, templates, vera } = await setUp()
    const bodyOf = (words: number) => ({ subject: 'Hi', body: `${'слово '.repeat(words)}{{link}}` })
    const fits = async (text: ReturnType<typeof bodyOf>) =>
      (await templates.preview(vera, { ...INVITATION, locale: 'ru', text })).fitsMailApp
    let words = 1
    while (await fits(bodyOf(words + 1))) words += 1
    const named = bodyOf(words)
    expect(await fits({ ...named, body: `${named.body}\nКод: {{code}}` })).toBe(true)
    expect(await fits({ ...bodyOf(words + 1), body: `${bodyOf(words + 1).body}\nКод: {{code}}` })).toBe(false)
    await templates.save(vera, { ...INVITATION, locale: 'ru', text: named })
    const { drafts } = await prepareInFull(invitations, vera, { ...inviting('a@x.com'), locale: 'ru', mode: 'each' })
    expect(drafts[0]?.body).toContain('\nКод: ')
    expect(await context.rowsOf('draft')).toHaveLength(1)
  })

  it('M1, M5: goes into drafts for the mail app where it fits; else the short standard text does', async () => {
    const { context, invitations, reader, templates, vera } = await setUp()
    await templates.save(vera, { ...INVITATION, text: OWN })
    const order = (email: string) => ({ ...inviting(email), mode: 'each' as const })
    const fitting = await prepareInFull(invitations, vera, order('ann@x.com'))
    expect(fitting.drafts[0]?.subject).toBe('Your desk at Aurora')
    const long = { subject: 'Hi', body: `${'слово '.repeat(80)}{{link}}` }
    expect((await templates.preview(vera, { ...INVITATION, text: long })).fitsMailApp).toBe(false)
    await templates.save(vera, { ...INVITATION, text: long })
    expect(await readDraftText(reader, 'en')).toEqual(SHORT_TEXTS.en)
    const shown = await invitations.previewText(vera, { locale: 'en', text: null, departmentIds: [] })
    const short = await prepareInFull(invitations, vera, order('bob@x.com'))
    expect(short.drafts[0]?.subject).toBe('Invitation to Aurora')
    expect([shown.mailApp.subject, shown.mailService.subject]).toEqual(['Invitation to Aurora', 'Hi'])
    expect(shown).toMatchObject({ tooLong: true, standard: false, template: long })
    expect(await context.rowsOf('draft')).toHaveLength(2)
  })

  it.each([
    ['mailto', 'Invitation to Aurora'],
    ['file', 'Vera Stone invites you to join Aurora'],
    ['apple-mail', 'Vera Stone invites you to join Aurora'],
  ] as const)('M1, M3, M5: the preview for the mail app is what a draft of format %s says', async (format, subject) => {
    const { invitations, vera } = await setUp({ draft_format: format })
    const shown = await invitations.previewText(vera, { locale: 'en', text: null, departmentIds: [] })
    expect(shown).toMatchObject({ mailApp: { subject }, tooLong: false, standard: true })
    expect(shown.mailService.subject).toBe('Vera Stone invites you to join Aurora')
    const { drafts } = await prepareInFull(invitations, vera, { ...inviting('a@x.com'), mode: 'each' })
    expect(drafts[0]?.subject).toBe(subject)
    const own = await invitations.previewText(vera, { locale: 'en', text: OWN, departmentIds: [] })
    expect(own.mailApp).toEqual(own.mailService)
  })
})
