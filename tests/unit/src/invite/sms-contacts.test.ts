import { describe, expect, it } from 'vitest'
import type { PhoneFate, SmsContact } from '../../../../electron/contract/sms'
import { contactRows, matchingContacts } from '../../../../src/screens/invite/sms/sms-contacts'

const phone = (number: string | null, fate: PhoneFate['fate'] = 'new'): PhoneFate => ({
  text: number ?? 'ext. 12',
  phone: number,
  fate: number === null ? 'invalid' : fate,
  person: null,
})
const contact = (row: number, firstName: string, phones: readonly PhoneFate[]): SmsContact => ({
  row,
  firstName,
  lastName: '',
  label: firstName,
  phones,
  cut: false,
})

describe('contacts to pick from', () => {
  const rows = contactRows([
    contact(1, 'Dora', [phone('+49301234567', 'active'), phone('+491711234567'), phone(null)]),
    contact(2, 'Emil', []),
    contact(3, 'Fred', [phone(null)]),
  ])

  it('SM4: nobody is ticked from the start, and who has no number cannot be, with the reason', () => {
    expect(rows.map(({ problem, ticked }) => [problem, ticked])).toEqual([
      [null, false],
      ['none', false],
      ['invalid', false],
    ])
  })

  it('SM4: of whom more stands in the file than was read can still be ticked, if there is a number', () => {
    const cut = [contact(1, 'Gil', [phone('+491711234567')]), contact(2, 'Hal', [phone(null)])]
    const found = contactRows(cut.map((each) => ({ ...each, cut: true })))
    expect(found.map(({ cut: isCut, problem }) => [problem, isCut])).toEqual([
      [null, true],
      ['cut', true],
    ])
  })

  it('SM4: of several numbers one whose owner is not here yet comes first, and the others can be chosen', () => {
    expect(rows[0]).toMatchObject({
      phone: '+491711234567',
      phones: [{ phone: '+49301234567' }, { phone: '+491711234567' }],
    })
  })

  it('SM4: they are found by name and by number, however it is written', () => {
    const found = (search: string) => matchingContacts(rows, search).map((row) => row.label)
    expect(found(' eMI ')).toEqual(['Emil'])
    expect(found('171 123-45')).toEqual(['Dora'])
    expect(found('nobody')).toEqual([])
    expect(found('')).toEqual(['Dora', 'Emil', 'Fred'])
  })
})
