import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { APPEARANCES } from '../contract/vocabulary'
import { LOCALES, type Locale } from '../core/domain/vocabulary'
import type { Log } from '../core/services/ports'
import { replaceFile } from './atomic-file'

const windowSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1).max(100_000),
  height: z.number().int().min(1).max(100_000),
  maximized: z.boolean(),
})
/** Where the window stood, in device-independent pixels. */
export type WindowPlace = z.infer<typeof windowSchema>

const preferencesSchema = z.object({
  locale: z.enum(LOCALES).nullable().catch(null),
  appearance: z.enum(APPEARANCES).catch('system'),
  window: windowSchema.nullable().catch(null),
})
export type PreferenceValues = z.infer<typeof preferencesSchema>

/** What this device remembers about the console; nothing of it is secret or belongs to the portal. */
export interface Preferences {
  readonly values: PreferenceValues
  /** Kept at once. A disk that refuses is logged and does not stop anything: these are conveniences. */
  change(values: Partial<PreferenceValues>): void
}

/** Reads the preferences of a data folder. What is missing or unreadable falls back to its default, value by value. */
export function openPreferences(dataFolder: string, log: Log): Preferences {
  const path = join(dataFolder, 'preferences.json')
  let values = preferencesSchema.parse(readObject(path, log))
  return {
    get values() {
      return values
    },
    change(changed) {
      values = { ...values, ...changed }
      try {
        replaceFile(path, `${JSON.stringify(values, null, 2)}\n`)
      } catch (error) {
        log.error('preferences not kept', error)
      }
    },
  }
}

/** The language of the console for a system language such as `ru-RU`. */
export function localeFor(systemLocale: string): Locale {
  const language = systemLocale.toLowerCase().split(/[-_]/)[0]
  return LOCALES.find((locale) => locale === language) ?? 'en'
}

function readObject(path: string, log: Log): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof content === 'object' && content !== null ? { ...content } : {}
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      log.warn('preferences unreadable, using the defaults', { reason: String(error) })
    }
    return {}
  }
}
