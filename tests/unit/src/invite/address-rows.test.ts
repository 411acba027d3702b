import { describe, expect, it } from 'vitest'
import {
  addressRows,
  asksCorrection,
  countFates,
  decisionGroups,
  newPeople,
  withAddress,
  withLookAlikes,
  withoutEntry,
} from '../../../../src/screens/invite/email/address-rows'
import type { AddressFate } from '../../../../electron/contract/invitations'

function entry(text: string, fate: AddressFate['fate'] = 'new', more: Partial<AddressFate> = {}): AddressFate {
  return {
    text,
    email: fate === 'invalid' ? null : text.toLowerCase(),
    firstName: '',
    lastName: '',
    fate,
    person: null,
    problem: fate === 'invalid' ? 'EMAIL_INVALID' : null,
    lookAlikes: [],
    ...more,
  }
}

describe('the recognised list', () => {
  it('M4, M7: where nobody can be invited, it is told whether something is to be put right', () => {
    const tooLong = entry('b@example.com', 'new', { firstName: 'b'.repeat(101) })
    expect(asksCorrection(addressRows([entry('a@example.com', 'active')], {}))).toBe(false)
    expect(asksCorrection(addressRows([entry('a@example.com', 'active'), entry('nobody@', 'invalid')], {}))).toBe(true)
    expect(asksCorrection(addressRows([tooLong], {}))).toBe(true)
  })

  it('M7: a name typed for an address stays with it when the list around it changes', () => {
    const edits = { 'b@example.com': { firstName: 'Berta', lastName: 'Boll' } }
    const rows = addressRows([entry('new@example.com'), entry('b@example.com')], edits)
    expect(rows[0]).toMatchObject({ email: 'new@example.com', firstName: '' })
    expect(rows[1]).toMatchObject({ email: 'b@example.com', firstName: 'Berta', lastName: 'Boll' })
  })

  it('M7: a repeated address never takes the name typed for the first', () => {
    const rows = addressRows([entry('a@example.com'), entry('a@example.com', 'duplicate')], {
      'a@example.com': { firstName: 'Ada', lastName: '' },
    })
    expect(rows.map((row) => row.firstName)).toEqual(['Ada', ''])
    expect(new Set(rows.map((row) => row.key)).size).toBe(2)
  })

  it('S6: gives every row a key of its own, also where the same wrong text stands twice', () => {
    const rows = addressRows([entry('x@', 'invalid'), entry('x@', 'invalid'), entry('x@', 'invalid')], {})
    expect(new Set(rows.map((row) => row.key)).size).toBe(3)
  })

  it('S6: only new addresses are invited, with trimmed names', () => {
    const rows = addressRows(
      [entry('a@example.com', 'new', { firstName: ' Ada ' }), entry('b@example.com', 'active'), entry('c@', 'invalid')],
      {},
    )
    expect(newPeople(rows)).toEqual([{ email: 'a@example.com', firstName: 'Ada', lastName: '' }])
  })

  it('M7: somebody new with too long a name is told of, and invited once it is shortened', () => {
    const entries = [
      entry('a@example.com', 'new', { firstName: 'a'.repeat(101) }),
      entry('b@example.com', 'active', { lastName: 'b'.repeat(101) }),
      entry('c@example.com', 'new', { firstName: 'c'.repeat(100), lastName: `${'c'.repeat(100)} ` }),
    ]
    const rows = addressRows(entries, {})
    expect(rows.map((row) => row.fate)).toEqual(['name-too-long', 'active', 'new'])
    expect(newPeople(rows).map(({ email }) => email)).toEqual(['c@example.com'])
    const mended = addressRows(entries, { 'a@example.com': { firstName: 'a'.repeat(100), lastName: '' } })
    expect(newPeople(mended)).toHaveLength(2)
  })

  it('S6: counts each fate that occurs, new first and what is wrong last', () => {
    const rows = [
      entry('z@', 'invalid'),
      entry('a@example.com', 'pending'),
      entry('b@example.com'),
      entry('c@example.com'),
    ]
    expect(countFates(rows)).toEqual([
      { fate: 'new', count: 2 },
      { fate: 'pending', count: 1 },
      { fate: 'invalid', count: 1 },
    ])
  })

  it('S6: people who are here already are grouped by what can be decided about them', () => {
    const rows = [
      entry('a@example.com', 'active'),
      entry('b@example.com', 'invited'),
      entry('c@example.com', 'invited'),
    ]
    const groups = decisionGroups(rows).map((group) => [group.fate, group.rows.map((row) => row.email)])
    expect(groups).toEqual([
      ['invited', ['b@example.com', 'c@example.com']],
      ['active', ['a@example.com']],
    ])
  })

  it('S6, SM1: those already invited are told apart by what they can be sent it again by', () => {
    const rows = [
      { fate: 'invited', email: '+491711234567' },
      { fate: 'invited', email: 'ann@x.io' },
      { fate: 'pending', email: '+491721234567' },
      { fate: 'pending', email: 'bob@x.io' },
    ] as const
    expect(decisionGroups(rows).map(({ channel, fate, rows: { length } }) => [fate, channel, length])).toEqual([
      ['invited', 'mail', 1],
      ['invited', 'sms', 1],
      ['pending', null, 2],
    ])
  })
})

