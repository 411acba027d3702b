import invitationInEnglish from '../../../../resources/templates/invitation.en.json'
import invitationInRussian from '../../../../resources/templates/invitation.ru.json'
import reminderInEnglish from '../../../../resources/templates/reminder.en.json'
import reminderInRussian from '../../../../resources/templates/reminder.ru.json'
import welcomeInEnglish from '../../../../resources/templates/welcome.en.json'
import welcomeInRussian from '../../../../resources/templates/welcome.ru.json'
import type { MailText } from '../../domain/mail-templates'
import type { Locale, TemplateKind } from '../../domain/vocabulary'

/** The texts that go out where the portal has none of its own (M5). */
export const STANDARD_TEXTS: Readonly<Record<TemplateKind, Readonly<Record<Locale, MailText>>>> = {
  invitation: { en: textOf(invitationInEnglish), ru: textOf(invitationInRussian) },
  reminder: { en: textOf(reminderInEnglish), ru: textOf(reminderInRussian) },
  welcome: { en: textOf(welcomeInEnglish), ru: textOf(welcomeInRussian) },
}

/**
 * The standard text of an invitation for the mail app: encoded for a mailto link a Cyrillic letter takes six characters
 * of the budget.
 */
export const SHORT_TEXTS: Readonly<Record<Locale, MailText>> = {
  en: invitationInEnglish.short,
  ru: invitationInRussian.short,
}

/** The same of a welcome (R4). */
export const SHORT_WELCOMES: Readonly<Record<Locale, MailText>> = {
  en: welcomeInEnglish.short,
  ru: welcomeInRussian.short,
}

/** What an invitation or reminder says of its short code where its text does not (M8). */
export const CODE_LINES: Readonly<Record<Locale, string>> = {
  en: invitationInEnglish.code,
  ru: invitationInRussian.code,
}

function textOf({ body, subject }: MailText): MailText {
  return { subject, body }
}
