import { describe, expect, it } from 'vitest'
import { draftsOf, encoded, fixtureText, people, read, said } from '../../../support/import-files'
import { expectRefusal } from '../../../support/refusals'

describe('vCards', () => {
  it('D4: Apple, 3.0: work address before the preferred private one, units as departments, companies are nobody', async () => {
    expect((await people('apple-3.0.vcf')).map(said)).toEqual([
      'Ann Marie|Lee <ann@example.com> +4915123456789 Engineer [Development/Platform]',
    ])
  })

  it('D4: Google, 3.0: repeated types, categories without those Google makes itself', async () => {
    expect((await people('google-3.0.vcf', 'RU')).map(said)).toEqual([
      'Борис|Жуков <boris@example.com> +79161234567 {Склад}',
      'No|Address !ADDRESS_REQUIRED',
    ])
  })

  it('D4: Outlook, 2.1: quoted-printable over several lines, character sets, bare types', async () => {
    const table = await read(fixtureText('outlook-2.1.vcf'))
    expect(draftsOf(table, 'RU').map(said)).toEqual([
      'Иван Петрович|Щукин <ivan@example.com> +79161234567 Главный бухгалтер [Accounts]',
    ])
    expect(table.rows[0]?.cells[3]).toBe('Иван Щукин')
  })

  it('D4: a note of any length in quoted-printable ends where it ends, and the cards behind it are read', async () => {
    const note = Array.from({ length: 300 }, () => `${'=D0=98'.repeat(12)}=`).join('\r\n')
    const card = (name: string, more: string) =>
      `BEGIN:VCARD\r\nVERSION:2.1\r\nN:${name}\r\n${more}\r\nEMAIL:${name}@example.com\r\nEND:VCARD\r\n`
    const long = (property: string) => `${property};ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:${note}\r\n=D0=98`
    const table = await read(card('ann', long('NOTE')) + card('bob', long('ORG')) + card('cid', 'ROLE:Cook'))
    expect(draftsOf(table).map(({ email }) => email)).toEqual(
      ['ann', 'bob', 'cid'].map((name) => `${name}@example.com`),
    )
  })

  it('D4: 4.0: preferences, numbers as addresses, quoted types, a slash in a department', async () => {
    expect((await people('rfc-4.0.vcf')).map(said)).toEqual([
      'Zoë|Müller <zoe@example.com> +4915123456789 [Research/R&D / Lab]',
      'Gus|Hill <gus@example.com>',
    ])
  })

  it('D4: cards are counted, those left out too, and come as a table with titles', async () => {
    const table = await read(fixtureText('rfc-4.0.vcf'))
    expect(table).toMatchObject({ kind: 'vcard', format: 'vcard', encoding: null, delimiter: null, hasHeader: true })
    expect(table.rows.map(({ row }) => row)).toEqual([1, 3])
    expect(table.header).toHaveLength(table.columns.length)
    expect(table.columns.map(({ field }) => field)).toContain('departmentPath')
  })

  it.each(['utf-8', 'utf-16le'] as const)('D4: a byte order mark of %s and lone carriage returns', async (encoding) => {
    const text = 'BEGIN:VCARD\rVERSION:3.0\rFN:Анна Ли\rEMAIL:anna@example.com\rEND:VCARD\r'
    expect(draftsOf(await read(encoded(text, encoding, 'mark'))).map(said)).toEqual(['Анна|Ли <anna@example.com>'])
  })

  it('D4: a card in a code page without saying so', async () => {
    const text = 'BEGIN:VCARD\r\nVERSION:2.1\r\nN:Щукин;Иван\r\nEMAIL:ivan@example.com\r\nEND:VCARD\r\n'
    expect(draftsOf(await read(encoded(text, 'windows-1251'))).map(said)).toEqual(['Иван|Щукин <ivan@example.com>'])
  })

  it('D4: escapes, folds inside words, and a card without end', async () => {
    const text = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      String.raw`N:O\;Brien\, Jr;Ann`,
      'EMAIL:ann@exam',
      ' ple.com',
      String.raw`TITLE:Head\nof sales`,
      'BEGIN:VCARD',
      'FN:Bo Ray',
      'EMAIL:bo@example.com',
    ]
    expect(draftsOf(await read(text.join('\n'))).map(said)).toEqual([
      'Ann|O;Brien, Jr <ann@example.com> Head of sales',
      'Bo|Ray <bo@example.com>',
    ])
  })

  it('D4: only companies in a file is nobody', async () => {
    await expectRefusal(read('BEGIN:VCARD\nKIND:org\nFN:Example\nEND:VCARD\n'), 'IMPORT_EMPTY')
  })
})
