import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { qrCode } from '../../../../electron/core/sheets/qr-code'
import { modulePixels, qrSvg, QUIET } from '../../../../src/components/qr/qr-drawing'

const LINKS = [
  'http://192.168.1.20:8090/J/ABC1230123456789ABCDEFGHJKMNPQRS',
  'https://join.a-rather-long-company-name.example.com/J/ABC1230123456789ABCDEFGHJKMNPQRS',
]

/** Draws the saved file on `side` by `side` pixels, each pixel as dark as its middle, and reads it. */
function readSvg(svg: string, side: number): string | undefined {
  const [left = 0, top = 0, width = 0] = (/viewBox="([^"]+)"/u.exec(svg)?.[1] ?? '').split(' ').map(Number)
  const runs = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu)].map((run) => run.slice(1).map(Number))
  const dark = new Set(
    runs.flatMap(([x = 0, y = 0, length = 0]) => Array.from({ length }, (_, each) => `${x + each} ${y}`)),
  )
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const x = Math.floor(left + ((column + 0.5) * width) / side)
      const y = Math.floor(top + ((row + 0.5) * width) / side)
      if (dark.has(`${x} ${y}`)) pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
    }
  }
  return jsQR(pixels, side, side)?.data.toLowerCase()
}

describe('a code saved as a drawing', () => {
  it.each(LINKS)('Q1, Q4: is read back down to three pixels a module: %s', (link) => {
    const qr = qrCode(link)
    const svg = qrSvg(qr)
    for (const scale of [3, 4.5, 10]) {
      expect(readSvg(svg, Math.round((qr.size + 2 * QUIET) * scale))).toBe(link.toLowerCase())
    }
  })

  it('Q4: has four white modules on every side, and is black on white whatever it is laid on', () => {
    const qr = qrCode(LINKS[0] ?? '')
    const svg = qrSvg(qr)
    const side = qr.size + 8
    expect(svg).toContain(`viewBox="-4 -4 ${side} ${side}"`)
    expect(svg).toContain(`<rect x="-4" y="-4" width="${side}" height="${side}" fill="#fff"/>`)
    expect(svg).toContain('fill="#000"')
    expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"')
  })

  it('Q1: a picture has whole pixels for each module, and about a thousand in all', () => {
    for (const size of [21, 29, 33, 57, 177]) {
      const side = modulePixels(size) * (size + 2 * QUIET)
      expect(Number.isInteger(modulePixels(size))).toBe(true)
      expect(side).toBeGreaterThanOrEqual(1_024)
      expect(side).toBeLessThan(1_300)
    }
  })
})
