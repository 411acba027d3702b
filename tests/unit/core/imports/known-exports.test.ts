import { describe, expect, it } from 'vitest'
import { draftsOf, encoded, fixtureText, people, read, said } from '../../../support/import-files'

describe('files of known programs', () => {
  it.each([
    ['google-workspace-download.csv', 'google-workspace'],
    ['google-workspace-template.csv', 'google-workspace'],
    ['entra-users.csv', 'entra'],
    ['entra-users-old.csv', 'entra'],
    ['entra-users-unquoted-commas.csv', 'entra'],
    ['entra-bulk-invite.csv', 'entra-bulk-invite'],
    ['entra-bulk-create.csv', 'entra-bulk-create'],
    ['microsoft-365.csv', 'microsoft-365'],
    ['outlook-classic.csv', 'outlook'],
    ['outlook-com.csv', 'outlook'],
    ['outlook-russian.csv', 'outlook'],
    ['google-contacts.csv', 'google-contacts'],
    ['google-contacts-legacy.csv', 'google-contacts'],
    ['orangehrm.csv', 'orangehrm'],
    ['discourse.csv', 'discourse'],
    ['apple-3.0.vcf', 'vcard'],
    ['addresses.txt', 'address-list'],
    ['plain-english.csv', 'table'],
    ['plain-russian.csv', 'table'],
  ])('D4: %s is recognised as %s', async (name, format) => {
    expect((await read(fixtureText(name))).format).toBe(format)
  })

  it('D4: Google Workspace: path of the unit before the department, mobile before desk, suspended people', async () => {
    expect((await people('google-workspace-download.csv')).map(said)).toEqual([
      'Ann|Lee <ann.lee@example.com> +4915123456789 Account manager [Sales/EMEA] active',
      'Борис|Жуков <boris.zhukov@example.com> Кладовщик [Склад] suspended',
    ])
  })

  it('D4: Entra: mail before the sign-in name, guests by the address in it, exported formulas as text', async () => {
    expect((await people('entra-users.csv')).map(said)).toEqual([
      'Ann|Lee <ann.lee@example.com> +4915123456789 Engineer [Development] active',
      'Bo|Novák <bo.novak@partner.example.org> invited',
      '=3+1| <carla@corp.example.com> =HYPERLINK("https://example.org") [Development] suspended',
    ])
    expect((await people('entra-users-old.csv')).map(said)).toEqual([
      'Ann|Lee <ann@example.com> +4915123456789 [Development] active',
    ])
  })

  it.each(['Enabled,Status\nYes,Invited', 'Status,Enabled\nInvited,Yes'])(
    'D4, Z5: an account that is enabled while its invitation waits is not in yet, whichever column says so first: %s',
    async (columns) => {
      const [titles, cells] = columns.split('\n')
      const table = await read(encoded(`Name,E-mail,${titles}\nAnn Lee,ann@x.example,${cells}\n`, 'utf-8'))
      expect(draftsOf(table).map(({ status }) => status)).toEqual(['invited'])
    },
  )

  it('D4: Entra: a row with commas nobody quoted is flagged and never shifted, its neighbours are read', async () => {
    const table = await read(fixtureText('entra-users-unquoted-commas.csv'))
    expect(draftsOf(table).map(said)).toEqual([
      'Ann|Lee <ann.lee@example.com> +4915123456789 Engineer [Development] active',
      '| !TOO_MANY_CELLS',
      'Eve|Ash <eve@example.com> active',
    ])
    expect(table.rows[1]?.row).toBe(3)
    expect(table.rows[1]?.cells.slice(7, 10)).toEqual(['Head', ' Sales', ' Europe'])
  })

  it('D4: templates of Entra and Microsoft 365: version line and examples are nobody', async () => {
    expect((await people('entra-bulk-invite.csv')).map(said)).toEqual([
      '| <guest.one@example.org>',
      '| <guest.two@example.org>',
    ])
    expect((await people('entra-bulk-create.csv')).map(said)).toEqual([
      'Fay|Moss <fay@example.com> +4915123456780 Buyer [Purchasing] suspended',
      'Gus|Hill <gus@example.com> active',
    ])
    expect((await people('microsoft-365.csv')).map(said)).toEqual([
      'Ida|Holm <ida@example.com> +4915122222222 Nurse [Ward 3]',
    ])
  })

  it('D4: rows are counted as a spreadsheet counts them, cells of several lines and skipped lines included', async () => {
    const rows = (await read(fixtureText('entra-bulk-invite.csv'))).rows.map(({ row }) => row)
    expect(rows).toEqual([4, 5])
  })

  it('D4: Outlook in English and Russian: second address where the first is empty, extensions do no harm', async () => {
    expect((await people('outlook-com.csv')).map(said)).toEqual([
      'Jan Q.|Kowalski <jan@example.com> +48512345678 Driver [Logistics] {Drivers; Night shift}',
    ])
    expect((await people('outlook-classic.csv')).map(said)).toEqual(['Zoë|Müller <zoe@example.com> Chemist [R&D/Lab]'])
    expect((await people('outlook-russian.csv', 'RU')).map(said)).toEqual([
      'Иван Петрович|Щукин <shchukin@example.com> +79161234567 Главный бухгалтер [Бухгалтерия] {Бюджет; Отчётность}',
      'Юлия|Ёлкина <elkina@example.com> Менеджер [Продажи]',
    ])
  })

  it('D4: Google Contacts, new and old: work before home, several values in a cell, labels, nobody without address', async () => {
    expect((await people('google-contacts.csv')).map(said)).toEqual([
      'Kim|Park <kim@example.com> +14155552672 Designer [Studio] {Design; Friends of the house}',
      'No|Address !ADDRESS_REQUIRED',
    ])
    expect((await people('google-contacts-legacy.csv')).map(said)).toEqual([
      'Lars|Berg <lars@example.com> +46701234567 Captain [Fleet] {Crew}',
      'Mona|Vik <mona@example.com>',
    ])
  })

  it('D4: OrangeHRM and Discourse', async () => {
    expect((await people('orangehrm.csv', 'GB')).map(said)).toEqual([
      'Nia|Cole <nia@example.com> +447700900123',
      'Omar|Said <omar@example.org>',
    ])
    expect((await people('discourse.csv')).map(said)).toEqual([
      '| <ann@example.com> {staff; moderators}',
      '| <bob@example.com> {trust_level_1}',
      '| <carol@example.com>',
    ])
  })

  it('D4: plain tables in both languages, with titles above the header', async () => {
    const table = await read(fixtureText('plain-english.csv'))
    expect(table.rows.map(({ row }) => row)).toEqual([4, 5])
    expect(draftsOf(table).map(said)).toEqual([
      'Ann|Lee <ann.lee@example.com> +4915123456789 Engineer [Development] {Chess; Choir}',
      'Dan|Fox <dan@example.com> [Sales/EMEA]',
    ])
    expect((await people('plain-russian.csv', 'RU')).map(said)).toEqual([
      'Анна Сергеевна|Иванова <ivanova@example.com> +79161234567 Ведущий инженер [Разработка]',
      'Пётр|Кузнецов +79167654321 Слесарь; 6 разряд [Цех № 1]',
      'Щука|Фёдорова <fedorova@example.com>',
    ])
  })

  it('D4: a list without header is understood by what stands in it, and named with letters', async () => {
    const table = await read(fixtureText('headerless.csv'))
    expect(table).toMatchObject({ hasHeader: false, header: null, delimiter: ';' })
    expect(table.columns.map(({ title, field }) => `${title} ${String(field)}`)).toEqual([
      'A firstName',
      'B lastName',
      'C email',
      'D phone',
    ])
    expect(table.rows).toHaveLength(3)
  })

  it('D4: a pasted list of names and addresses', async () => {
    expect((await people('addresses.txt')).map(said)).toEqual([
      'Ann|Lee <ann@example.com>',
      'Dan|Fox <dan@example.com>',
      'Иван|Щукин <ivan@example.com>',
      '| <eve@example.com>',
      '| !EMAIL_INVALID',
      '| <gus@example.com>',
    ])
  })

  it('D4: a path may begin with the name of the company', async () => {
    const table = await read('Name,Email,Department path\nAnn Lee,ann@example.com,Example/Sales/EMEA\n')
    expect(draftsOf(table).map(said)).toEqual(['Ann|Lee <ann@example.com> [Sales/EMEA]'])
  })

  it('D4: columns are mapped by hand, and the first filled one of a field counts', async () => {
    const table = await read('A,B,C\nann@example.com,Lee,\n,Fox,bo@example.com\n', {
      hasHeader: true,
      mapping: ['email', 'lastName', 'email'],
    })
    expect(draftsOf(table).map(said)).toEqual(['|Lee <ann@example.com>', '|Fox <bo@example.com>'])
  })

  it('D4: what is too long or hides characters is a problem of its row', async () => {
    const table = await read(
      `Name,Email,Position\n${'x'.repeat(150)} y,ann@example.com,\nBo Ray,bo@example.com,a\u202Eb\nCy Fox,cy@example,\n`,
    )
    expect(draftsOf(table).map(({ problems }) => problems)).toEqual([
      ['TOO_LONG'],
      ['CONTROL_CHARACTERS'],
      ['EMAIL_INVALID'],
    ])
  })
})
