import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domainOf, readAddress, readDomain } from '../../../../electron/core/domain/addresses'
import { addressForDisplay } from '../../../../electron/core/domain/shown-addresses'

describe('reading an address', () => {
  it.each([
    ['  Ann.Lee@Example.COM ', 'ann.lee@example.com'],
    ['ann+news@sub.example.co.uk', 'ann+news@sub.example.co.uk'],
    ["o'neil@example.com", "o'neil@example.com"],
    ['Иван@Почта.РФ', 'иван@xn--80a1acny.xn--p1ai'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@BÜCHER.example', 'ann@xn--bcher-kva.example'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
  ])('M4: %s is read as %s', (typed, email) => {
    expect(readAddress(typed)).toEqual({ email, problem: null })
  })

  it.each([
    '',
    'ann',
    '@example.com',
    'ann@',
    'ann@example',
    'ann@@example.com',
    'a@b@example.com',
    'ann lee@example.com',
    'ann@exam ple.com',
    'ann@-example.com',
    'ann@example-.com',
    'ann@.example.com',
    'ann@example..com',
    '.ann@example.com',
    'ann.@example.com',
    'a..b@example.com',
    '"ann"@example.com',
    'ann<x>@example.com',
    'ann@[127.0.0.1]',
    'ann@127.0.0.1',
    'ann@1.2.3',
    'ann@ex%61mple.com',
    'ann@example.com/path',
    'ann@example.com?bcc=z@example.com',
    'ann(comment)@example.com',
    'ann\\@example.com',
  ])('M4: %j is no address', (typed) => {
    expect(readAddress(typed)).toEqual({ email: null, problem: 'EMAIL_INVALID' })
  })

  it.each(['ann@x.com,bob@x.com', 'ann@x.com;bob@x.com', 'a,b@x.com', 'a;b@x.com', 'a:b@x.com'])(
    'M4: %j, which a header would read as two, is no address',
    (typed) => {
      expect(readAddress(typed).email).toBeNull()
    },
  )

  it.each([
    'ann@x.com\r\nBcc: z@x.com',
    'ann\u0000@x.com',
    'ann@x\u202e.com',
    'ann\u200b@x.com',
    'a\ud800@x.com',
    'a\tb@x.com',
  ])('M4: %j holds characters that hide or control', (typed) => {
    expect(readAddress(typed)).toEqual({ email: null, problem: 'CONTROL_CHARACTERS' })
  })

  it('M4: 254 bytes are the most, 64 of them before the @', () => {
    const domain = `${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}`
    const longest = `${'a'.repeat(64)}@${domain}.${'g'.repeat(254 - 64 - 1 - 183)}`
    expect(longest).toHaveLength(254)
    expect(readAddress(longest).problem).toBeNull()
    expect(readAddress(`${longest}g`).problem).toBe('TOO_LONG')
    expect(readAddress(`${'a'.repeat(65)}@example.com`).problem).toBe('TOO_LONG')
    expect(readAddress(`${'a'.repeat(300)}@example.com`).problem).toBe('TOO_LONG')
    expect(readAddress(`${'я'.repeat(33)}@example.com`).problem).toBe('TOO_LONG')
  })

  it('M4: reading what was read changes nothing, and no result can break a header or a link', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' }), hostile()), (typed) => {
        const { email } = readAddress(typed)
        if (email === null) return
        expect(readAddress(email).email).toBe(email)
        expect(email).not.toMatch(/[\s,;:<>"()[\]\\\p{C}]/u)
        expect(email.split('@')).toHaveLength(2)
        expect(Buffer.byteLength(email)).toBeLessThanOrEqual(254)
      }),
      { numRuns: 2_000 },
    )
  })

  it('S6: the same mailbox is recognised in any case and spelling', () => {
    expect(readAddress(' ann@xn--BCHER-kva.example').email).toBe(readAddress('Ann@Bücher.example').email)
    expect(readAddress('anna@example.com').email).not.toBe(readAddress('ann@example.com').email)
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const { email } = readAddress(address)
        expect(readAddress(` ${address.toUpperCase()} `).email).toBe(email)
      }),
    )
  })

  it('L5: domains compare in punycode', () => {
    expect(readDomain('Почта.рф')).toBe('xn--80a1acny.xn--p1ai')
    expect(readDomain('example')).toBeNull()
    expect(domainOf('ann@xn--80a1acny.xn--p1ai')).toBe('xn--80a1acny.xn--p1ai')
  })

  it('L5: an address is shown in its own letters, as the rules of names have them', () => {
    expect(addressForDisplay('ann@xn--80a1acny.xn--p1ai')).toBe('ann@почта.рф')
    expect(addressForDisplay('ann@xn--bcher-kva.example')).toBe('ann@bücher.example')
    for (const plain of [
      'ann@example.com',
      'xn--ann@example.com',
      '+442079460000',
      '',
      'ann@xn--.com',
      'a@xn--99.com',
    ]) {
      expect(addressForDisplay(plain)).toBe(plain)
    }
    const labels = fc.array(fc.stringMatching(/^[a-zäßéабвгдёжщ漢字仮名αβγ]{1,12}$/u), { minLength: 2, maxLength: 3 })
    fc.assert(
      fc.property(labels, (typed) => {
        const domain = readDomain(typed.join('.'))
        if (domain !== null) expect(addressForDisplay(`ann@${domain}`)).toBe(`ann@${domainToUnicode(domain)}`)
      }),
    )
  })

  it('S6: a domain that needs no punycode comes out as the rules of names have it', () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,8}$/)
    const domain = fc.oneof(
      fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.')),
      fc.constantFrom('1.2.3.4', '0x1.example', 'a.0x1', 'ab--cd.example', 'xn--bcher-kva.example', 'xn--a.example'),
    )
    fc.assert(
      fc.property(domain, (typed) => {
        const read = readDomain(typed)
        expect(read === null || read === domainToASCII(typed)).toBe(true)
      }),
    )
  })
})

function hostile() {
  return fc
    .array(
      fc.constantFrom('a', '@', '.', 'x.com', '\r\n', ',', ';', '"', '<', '>', '\u202e', '😀', 'ß', 'İ', 'Σ', '%', ' '),
    )
    .map((parts) => parts.join(''))
}
