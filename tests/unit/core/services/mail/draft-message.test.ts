import fc from 'fast-check'
import jsQR from 'jsqr'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { fillMailText } from '../../../../../electron/core/domain/mail-templates'
import { draftMessage } from '../../../../../electron/core/services/mail/draft-message'
import { pixelsOf } from '../../../../support/png-pixels'
import { headerAddresses } from '../../../../support/smtp-peer'

const LINK = 'http://192.168.1.20:8090/J/ABCD-EFGH'
const TEXT = { subject: '{{inviter}} invites you to {{portal}}', body: 'Hello, {{firstName}}!\n\n{{link}}\n{{code}}' }

function filled(name: string) {
  const words = { firstName: name, portal: name, inviter: name, link: LINK, department: '', expires: '', code: 'ABC' }
  return { ...fillMailText(TEXT, words, 'en'), link: LINK, locale: 'en' as const }
}

async function parsed(mail: Parameters<typeof draftMessage>[0]) {
  const raw = Buffer.from(await draftMessage(mail))
  return { raw: raw.toString('latin1'), mail: await simpleParser(raw) }
}

describe('a draft as a file', () => {
  it('M3: it is unsent, with text, formatted text and the QR picture of its link in place', async () => {
    const to = [{ name: 'Анна Ли', address: 'ann@x.example' }]
    const { mail, raw } = await parsed({ ...filled('Ann'), to, bcc: [] })
    expect(mail.headers.get('x-unsent')).toBe('1')
    expect(mail.headerLines.map((line) => line.key)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:from|date|message-id)$/u)]),
    )
    expect(mail.to).toMatchObject({ value: [{ name: 'Анна Ли', address: 'ann@x.example' }] })
    expect(mail.text).toContain(`Hello, Ann!\n\n${LINK}\nABC`)
    expect(raw).toMatch(/multipart\/alternative/u)
    expect(raw).toMatch(/multipart\/related/u)
    // mailparser puts the picture in the place its Content-ID names.
    expect(mail.html).toMatch(new RegExp(`href="${LINK}">${LINK}</a><br>\\s*<img src="data:image/png;base64,`, 'u'))
    const [picture, ...others] = mail.attachments
    expect(others).toEqual([])
    expect(picture).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline', related: true })
    const pixels = pixelsOf(picture?.content ?? Buffer.alloc(0))
    expect(jsQR(pixels.data, pixels.width, pixels.height)?.data).toBe(LINK.replace('http', 'HTTP'))
  })

  it('M2, M3: several people stay in Bcc', async () => {
    const bcc = Array.from({ length: 200 }, (_, index) => ({ name: '', address: `person-${index}@x.example` }))
    const to = [{ name: '', address: 'vera@x.example' }]
    const { mail } = await parsed({ ...filled(''), to, bcc })
    expect(headerAddresses(mail.to)).toEqual(['vera@x.example'])
    expect(headerAddresses(mail.bcc)).toEqual(bcc.map((each) => each.address))
  })

  it('M3: without addresses it is a draft all the same', async () => {
    const { mail } = await parsed({ ...filled(''), to: [], bcc: [] })
    expect(mail.headers.get('x-unsent')).toBe('1')
    expect([mail.to, mail.bcc]).toEqual([undefined, undefined])
  })

  it('M3: no name adds a header, a recipient or markup', { timeout: 120_000 }, async () => {
    const nasty = [
      'Ann\r\nBcc: z@evil.example',
      'Ann\r\n\r\nX-Unsent: 0',
      'z@evil.example, other@evil.example',
      '"; z@evil.example; "',
      'Lee, Ann <z@evil.example>',
      '\u202eevil\u2066',
      '😀 Анна 安娜',
      'x'.repeat(300),
      'ы'.repeat(300),
      '</a><img src=x onerror=1>',
      '=?utf-8?Q?z=40evil.example=0D=0ABcc:_z=40evil.example?=',
      '\nFrom: z@evil.example\n',
    ]
    const name = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 60 }))
    await fc.assert(
      fc.asyncProperty(name, async (hostile) => {
        const to = [{ name: hostile, address: 'ann@x.example' }]
        const { mail } = await parsed({ ...filled(hostile), to, bcc: [{ name: hostile, address: 'bob@x.example' }] })
        expect(headerAddresses(mail.to)).toEqual(['ann@x.example'])
        expect(headerAddresses(mail.bcc)).toEqual(['bob@x.example'])
        expect(mail.headerLines.map((line) => line.key).sort()).toEqual([
          'bcc',
          'content-type',
          'mime-version',
          'subject',
          'to',
          'x-unsent',
        ])
        expect(mail.headers.get('x-unsent')).toBe('1')
        expect(String(mail.html).match(/<img/gu)).toHaveLength(1)
        expect(mail.attachments).toHaveLength(1)
      }),
      { numRuns: 150 },
    )
  })
})
