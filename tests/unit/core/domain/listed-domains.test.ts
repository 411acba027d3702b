import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddress } from '../../../../electron/core/domain/addresses'
import {
  isListed,
  listedDomainForDisplay,
  readDomainList,
  readListedDomain,
} from '../../../../electron/core/domain/listed-domains'

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/u).filter((text) => !/^..--/u.test(text))
const domain = fc.tuple(label, fc.constantFrom('example', 'com', 'test')).map((parts) => parts.join('.'))
const local = fc.stringMatching(/^[a-z0-9]{1,12}$/u)

describe('the list of domains', () => {
  it('L5: a domain matches itself and no sub-domain; *. matches sub-domains and not the domain', () => {
    expect(isListed(['example.com'], 'a@example.com')).toBe(true)
    expect(isListed(['example.com'], 'a@mail.example.com')).toBe(false)
    expect(isListed(['example.com'], 'a@notexample.com')).toBe(false)
    expect(isListed(['*.example.com'], 'a@mail.example.com')).toBe(true)
    expect(isListed(['*.example.com'], 'a@deep.mail.example.com')).toBe(true)
    expect(isListed(['*.example.com'], 'a@example.com')).toBe(false)
    expect(isListed(['*.example.com'], 'a@notexample.com')).toBe(false)
    expect(isListed([], 'a@example.com')).toBe(false)
  })

  it('L5: international domains compare in punycode and are shown in their letters', () => {
    const listed = readListedDomain('*.Почта.РФ')
    expect(listed).toBe('*.xn--80a1acny.xn--p1ai')
    expect(listedDomainForDisplay(listed ?? '')).toBe('*.почта.рф')
    const { email } = readAddress('иван@склад.почта.рф')
    expect(isListed([listed ?? ''], email ?? '')).toBe(true)
    expect(isListed([readListedDomain('MÜNCHEN.example') ?? ''], 'a@xn--mnchen-3ya.example')).toBe(true)
  })

  it('L5: a pasted list is read entry by entry, each once; what is no domain is told as it was typed', () => {
    expect(readDomainList(' @a.com, B.com;a.com\n*.c.com  no_domain *.*.d.com localhost 10.0.0.1 ')).toEqual([
      { text: '@a.com', domain: 'a.com' },
      { text: 'B.com', domain: 'b.com' },
      { text: '*.c.com', domain: '*.c.com' },
      { text: 'no_domain', domain: null },
      { text: '*.*.d.com', domain: null },
      { text: 'localhost', domain: null },
      { text: '10.0.0.1', domain: null },
    ])
    for (const wrong of [
      '',
      '*',
      '*.',
      'a@b.com',
      'a..com',
      '*example.com',
      'https://a.com',
      'a.com/x',
      'a.com\u0000',
    ]) {
      expect(readListedDomain(wrong)).toBeNull()
    }
  })

  it('L5: what is read is read again the same, shown or stored', () => {
    fc.assert(
      fc.property(domain, fc.boolean(), (name, below) => {
        const stored = readListedDomain(below ? `*.${name}` : name)
        fc.pre(stored !== null)
        expect(readListedDomain(stored ?? '')).toBe(stored)
        expect(readListedDomain(listedDomainForDisplay(stored ?? ''))).toBe(stored)
      }),
    )
  })

  it('L5: whatever the name, an entry takes in exactly its own level', () => {
    fc.assert(
      fc.property(domain, label, local, (name, sub, person) => {
        fc.pre(readListedDomain(name) === name && readListedDomain(`${sub}.${name}`) !== null)
        expect(isListed([name], `${person}@${name}`)).toBe(true)
        expect(isListed([name], `${person}@${sub}.${name}`)).toBe(false)
        expect(isListed([name], `${person}@${sub}${name}`)).toBe(false)
        expect(isListed([`*.${name}`], `${person}@${sub}.${name}`)).toBe(true)
        expect(isListed([`*.${name}`], `${person}@${name}`)).toBe(false)
        expect(isListed([`*.${name}`], `${person}@${sub}${name}`)).toBe(false)
      }),
    )
  })
})
