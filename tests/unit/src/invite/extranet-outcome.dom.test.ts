import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import type { ExtranetInviteResult } from '../../../../electron/contract/extranet'
import { i18n } from '../../../../src/locales'
import '../support/languages'

vi.mock('vue-router', () => ({ useRouter: () => ({ push: vi.fn() }) }))
vi.mock('../../../../src/portal', () => ({ portal: {}, refusalOf: () => null, onRefusal: () => () => true }))

const { default: ExtranetOutcome } = await import('../../../../src/screens/invite/extranet/ExtranetOutcome.vue')
const { default: OutcomeFoot } = await import('../../../../src/screens/invite/OutcomeFoot.vue')

type Row = ExtranetInviteResult['rows'][number]
const row = (change: Partial<Row>): Row => ({
  address: 'gina@guest.example',
  fate: 'new',
  personId: 'gina',
  name: 'Gina',
  kind: 'external',
  delivery: 'link',
  ...change,
})

/** Whether what came of these rows has a way to Messages. */
function leadsToMessages(...rows: readonly Row[]): unknown {
  const view = mount(ExtranetOutcome, {
    shallow: true,
    global: { plugins: [createPinia(), i18n] },
    props: { since: 0, result: { rows, invited: 1, draftIds: [], workgroupId: 'launch' } },
  })
  return view.getComponent(OutcomeFoot).props('messages')
}

it('S6, M9: leads to Messages where some were made, or can be for who is invited already and shown', () => {
  const invited = { fate: 'invited', name: 'Ida', address: 'ida@guest.example' } as const
  expect(leadsToMessages(row({}))).toBe(false)
  expect(leadsToMessages(row({ delivery: 'mail-service' }))).toBe(true)
  expect(leadsToMessages(row({}), row({ ...invited, personId: 'ida' }))).toBe(true)
  expect(leadsToMessages(row({}), row({ ...invited, personId: null, kind: null }))).toBe(false)
})
