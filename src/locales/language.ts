import type { NLocale } from 'naive-ui'

export interface Messages {
  readonly [key: string]: string | Messages
}

/** All that a window needs in order to speak a language. */
export interface Language {
  readonly messages: Messages
  /** The words of Naive UI's own parts. */
  readonly naive: NLocale
}

/** Naive UI fills every field that has no placeholder with “Please Input”, which says nothing and is read out. */
export function withoutPlaceholders(naive: NLocale): NLocale {
  return { ...naive, Input: { ...naive.Input, placeholder: '' }, InputNumber: { placeholder: '' } }
}

/** Every file `LOCALE/AREA.json` becomes the messages under the key AREA. */
export function byArea(files: Readonly<Record<string, Messages>>): Messages {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path.replace(/^.*\/|\.json$/gu, ''), content]),
  )
}
