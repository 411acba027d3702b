import { describe, expect, it } from 'vitest'
import { mailtoUrl } from '../../../electron/core/domain/mailto-drafts'
import { isMailtoUrl } from '../../../electron/shell/mailto'

describe('what is handed to the mail app (M1)', () => {
  it.each([
    'mailto:',
    'mailto:ann@example.com',
    'mailto:ann@example.com,bob@example.com?subject=Hello%20you&body=one%0D%0Atwo',
    'mailto:?bcc=ann%2Btag@example.com&subject=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82',
    mailtoUrl(
      { to: ["o'hara+x@example.com"], bcc: ['a@b.c', 'd@e.f'], subject: '$(id) `x` "q" (1)*!', body: '¡é\n' },
      'semicolon',
    ),
  ])('M1: %s', (url) => {
    expect(isMailtoUrl(url)).toBe(true)
  })

  it.each([
    'https://example.com/',
    'file:///etc/passwd',
    'MAILTO:ann@example.com',
    ' mailto:ann@example.com',
    'mailto:ann@example.com" --attach /etc/passwd',
    'mailto:ann@example.com\n',
    'mailto:ann@example.com?body=a b',
    'mailto:`id`',
    `mailto:${'a'.repeat(9_000)}`,
    'javascript:mailto:ann@example.com',
  ])('M1: never %s', (url) => {
    expect(isMailtoUrl(url)).toBe(false)
  })
})
