import { describe, expect, it } from 'vitest'
import { readPublicAddress } from '../../../../electron/core/domain/join-address'
import { readLine } from '../../../../electron/core/domain/lines'
import { maskAddress } from '../../../../electron/core/domain/masking'

describe('J1: the public address', () => {
  it.each([
    ['https://join.example.com', 'https://join.example.com'],
    [' HTTPS://Join.Example.COM/ ', 'https://join.example.com'],
    ['http://join.example.com:8080', 'http://join.example.com:8080'],
    ['https://пример.рф', 'https://xn--e1afmkfd.xn--p1ai'],
  ])('J1: reads %j', (text, address) => {
    expect(readPublicAddress(text)).toBe(address)
  })
  it.each([
    '',
    'join.example.com',
    'ftp://join.example.com',
    'https://join.example.com/path',
    'https://u:p@example.com',
    'https://example.com?x',
    'https://example.com#x',
    'javascript:alert(1)',
    'https://',
    `https://${'a'.repeat(300)}.com`,
    'https://example.com\\@evil.example',
  ])('J1: refuses %j', (text) => {
    expect(readPublicAddress(text)).toBeNull()
  })
})

describe('J2: names typed on the join page', () => {
  it.each([
    ['  Anna  ', 'required', 'Anna', null],
    ['', 'required', '', 'REQUIRED'],
    ['', 'optional', '', null],
    ['x'.repeat(101), 'required', 'x'.repeat(101), 'TOO_LONG'],
    ['An\u0000na', 'required', 'An\u0000na', 'CONTROL_CHARACTERS'],
    ['An\u202ena', 'required', 'An\u202ena', 'CONTROL_CHARACTERS'],
    ['An\r\nBcc: x', 'required', 'An\r\nBcc: x', 'CONTROL_CHARACTERS'],
    ['\ud800', 'required', '\ud800', 'CONTROL_CHARACTERS'],
    ['Cafe\u0301', 'required', 'Caf\u00e9', null],
  ] as const)('J2: %j (%s)', (text, needed, line, problem) => {
    expect(readLine(text, 100, needed)).toEqual({ line, problem })
  })
})

describe('J4: masked addresses', () => {
  it.each([
    ['anna@example.com', 'a•••@example.com'],
    ['a@example.com', 'a•••@example.com'],
    ['+447700900123', '+4•••23'],
    ['x@xn--e1afmkfd.xn--p1ai', 'x•••@пример.рф'],
  ])('J4: %s is shown as %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked)
  })
})
