import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Appearance, APPEARANCES } from '../contract/vocabulary'
import { LOCALES, type Locale } from '../core/domain/vocabulary'
import type { Log } from '../core/services/ports'
import { replaceFile } from './atomic-file'

/** Where the window stood, in device-independent pixels. */
export interface WindowPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

export interface PreferenceValues {
  /** Null until one is chosen: the system's. */
  readonly locale: Locale | null
  readonly appearance: Appearance
  readonly window: WindowPlace | null
}

/** What this device remembers about the console; nothing of it is secret or belongs to the portal. */
export interface Preferences {
  readonly values: PreferenceValues
  /** Kept at once. A disk that refuses is logged and does not stop anything: these are conveniences. */
  change(values: Partial<PreferenceValues>): void
}

/** Reads the preferences of a data folder. What is missing or unreadable falls back to its default, value by value. */
export function openPreferences(dataFolder: string, log: Log): Preferences {
  const path = join(dataFolder, 'preferences.json')
  let values = readValues(readObject(path, log))
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

/** By hand, because this is read before the window opens: no start waits for a library of schemas. */
function readValues(kept: Record<string, unknown>): PreferenceValues {
  return {
    locale: LOCALES.find((locale) => locale === kept['locale']) ?? null,
    appearance: APPEARANCES.find((appearance) => appearance === kept['appearance']) ?? 'system',
    window: readPlace(kept['window']),
  }
}

function readPlace(kept: unknown): WindowPlace | null {
  if (typeof kept !== 'object' || kept === null) return null
  const { x, y, width, height, maximized }: Partial<Record<string, unknown>> = { ...kept }
  if (!isPixels(x) || !isPixels(y) || !isPixels(width) || !isPixels(height) || typeof maximized !== 'boolean')
    return null
  return width > 0 && height > 0 ? { x, y, width, height, maximized } : null
}

function isPixels(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) <= 100_000
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