describe('leaving an entry out of the typed list', () => {
  it.each([
    ['a@x.io, b@x.io', 'a@x.io', 'b@x.io'],
    ['a@x.io b@x.io c@x.io', 'b@x.io', 'a@x.io c@x.io'],
    ['a@x.io\nb@x.io\n', 'a@x.io', 'b@x.io\n'],
    ['joana@x.io; ana@x.io', 'ana@x.io', 'joana@x.io; '],
    ['Ann Lee <ann@x.io>, b@x.io', 'Ann Lee <ann@x.io>', 'b@x.io'],
    ['a@x.io', 'missing@x.io', 'a@x.io'],
    ['a@x.io', '', 'a@x.io'],
  ])('M4: from %j takes %j', (text, taken, rest) => {
    expect(withoutEntry(text, taken)).toBe(rest)
  })

  it('M4: of a repeated address the later one goes', () => {
    expect(withoutEntry('a@x.io; b@x.io; a@x.io', 'a@x.io', true)).toBe('a@x.io; b@x.io; ')
  })
})

describe('the same-person radar in the typed list', () => {
  it.each([
    ['ann@gmial.com, b@x.io', 'ann@gmial.com', 'ann@gmail.com, b@x.io'],
    ['b@x.io; Ann Lee <Ann@Gmial.com>', 'Ann Lee <Ann@Gmial.com>', 'b@x.io; Ann Lee <ann@gmail.com>'],
    ['joann@gmial.com ann@gmial.com', 'ann@gmial.com', 'joann@gmial.com ann@gmail.com'],
    ['somebody@else.io', 'ann@gmial.com', 'somebody@else.io'],
  ])('Z7: in %j the slip in %j is put right where it stands', (text, typed, expected) => {
    expect(withAddress(text, typed, 'ann@gmial.com', 'ann@gmail.com')).toBe(expected)
  })

  it('Z7: a new address is followed by the first two of whom it may be, any other by none', () => {
    const alike = { why: 'name', person: null, row: 1, suggestion: null } as const
    const rows = addressRows(
      [
        entry('a@x.io', 'new', { lookAlikes: [alike, alike, alike] }),
        entry('b@x.io', 'invited', { lookAlikes: [alike] }),
      ],
      {},
    )
    const lines = withLookAlikes(rows)
    expect(lines.map((line) => line.kind)).toEqual(['row', 'alike', 'alike', 'row'])
    expect(new Set(lines.map((line) => line.key)).size).toBe(4)
  })
})
