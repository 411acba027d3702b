import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { capitals, qrCode } from '../../../../electron/core/sheets/qr-code'

/** Draws the path with the quiet zone a sheet gives it and reads it as a phone would. */
function decode({ path, size }: { path: string; size: number }): string | undefined {
  const scale = 4
  const quiet = 4
  const side = (size + quiet * 2) * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu)) {
    for (let row = 0; row < scale; row += 1) {
      for (let column = 0; column < Number(width) * scale; column += 1) {
        const at = (((Number(y) + quiet) * scale + row) * side + (Number(x) + quiet) * scale + column) * 4
        pixels.fill(0, at, at + 3)
      }
    }
  }
  return jsQR(pixels, side, side)?.data
}

const TOKEN = 'ABC123' + '0123456789ABCDEFGHJKMNPQRS'

describe('QR codes', () => {
  it('Q1, Q4: a drawn link is read back, in capitals where it can be', () => {
    const drawn = qrCode(`http://192.168.1.20:8090/J/${TOKEN}`)
    expect(decode(drawn)).toBe(`HTTP://192.168.1.20:8090/J/${TOKEN}`)
    expect(drawn.size).toBe(29)
  })

  it('Q4: capitals make a smaller code, and never change a path that is not in capitals', () => {
    const lower = qrCode(`http://192.168.1.20:8090/j/${TOKEN.toLowerCase()}`)
    expect(lower.size).toBeGreaterThan(qrCode(`http://192.168.1.20:8090/J/${TOKEN}`).size)
    expect(capitals('https://join.example.com/J/ABC')).toBe('HTTPS://JOIN.EXAMPLE.COM/J/ABC')
    expect(capitals('https://example.com/usher/J/ABC')).toBe('https://example.com/usher/J/ABC')
    expect(capitals('https://почта.рф/J/ABC')).toBe('https://почта.рф/J/ABC')
    expect(decode(qrCode('https://example.com/usher/J/ABC'))).toBe('https://example.com/usher/J/ABC')
  })

  it('Q4: what no code can hold is refused', () => {
    expect(() => qrCode(`https://example.com/${'x'.repeat(5_000)}`)).toThrow(RangeError)
  })
})
