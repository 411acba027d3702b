import { type FilledMail, fillMailText, type MailText } from '../../domain/mail-templates'
import { checkLength, MAILTO_BUDGET, mailtoUrl } from '../../domain/mailto-drafts'
import { Refusal } from '../../domain/refusal'
import type { Locale } from '../../domain/vocabulary'
import { readPortal } from '../../store/accounts'
import type { Reader } from '../../store/store'
import { departmentNamesOf, type Welcomed } from '../../store/welcomes'
import { welcomeTexts } from '../../sheets/welcome-sheet'
import type { JoinLinks } from '../join-links'
import { readText } from '../templates/portal-texts'
import { SHORT_WELCOMES } from '../templates/standard-texts'

/** Everything a welcome can name (R1). */
export interface WelcomeWords {
  readonly locale: Locale
  readonly portal: string
  /** Empty where the operator is gone: then the portal welcomes. */
  readonly inviter: string
  readonly firstName: string
  readonly departments: readonly string[]
  readonly login: string
  readonly password: string
  /** Null while the join site has no address. */
  readonly signIn: string | null
}

/** Where people sign in on the join site; null while it has no address. */
export async function signInAddress(links: JoinLinks): Promise<string | null> {
  try {
    return `${await links.base()}/sign-in`
  } catch (error) {
    if (error instanceof Refusal && error.code === 'JOIN_ADDRESS_MISSING') return null
    throw error
  }
}

/** Fills in a welcome: its password is in what comes back and nowhere else. */
export function fillWelcome(text: MailText, words: WelcomeWords): FilledMail {
  const { departments, firstName, inviter, locale, login, password, portal, signIn } = words
  return fillMailText(
    text,
    {
      firstName,
      portal,
      inviter: inviter || portal,
      department: departments.join(', '),
      login,
      password,
      signIn: signIn ?? welcomeTexts(locale).nowhere,
    },
    locale,
  )
}

/**
 * R4: the welcome as a mailto link, in the portal's own words where they fit into one. Throws MAIL_TEXT_TOO_LONG where even
 * the short text does not.
 */
export async function welcomeDraft(
  reader: Reader,
  links: JoinLinks,
  person: Welcomed,
  given: { readonly password: string; readonly inviter: string },
): Promise<string> {
  const { address_separator: separator, name: portal } = await readPortal(reader)
  const { firstName, id, locale, login } = person
  const departments = (await departmentNamesOf(reader, [id])).get(id) ?? []
  const words = { ...given, locale, portal, firstName, departments, login, signIn: await signInAddress(links) }
  const urlOf = (text: MailText): string => {
    const { subject, text: body } = fillWelcome(text, words)
    return mailtoUrl({ to: [login], bcc: [], subject, body }, separator)
  }
  const own = urlOf(await readText(reader, 'welcome', locale))
  if (own.length <= MAILTO_BUDGET) return own
  const short = urlOf(SHORT_WELCOMES[locale])
  checkLength(short.length)
  return short
}
