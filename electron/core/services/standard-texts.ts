import english from '../../../resources/templates/invitation.en.json'
import russian from '../../../resources/templates/invitation.ru.json'
import type { MailText } from '../domain/mail-templates'
import type { Locale } from '../domain/vocabulary'

/**
 * The standard texts of an invitation (M5). `short` is for the mail app: encoded for a mailto link a Cyrillic letter
 * takes six characters of the budget.
 */
export const STANDARD_TEXTS: Readonly<Record<Locale, MailText & { readonly short: MailText }>> = {
  en: english,
  ru: russian,
}
