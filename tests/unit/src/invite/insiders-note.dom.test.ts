import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { i18n } from '../../../../src/locales'
import InsidersNote from '../../../../src/screens/invite/extranet/InsidersNote.vue'
import '../support/languages'

it('X5: each is named once, by what they are, however often they were typed', () => {
  const emma = { id: 'emma', name: 'Emma Blake', kind: 'employee', fate: 'active' } as const
  const finn = { id: 'finn', name: 'Finn Roe', kind: 'employee', fate: 'dismissed' } as const
  const gina = { id: 'gina', name: 'Gina Wolf', kind: 'external', fate: 'active' } as const
  const people = [emma, emma, { ...emma, fate: 'duplicate' }, finn, { ...finn, fate: 'duplicate' }, gina] as const
  const text = mount(InsidersNote, { props: { people }, global: { plugins: [i18n] } }).text()
  expect(text.match(/Emma Blake/gu)).toHaveLength(1)
  expect(text.match(/Finn Roe/gu)).toHaveLength(1)
  expect(text).not.toContain('Gina')
})
