import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import PreviewNotes from '../../../../../src/components/files/PreviewNotes.vue'
import { i18n } from '../../../../../src/locales'
import '../../support/languages'

it('D4: how many are left out for what the file says of them is told, and nothing where there is nobody', () => {
  const notes = (suspended: number, notInYet: number): readonly string[] =>
    mount(PreviewNotes, {
      global: { plugins: [i18n] },
      props: {
        as: 'active',
        preview: { lookAlikes: 0, overSeats: 0, standings: { suspended, 'not-in-yet': notInYet } },
      },
    })
      .findAll('li')
      .map((note) => note.text())
  expect(notes(0, 0)).toEqual([])
  expect(notes(1, 2)).toEqual([
    'According to the file 1 person is suspended. Tick the row to include them anyway.',
    'According to the file 2 people are invited or waiting and not in yet. Tick the rows of those to import anyway.',
  ])
})
