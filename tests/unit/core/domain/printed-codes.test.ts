import { describe, expect, it } from 'vitest'
import {
  codeSide,
  CORRECTIONS,
  isReadable,
  moduleSize,
  QUIET_ZONE,
  SMALLEST_MODULE,
} from '../../../../electron/core/domain/printed-codes'
import { cellsOf, gridOf } from '../../../../electron/core/domain/sheet-layouts'
import { SHEET_LAYOUTS } from '../../../../electron/core/domain/vocabulary'
import { qrCode } from '../../../../electron/core/sheets/qr-code'

const TOKEN = 'W'.repeat(32)

describe('codes on paper', () => {
  it('Q4: an ordinary address makes codes that phones read on every layout, also for rough handling', () => {
    for (const layout of SHEET_LAYOUTS) {
      for (const correction of CORRECTIONS) {
        const { size } = qrCode(`https://join.northwind.example/J/${TOKEN}`, correction)
        expect([layout, correction, isReadable(layout, size)]).toEqual([layout, correction, true])
      }
    }
  })

  it('Q4: where modules would be under half a millimetre the layout is refused, and a larger one takes the code', () => {
    const { size } = qrCode(`https://${'long-name.'.repeat(12)}example/J/${TOKEN}`, 'Q')
    expect(isReadable('5160', size)).toBe(false)
    expect(moduleSize('5160', size)).toBeLessThan(SMALLEST_MODULE)
    expect(isReadable('letter', size)).toBe(true)
  })

  it('Q4: the quiet zone is part of the room a code takes, and all of it lies within the cell', () => {
    expect(QUIET_ZONE).toBe(4)
    expect(moduleSize('L7160', 29)).toBeCloseTo(30 / 37, 6)
    for (const layout of SHEET_LAYOUTS) {
      const [cell] = cellsOf(gridOf(layout, 'A4'))
      expect(codeSide(layout)).toBeLessThan(Math.min(cell?.width ?? 0, cell?.height ?? 0))
    }
  })

  it('Q2: a link is written in capitals, so that its code has fewer modules', () => {
    const capitals = qrCode(`https://join.northwind.example/J/${TOKEN}`)
    const small = qrCode(`https://join.northwind.example/j/${TOKEN.toLowerCase()}`)
    expect(capitals.size).toBeLessThan(small.size)
  })

  it('Q4: rough handling takes a code with more correction', () => {
    const link = `https://join.northwind.example/J/${TOKEN}`
    expect(qrCode(link, 'Q').path).not.toBe(qrCode(link, 'M').path)
    expect(qrCode(link).path).toBe(qrCode(link, 'M').path)
  })
})
