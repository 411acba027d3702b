import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../support/refusals'
import { openSmsPortal } from '../../../../support/sms-story'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const card = (...lines: readonly string[]): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')

describe('numbers that are pasted', () => {
  it('SM2, SM5, S6: each comes out as it was read, with its fate and, where the operator may see them, its owner', async () => {
    const { administrator, context, sms } = await openSmsPortal()
    const max = await context.addPerson({ firstName: 'Max', lastName: 'Muster', phone: '+491711111111' })
    const text = '0171 1111111, +49 172 222 22 22; 0172 2222222\nnobody'
    expect((await sms.read(administrator, { text })).entries).toEqual([
      {
        text: '0171 1111111',
        phone: '+491711111111',
        fate: 'active',
        person: { id: max.personId, name: 'Max Muster' },
      },
      { text: '+49 172 222 22 22', phone: '+491722222222', fate: 'new', person: null },
      { text: '0172 2222222', phone: '+491722222222', fate: 'duplicate', person: null },
      { text: 'nobody', phone: null, fate: 'invalid', person: null },
    ])
    const employee = await context.addPerson({ firstName: 'Nina' })
    const [seen] = (await sms.check(employee, { phones: ['0171 1111111'] })).entries
    expect(seen).toMatchObject({ fate: 'active', person: null })
  })

  it('SM5: numbers of the form are read one for each row', async () => {
    const { administrator, sms } = await openSmsPortal()
    const { entries } = await sms.check(administrator, {
      phones: ['0171 1234567', 'x, 0172 1234567', '+49 171 1234567'],
    })
    expect(entries.map(({ fate, phone }) => [phone, fate])).toEqual([
      ['+491711234567', 'new'],
      [null, 'invalid'],
      ['+491711234567', 'duplicate'],
    ])
  })
})

describe('SM4: an address book', () => {
  it('of vCards gives each person with all their numbers, the mobile first, and those without any', async () => {
    const { administrator, context, sms } = await openSmsPortal()
    await context.addPerson({ firstName: 'Max', phone: '+49301234567' })
    const data = base64(
      card(
        'N:Moore;Dora;;;',
        'TEL;TYPE=HOME:030 1234567',
        'TEL;TYPE=CELL:0171 1234567',
        'TEL;TYPE=WORK:0171-123 45 67',
      ) +
        card('FN:Emil Frost', 'EMAIL:emil@frost.example') +
        card('EMAIL:solo@frost.example', 'TEL:ext. 12'),
    )
    const { contacts } = await sms.readContacts(administrator, { fileName: 'contacts.vcf', data })
    expect(contacts.map(({ firstName, label, lastName }) => [label, firstName, lastName])).toEqual([
      ['Dora Moore', 'Dora', 'Moore'],
      ['Emil Frost', 'Emil', 'Frost'],
      ['solo@frost.example', '', ''],
    ])
    expect(contacts[0]?.phones.map(({ fate, phone }) => [phone, fate])).toEqual([
      ['+491711234567', 'new'],
      ['+49301234567', 'active'],
    ])
    expect(contacts[1]?.phones).toEqual([])
    expect(contacts[2]?.phones).toMatchObject([{ phone: null, fate: 'invalid' }])
  })

  it('of a CSV file is read by its columns', async () => {
    const { administrator, sms } = await openSmsPortal()
    const data = base64('First Name,Last Name,Mobile Phone,Business Phone\nAnna,Lee,0171 1234567,030 7654321\nBo,,,\n')
    const { contacts } = await sms.readContacts(administrator, { fileName: 'contacts.csv', data })
    expect(contacts).toMatchObject([
      { label: 'Anna Lee', phones: [{ phone: '+491711234567' }, { phone: '+49307654321' }] },
      { label: 'Bo', phones: [] },
    ])
  })

  it('SM4, D4: of more numbers than one person has, the first are read, and it is said that there are more', async () => {
    const { administrator, sms } = await openSmsPortal()
    const numbers = Array.from({ length: 30 }, (_, at) => `0171 12345${at + 10}`).join(';')
    const rows = [`Bo,"${'1,'.repeat(100_000)}"`, `Anna,"${numbers}"`, 'Cy,0171 1234567;0171 1234567', 'Di,']
    const data = base64(`First Name,Mobile Phone\n${rows.join('\n')}\n`)
    const { contacts } = await sms.readContacts(administrator, { fileName: 'contacts.csv', data })
    expect(contacts.map(({ cut, label, phones }) => [label, phones.length, cut])).toEqual([
      ['Bo', 1, true],
      ['Anna', 20, true],
      ['Cy', 1, false],
      ['Di', 0, false],
    ])
  })

  it('that is none, or too large, is refused with the reason', async () => {
    const { administrator, sms } = await openSmsPortal()
    const read = (data: string) => refusalOf(sms.readContacts(administrator, { fileName: 'x', data }))
    expect(await read(base64('%PDF-1.7'))).toMatchObject({ code: 'IMPORT_UNREADABLE' })
    expect(await read('')).toMatchObject({ code: 'IMPORT_EMPTY' })
    expect(await read(Buffer.alloc(10 * 1024 * 1024 + 1, 65).toString('base64'))).toMatchObject({
      code: 'IMPORT_TOO_LARGE',
    })
  })
})
