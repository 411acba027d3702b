import { describe, expect, it } from 'vitest'
import { sizeOfSms } from '../../../../electron/core/domain/sms-segments'

describe('the size of an SMS', () => {
  it.each([
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    ['я'.repeat(70), 'UCS-2', 70, 1],
    ['я'.repeat(71), 'UCS-2', 71, 2],
    ['я'.repeat(134), 'UCS-2', 134, 2],
    ['я'.repeat(135), 'UCS-2', 135, 3],
    ['Ç', 'GSM-7', 1, 1],
    ['ç', 'UCS-2', 1, 1],
  ] as const)('SM3: %s… is %s of %i characters in %i segments', (text, encoding, characters, segments) => {
    expect(sizeOfSms(text)).toMatchObject({ encoding, characters, segments })
  })

  it('SM3: the letters that make it longer are named once each, where there are any', () => {
    expect(sizeOfSms('José, Łukasz, Łukasz').costly).toEqual(['Ł'])
    expect(sizeOfSms('Anna').costly).toEqual([])
  })
})
