import { createI18n } from 'vue-i18n'
import { LOCALES, type Locale } from '../../electron/contract/vocabulary'

export interface Messages {
  readonly [key: string]: string | Messages
}

const files = import.meta.glob<Messages>('./*/*.json', { eager: true, import: 'default' })

/** Every file `LOCALE/AREA.json` becomes the messages of that language under the key AREA. */
function collect(): Record<Locale, Messages> {
  const all: Record<string, Record<string, Messages>> = {}
  for (const [path, content] of Object.entries(files)) {
    const [, locale = '', area = ''] = /^\.\/([^/]+)\/([^/]+)\.json$/u.exec(path) ?? []
    all[locale] = { ...all[locale], [area]: content }
  }
  return Object.fromEntries(LOCALES.map((locale) => [locale, all[locale] ?? {}])) as Record<Locale, Messages>
}

export const messages = collect()

/**
 * Which of the forms “one | few | many” a Russian number takes: 1 человек, 2 человека, 5 человек.
 * With two forms only the first is for one.
 */
export function russianForm(number: number, forms: number): number {
  const last = Math.abs(number) % 10
  const lastTwo = Math.abs(number) % 100
  if (last === 1 && lastTwo !== 11) return 0
  const few = last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14)
  return few || forms < 3 ? 1 : 2
}

const dates = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  dateTime: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
  full: { dateStyle: 'full', timeStyle: 'medium' },
} as const

/** The languages of the window: `t` takes AREA.key, `d` a time and one of `dates`. */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages,
  pluralRules: { ru: russianForm },
  datetimeFormats: { en: dates, ru: dates },
})
