import english from '../../../resources/desk/en.json'
import russian from '../../../resources/desk/ru.json'
import type { Locale } from '../domain/vocabulary'

/** Words of what is printed for the desk; both languages have the same keys. */
export const DESK_TEXTS: Readonly<Record<Locale, typeof english>> = { en: english, ru: russian }
