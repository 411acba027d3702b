import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Log } from '../../../electron/core/services/ports'
import { localeFor, openPreferences } from '../../../electron/shell/preferences'

let folder: string
let complaints: string[]
const log: Log = {
  info: () => undefined,
  warn: (message) => void complaints.push(message),
  error: (message) => void complaints.push(message),
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-preferences-'))
  complaints = []
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('what the device remembers', () => {
  it('starts with defaults and keeps what is changed', () => {
    expect(openPreferences(folder, log).values).toEqual({ locale: null, appearance: 'system', window: null })
    openPreferences(folder, log).change({ locale: 'ru', appearance: 'dark' })
    expect(openPreferences(folder, log).values).toMatchObject({ locale: 'ru', appearance: 'dark' })
    expect(readdirSync(folder)).toEqual(['preferences.json'])
    expect(complaints).toEqual([])
  })

  it('keeps the good values of a file with bad ones', () => {
    const content = { locale: 'tlh', appearance: 'dark', window: { x: 'left' }, other: 1 }
    writeFileSync(join(folder, 'preferences.json'), JSON.stringify(content))
    expect(openPreferences(folder, log).values).toMatchObject({ locale: null, appearance: 'dark', window: null })
  })

  it('falls back to the defaults for a damaged file and says so', () => {
    writeFileSync(join(folder, 'preferences.json'), '{"locale":"r')
    expect(openPreferences(folder, log).values.locale).toBeNull()
    expect(complaints).toEqual(['preferences unreadable, using the defaults'])
  })

  it('goes on when they cannot be kept', () => {
    mkdirSync(join(folder, 'preferences.json', 'inside'), { recursive: true })
    const preferences = openPreferences(folder, log)
    preferences.change({ appearance: 'light' })
    expect(preferences.values.appearance).toBe('light')
    expect(complaints).toContain('preferences not kept')
    expect(() => readFileSync(join(folder, 'preferences.json'))).toThrow()
  })

  it.each([
    ['ru-RU', 'ru'],
    ['ru', 'ru'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    ['', 'en'],
  ])('speaks %s as %s', (system, expected) => {
    expect(localeFor(system)).toBe(expected)
  })
})
