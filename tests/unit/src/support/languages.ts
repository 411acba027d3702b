import { loadLanguage } from '../../../../src/locales'
import { LOCALES } from '../../../../electron/contract/vocabulary'

// The window reads the language it speaks; a test may speak either.
await Promise.all(LOCALES.map((locale) => loadLanguage(locale)))
