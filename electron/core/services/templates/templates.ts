import type { Template, TemplatePreview } from '../../../contract/templates'
import { demand } from '../../domain/access'
import {
  checkMailText,
  fillMailText,
  mailParagraphs,
  type MailText,
  placeholdersFor,
  type PlaceholderValues,
} from '../../domain/mail-templates'
import { Refusal } from '../../domain/refusal'
import { LOCALES, TEMPLATE_KINDS, type Locale } from '../../domain/vocabulary'
import { writtenDay } from '../../domain/written-day'
import { recordAudit } from '../../store/audit'
import { readInvitingRules } from '../../store/invitations'
import { deleteTemplate, listTemplates, saveTemplate } from '../../store/templates'
import { expiryFrom } from '../inviting/invitation-life'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { EXAMPLE_LINKS, EXAMPLES } from './examples'
import { fitsMailApp, withCode } from './portal-texts'
import { STANDARD_TEXTS } from './standard-texts'

/** Days an example stays open where invitations never expire: the line about it is to be seen. */
const EXAMPLE_DAYS = 14

/** M5: the portal's own wording of what it sends, on commercial plans. */
export function createTemplatesService(context: ServiceContext): ServiceOf<'templates'> {
  const { changes, clock, store } = context

  return {
    async list(actor) {
      demand(actor, 'settings.see')
      const { plan } = await readInvitingRules(store.reader)
      const rows = await listTemplates(store.reader)
      const texts = TEMPLATE_KINDS.flatMap((kind) =>
        LOCALES.map((locale): Template => {
          const row = rows.find((each) => each.kind === kind && each.locale === locale)
          return {
            kind,
            locale,
            standard: STANDARD_TEXTS[kind][locale],
            own: row ? { subject: row.subject, body: row.body } : null,
            changedAt: row?.updated_at ?? null,
          }
        }),
      )
      const placeholders = {
        invitation: placeholdersFor('invitation'),
        reminder: placeholdersFor('reminder'),
        welcome: placeholdersFor('welcome'),
      }
      return { editable: plan !== 'free', texts, placeholders }
    },

    /** What is as it was leaves no trace; the standard text word for word is no own one. */
    async save(actor, { kind, locale, text }) {
      demand(actor, 'settings.edit')
      checkMailText(text, kind)
      const saved = await store.write(async (writer) => {
        const { plan } = await readInvitingRules(writer)
        if (plan === 'free') throw new Refusal('MAIL_TEXT_FIXED')
        const before = (await listTemplates(writer)).find((each) => each.kind === kind && each.locale === locale)
        if (isSame(text, before ?? STANDARD_TEXTS[kind][locale])) return false
        const at = clock.now()
        await saveTemplate(writer, { kind, locale, ...text, updated_at: at })
        const details = { kind, locale }
        await recordAudit(writer, at, { actor, origin: 'console', action: 'template.saved', subject: null, details })
        return true
      })
      if (saved) changes.announce('settings', 'activity')
    },

    async remove(actor, { kind, locale }) {
      demand(actor, 'settings.edit')
      const removed = await store.write(async (writer) => {
        if (!(await deleteTemplate(writer, kind, locale))) return false
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'template.removed',
          subject: null,
          details: { kind, locale },
        })
        return true
      })
      if (removed) changes.announce('settings', 'activity')
    },

    async preview(actor, { kind, locale, text }) {
      demand(actor, 'settings.see')
      checkMailText(text, kind)
      const values = await exampleFor(actor, locale)
      const complete = kind === 'welcome' ? text : withCode(text, locale)
      const filled = fillMailText(complete, values, locale)
      const preview: TemplatePreview = {
        subject: filled.subject,
        text: filled.text,
        paragraphs: mailParagraphs(complete.body, values),
        fitsMailApp: kind !== 'invitation' || fitsMailApp(text, locale),
      }
      return preview
    },
  }

  async function exampleFor(actor: Actor, locale: Locale): Promise<PlaceholderValues> {
    const { expiry_days, name } = await readInvitingRules(store.reader)
    const expires = writtenDay(expiryFrom(clock.now(), expiry_days ?? EXAMPLE_DAYS), locale)
    return { ...EXAMPLES[locale], ...EXAMPLE_LINKS, portal: name, inviter: actor.name, expires }
  }
}

function isSame(one: MailText, other: MailText): boolean {
  return one.subject === other.subject && one.body === other.body
}
