import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkMailText,
  fillMailText,
  oneLine,
  PLACEHOLDERS,
  withCodeLine,
} from '../../../../electron/core/domain/mail-templates'
import { Refusal } from '../../../../electron/core/domain/refusal'
import { LOCALES } from '../../../../electron/core/domain/vocabulary'
import { SHORT_TEXTS, STANDARD_TEXTS } from '../../../../electron/core/services/templates/standard-texts'

const values = {
  firstName: 'Ann',
  portal: 'Aurora',
  link: 'http://10.0.0.1:8090/J/ABC',
  inviter: 'Vera Stone',
  department: 'Design',
  expires: '16 March 2026',
  code: 'AAAA-BBBB-CCCC-DDDD',
}

function refusalOf(subject: string, body: string): Refusal | null {
  try {
    checkMailText({ subject, body })
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

describe('mail texts', () => {
  it('M5: the standard texts name only placeholders there are, with link and code, in both languages', () => {
    for (const locale of LOCALES) {
      for (const each of [STANDARD_TEXTS.invitation[locale], STANDARD_TEXTS.reminder[locale], SHORT_TEXTS[locale]]) {
        expect(refusalOf(each.subject, each.body)).toBeNull()
        const filled = fillMailText(each, values, 'en')
        expect(filled.text).toContain(values.link)
        expect(filled.text).toContain(values.code)
        expect(filled.text).toContain(values.inviter)
        expect(filled.text).toContain(values.department)
        expect(filled.text).toContain(values.expires)
      }
    }
  })

  it.each([
    ['{{name}}', '{{link}}', 'text.subject', '{{name}}'],
    ['Hi', '{{link}} {{ first name }}', 'text.body', '{{first name}}'],
    ['Hi', '{{link}} {{FirstName}}', 'text.body', '{{FirstName}}'],
    ['Hi', '{{link}} {{firstName', 'text.body', '{{firstName'],
    ['Hi', '{{link}} }}', 'text.body', '}}'],
    ['Hi', '{{link}} {{}}', 'text.body', '{{}}'],
    ['Hi', '{{link}} {{constructor}}', 'text.body', '{{constructor}}'],
  ])('M5: %j / %j is refused before anything is sent', (subject, body, field, placeholder) => {
    const refusal = refusalOf(subject, body)
    expect(refusal).toMatchObject({ code: 'UNKNOWN_PLACEHOLDER', params: { placeholder } })
    expect(refusal?.fields).toEqual([{ field, code: 'UNKNOWN_PLACEHOLDER', params: { placeholder } }])
  })

  it('M5: a text without the link is refused', () => {
    expect(refusalOf('{{link}}', 'Come in!')?.fields).toEqual([
      { field: 'text.body', code: 'LINK_PLACEHOLDER_MISSING' },
    ])
    expect(refusalOf('Hi', '{{ link }}')).toBeNull()
  })

  it('M5: what is empty leaves no trace', () => {
    const empty = { ...values, firstName: '', department: '', expires: '' }
    const text = fillMailText(STANDARD_TEXTS.invitation.en, empty, 'en').text
    expect(text.split('\n').slice(0, 4)).toEqual(['Hello!', '', 'Vera Stone invites you to join Aurora.', ''])
    expect(text).not.toContain('department')
    expect(text).not.toContain('until')
    expect(fillMailText(STANDARD_TEXTS.invitation.ru, empty, 'ru').text).toMatch(/^Здравствуйте!\n/u)
  })

  it.each([
    ['{{link}}', '{{link}}\n#{{code}}'],
    ['Come: {{ link }} now\r\n\r\nBye', 'Come: {{ link }} now\n#{{code}}\n\nBye'],
    ['{{link}}\rand {{link}}', '{{link}}\n#{{code}}\nand {{link}}'],
    ['{{link}}\r\n{{ code }}', '{{link}}\r\n{{ code }}'],
  ])('M8: %j has its code behind the link', (body, complete) => {
    expect(withCodeLine({ subject: '{{code}}', body }, '#{{code}}')).toEqual({ subject: '{{code}}', body: complete })
  })

  it('M5: values are never read for placeholders, nor as markup', () => {
    const hostile = { ...values, firstName: '{{code}}', inviter: '<b onclick="x">&\'' }
    const filled = fillMailText({ subject: 'Hi', body: '{{firstName}} {{inviter}}\n{{link}}' }, hostile, 'en')
    expect(filled.text).toBe(`{{code}} <b onclick="x">&'\n${values.link}`)
    expect(filled.html).toContain('{{code}} &lt;b onclick=&quot;x&quot;&gt;&amp;&#39;')
    expect(filled.html).not.toContain('<b ')
  })

  it('M5: only web links become links', () => {
    const filled = fillMailText({ subject: '', body: '{{link}}' }, { ...values, link: 'javascript:alert(1)' }, 'en')
    expect(filled.html).not.toContain('<a ')
  })

  it('M5: the subject is one line and the markup closed, whatever the values hold', () => {
    const any = fc.record(Object.fromEntries(PLACEHOLDERS.map((name) => [name, fc.string({ unit: 'binary' })])))
    fc.assert(
      fc.property(any, fc.string({ unit: 'binary' }), (given, free) => {
        const body = `${free.replace(/[{}]/gu, '')} {{firstName}} {{link}}`
        const filled = fillMailText({ subject: '{{firstName}} {{portal}} {{inviter}}', body }, given, 'en')
        expect(filled.subject).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u)
        const inside = /dir="auto">\n(?<inside>[\s\S]*)\n<\/div><\/body>\n<\/html>\n$/u.exec(filled.html)?.groups?.[
          'inside'
        ]
        const bare = (inside ?? '').replace(/<\/?(?:p|br|a|strong)(?: (?:style|href)="[^"<>]*")?>/gu, '')
        expect(bare).not.toMatch(/[<>"]/u)
      }),
    )
  })

  it('M4: one line keeps what can be read', () => {
    expect(oneLine(' Ann\r\n\tLee\u2028😀\u202e ')).toBe('Ann Lee 😀')
  })
})
