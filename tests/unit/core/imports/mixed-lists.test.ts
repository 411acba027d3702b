import { expect, it } from 'vitest'
import { draftsOf, encoded, read } from '../../../support/import-files'

it('M4, SM2: numbers on lines of their own stand among pasted addresses', async () => {
  const table = await read(encoded('Nora Hill <nora@x.example>\notto@x.example\nann@\n+49 151 23456789\n', 'utf-8'))
  expect(table.format).toBe('address-list')
  expect(draftsOf(table).map(({ email, phone }) => email ?? phone)).toEqual([
    'nora@x.example',
    'otto@x.example',
    null,
    '+4915123456789',
  ])
})

it('SM2: a number written with spaces is one number on a line of addresses too', async () => {
  const text = 'otto@x.example +49 151 23456789, nora@x.example\nbo@x.example 0151 23456780 0151 23456781'
  const table = await read(encoded(text, 'utf-8'))
  expect(draftsOf(table).map(({ email, phone }) => email ?? phone)).toEqual([
    'otto@x.example',
    '+4915123456789',
    'nora@x.example',
    'bo@x.example',
    '+4915123456780',
    '+4915123456781',
  ])
})

it('D4: a number beside an address is a column of a table, not another person', async () => {
  const table = await read(encoded('otto@x.example;+49 151 23456789\nnora@x.example;+49 151 23456780\n', 'utf-8'))
  expect(table.format).toBe('table')
  expect(table.rows).toHaveLength(2)
})

it.each([
  'otto@x.example; +49 151 234 567 89; nora@x.example',
  'otto@x.example;+4915123456789\nnora@x.example;bo@x.example',
  '+49 151 23456789; +49 151 23456780; otto@x.example',
])('M4, SM2: numbers among several addresses on a line are people of their own: %s', async (text) => {
  const table = await read(encoded(text, 'utf-8'))
  expect(table.format).toBe('address-list')
  const people = draftsOf(table)
  expect(people).toHaveLength(text.split(/[;\n]/u).length)
  expect(people.map(({ email, phone }) => email ?? phone)).toContain('+4915123456789')
  expect(people.map(({ email }) => email)).toContain('otto@x.example')
})
