import { describe, expect, it } from 'vitest'
import { passwordLengthProblem, passwordProblem, personalWords } from '../../../../electron/core/domain/passwords'
import { passwordStrength } from '../../../../electron/core/services/accounts/password-strength'

const strong = { score: 4, common: false } as const

describe('A4: passwords', () => {
  it.each([
    ['a'.repeat(9), 'PASSWORD_TOO_SHORT'],
    ['a'.repeat(10), null],
    ['a'.repeat(128), null],
    ['a'.repeat(129), 'TOO_LONG'],
    ['🐝'.repeat(9), 'PASSWORD_TOO_SHORT'],
    ['🐝'.repeat(128), null],
  ])('A4: the length of %j is counted in characters', (password, problem) => {
    expect(passwordLengthProblem(password)).toBe(problem)
  })

  it('A4: refuses what others know of the person, however it is written', () => {
    const words = ['Алёна', 'Weissmüller', 'a.weiss@meridian.example', 'Meridian Optics']
    for (const password of ['xx-АЛЕНА-4-qzrt', 'qz WEISSMULLER 9', 'my meridian key 7', 'optics q9 zr trw']) {
      expect(passwordProblem(password, words, strong)).toBe('PASSWORD_TOO_COMMON')
    }
    expect(passwordProblem('velvet otter lamp 41', words, strong)).toBeNull()
  })

  it('A4: short parts of names and endings of addresses do not count', () => {
    expect(personalWords(['Jo Lee', 'jo@mail.info', 'An AG'])).toEqual([])
  })

  it.each([
    [0, true, 'PASSWORD_TOO_COMMON'],
    [1, false, 'PASSWORD_TOO_WEAK'],
    [2, false, null],
    [2, true, null],
  ] as const)('A4: a score of %d (known: %s) gives %s', (score, common, problem) => {
    expect(passwordProblem('velvet otter lamp', [], { score, common })).toBe(problem)
  })

  it.each([
    ['password12', 'PASSWORD_TOO_COMMON'],
    ['aaaaaaaaaaaa', 'PASSWORD_TOO_WEAK'],
    ['velvet otter lamp 41', null],
    ['кошка дождь лампа', null],
    ['', 'PASSWORD_TOO_SHORT'],
    ['x'.repeat(1_000), 'TOO_LONG'],
  ])('A4: %j is judged by a real estimator', async (password, problem) => {
    expect((await passwordStrength(password, [])).problem).toBe(problem)
  })
})
