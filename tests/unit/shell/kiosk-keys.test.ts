import { describe, expect, it } from 'vitest'
import { mayTypeAtKiosk, type PressedKey } from '../../../electron/shell/kiosk-keys'

function press(key: string, held: Partial<PressedKey> = {}): PressedKey {
  return { type: 'keyDown', key, code: '', control: false, alt: false, meta: false, ...held }
}

describe('J3: keys at the kiosk', () => {
  it('J3: what fills in a form gets through on every system', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      for (const key of [
        'a',
        'Я',
        '7',
        '-',
        ' ',
        '€',
        'Tab',
        'Enter',
        'Backspace',
        'ArrowLeft',
        'Shift',
        'Dead',
        'Escape',
      ]) {
        expect([platform, key, mayTypeAtKiosk(press(key), platform)]).toEqual([platform, key, true])
      }
    }
    expect(mayTypeAtKiosk(press('@', { control: true, alt: true }), 'win32')).toBe(true)
    expect(mayTypeAtKiosk(press('@', { alt: true }), 'darwin')).toBe(true)
    expect(mayTypeAtKiosk(press('a', { control: true }), 'win32')).toBe(true)
    expect(mayTypeAtKiosk(press('a', { meta: true }), 'darwin')).toBe(true)
    // Russian: the same key; French: A and Q have changed places.
    expect(mayTypeAtKiosk(press('ф', { control: true, code: 'KeyA' }), 'win32')).toBe(true)
    expect(mayTypeAtKiosk(press('a', { control: true, code: 'KeyQ' }), 'linux')).toBe(true)
    expect(mayTypeAtKiosk(press('q', { control: true, code: 'KeyA' }), 'linux')).toBe(false)
    expect(mayTypeAtKiosk(press('к', { control: true, code: 'KeyR' }), 'win32')).toBe(false)
  })

  it('J3: reload, developer tools, printing, zoom, clipboard, closing, quitting and going back do not', () => {
    const control = [
      'r',
      'R',
      'i',
      'I',
      'j',
      'p',
      'w',
      'q',
      'n',
      't',
      'k',
      'l',
      'c',
      'v',
      'x',
      '+',
      '-',
      '0',
      '1',
      'Tab',
      'Enter',
      'F4',
      'F5',
    ]
    for (const key of control) {
      expect([key, mayTypeAtKiosk(press(key, { control: true }), 'win32')]).toEqual([key, false])
      expect([key, mayTypeAtKiosk(press(key, { control: true }), 'linux')]).toEqual([key, false])
      expect([key, mayTypeAtKiosk(press(key, { meta: true }), 'darwin')]).toEqual([key, false])
    }
    for (const key of ['ArrowLeft', 'ArrowRight', 'F4', 'Home', ' ', 'f', 'Tab']) {
      expect([key, mayTypeAtKiosk(press(key, { alt: true }), 'win32')]).toEqual([key, false])
    }
    for (const key of [
      'F1',
      'F5',
      'F11',
      'F12',
      'BrowserBack',
      'BrowserRefresh',
      'PrintScreen',
      'ContextMenu',
      'Meta',
    ]) {
      for (const platform of ['win32', 'darwin', 'linux'] as const) {
        expect([platform, key, mayTypeAtKiosk(press(key), platform)]).toEqual([platform, key, false])
      }
    }
    expect(mayTypeAtKiosk(press('f', { control: true, meta: true }), 'darwin')).toBe(false)
    expect(mayTypeAtKiosk(press('i', { meta: true, alt: true }), 'darwin')).toBe(false)
    expect(mayTypeAtKiosk(press('e', { meta: true }), 'win32')).toBe(false)
  })

  it('J3: a key that is let go of is never held back', () => {
    expect(mayTypeAtKiosk({ ...press('F5'), type: 'keyUp' }, 'linux')).toBe(true)
  })
})
