import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { beforeEach, expect, it } from 'vitest'
import type { ActivityRow } from '../../../../electron/contract/activity'
import { i18n, loadLanguage } from '../../../../src/locales'
import { useByWhom } from '../../../../src/screens/activity/by-whom'

const row: ActivityRow = {
  id: 1,
  at: 0,
  action: 'person.accepted',
  by: '',
  origin: 'join-site',
  subject: 'Ann',
  personId: 'ann',
  batchId: null,
  details: {},
}

function words(each: ActivityRow): readonly string[] {
  const Shown = defineComponent({ setup: useByWhom, template: '<p />' })
  const { vm } = mount(Shown, { global: { plugins: [i18n] } })
  return [vm.byWhom(each), vm.from(each)]
}

beforeEach(() => loadLanguage('en'))

it('H1, J3: who registers at the desk does so there, and not at the join site', () => {
  expect(words(row)).toEqual(['Join site', 'Join site'])
  expect(words({ ...row, details: { place: 'desk' } })).toEqual(['At the desk', 'At the desk'])
  expect(words({ ...row, by: 'Vera Stone', origin: 'console' })).toEqual(['Vera Stone', 'Console'])
})
