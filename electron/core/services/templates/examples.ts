import type { PlaceholderValues } from '../../domain/mail-templates'
import type { Locale } from '../../domain/vocabulary'

/** Values nobody can take for those of a person. */
export const EXAMPLES = {
  en: { firstName: 'Anna', department: 'Design', login: 'anna@example.com', password: 'sample-password' },
  ru: { firstName: 'Анна', department: 'Дизайн', login: 'anna@example.com', password: 'sample-password' },
} satisfies Readonly<Record<Locale, PlaceholderValues>>

/** Links that cannot be taken for those of somebody. */
export const EXAMPLE_LINKS = {
  code: 'XXXX-XXXX-XXXX-XXXX',
  link: 'https://join.example.com/J/XXXXXXXXXXXXXXXX',
  signIn: 'https://join.example.com/sign-in',
} satisfies PlaceholderValues
