import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CANVAS } from '../../electron/shell/canvas'
import { palettes } from '../../src/palettes'

const tokens = readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8')

/** The colours a theme's block of tokens.css declares. */
function coloursOf(theme: 'light' | 'dark'): Record<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`, 'u').exec(tokens)?.[1] ?? ''
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map((match) => [match[1], match[2]]))
}

/** Relative luminance (WCAG 2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

describe.each(['light', 'dark'] as const)('the %s palette', (theme) => {
  const palette = palettes[theme]

  it('is the same in palettes.ts and tokens.css', () => {
    expect(coloursOf(theme)).toEqual(palette)
  })

  it('has the canvas that the window opens with', () => {
    expect(CANVAS[theme]).toBe(palette.canvas)
  })

  it.each(['invited', 'pending', 'active', 'dismissed', 'failed'] as const)(
    'reads %s on its soft ground (AA)',
    (status) => {
      expect(contrast(palette[status], palette[`${status}-soft`])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(palette[status], palette.surface)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each(['text', 'text-2', 'text-3', 'accent-text'] as const)('reads %s on every ground (AA)', (text) => {
    for (const ground of ['canvas', 'surface', 'raised', 'sunken', 'hover'] as const) {
      expect(contrast(palette[text], palette[ground]), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('reads the words on primary and destructive buttons (AA)', () => {
    for (const ground of ['accent', 'accent-hover', 'accent-pressed', 'failed-strong'] as const) {
      expect(contrast(palette['on-accent'], palette[ground]), ground).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(palette['accent-text'], palette['accent-soft'])).toBeGreaterThanOrEqual(4.5)
  })
})
