import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DraftRow } from '../../../../electron/contract/invitations'
import { i18n } from '../../../../src/locales'

const push = vi.hoisted(() => vi.fn())
const session = vi.hoisted(() => ({ runsPortal: true }))
const state = vi.hoisted(() => ({ drafts: [] as DraftRow[] }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push }) }))
vi.mock('../../../../src/portal', () => ({
  portal: { invitations: { drafts: async () => state.drafts, draft: async ({ id }: { id: string }) => ({ id }) } },
  refusalOf: () => null,
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => session }))

const { useDraftQueue } = await import('../../../../src/components/drafts/draft-queue')
const { default: EarlierDrafts } = await import('../../../../src/screens/invite/EarlierDrafts.vue')

const draft = (createdAt: number, now: DraftRow['state'] = 'prepared'): DraftRow => ({
  id: String(createdAt),
  state: now,
  createdAt,
  names: [],
  people: 1,
})

async function lineWith(...drafts: DraftRow[]) {
  state.drafts = drafts
  await useDraftQueue().load()
  await flushPromises()
  return mount(EarlierDrafts, { global: { plugins: [i18n] }, props: { since: 20 } })
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  setActivePinia(createPinia())
  session.runsPortal = true
})

it('M2: drafts of earlier invitations are told in one line, which leads to them', async () => {
  const view = await lineWith(draft(1), draft(2), draft(3, 'not-sent'), draft(20))
  expect(view.text()).toContain('2 earlier drafts wait in Messages')
  await view.get('button').trigger('click')
  expect(push).toHaveBeenCalledWith({ name: 'messages', query: { drafts: '' } })
  expect(view.emitted('leave')).toHaveLength(1)
})

it('M2: nothing is said where there are none, or to whom Messages are not open', async () => {
  expect((await lineWith(draft(20))).text()).toBe('')
  session.runsPortal = false
  expect((await lineWith(draft(1))).text()).toBe('')
})
