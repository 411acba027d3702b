import { enableAutoUnmount, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Draft } from '../../../../electron/contract/invitations'
import { i18n } from '../../../../src/locales'

const push = vi.hoisted(() => vi.fn())
const session = vi.hoisted(() => ({ runsPortal: true }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push }) }))
vi.mock('../../../../src/portal', () => ({ portal: {}, refusalOf: () => null, onRefusal: () => () => true }))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => session }))

const { useDraftQueue } = await import('../../../../src/components/drafts/draft-queue')
const { default: EarlierDrafts } = await import('../../../../src/screens/invite/EarlierDrafts.vue')

const draft = (createdAt: number, state = 'prepared'): Draft =>
  ({ id: String(createdAt), state, createdAt }) as unknown as Draft
const line = () => mount(EarlierDrafts, { global: { plugins: [i18n] }, props: { since: 20 } })

enableAutoUnmount(afterEach)
beforeEach(() => {
  setActivePinia(createPinia())
  session.runsPortal = true
})

it('M2: drafts of earlier invitations are told in one line, which leads to them', async () => {
  useDraftQueue().drafts = [draft(1), draft(2), draft(3, 'not-sent'), draft(20)]
  const view = line()
  expect(view.text()).toContain('2 earlier drafts wait in Messages')
  await view.get('button').trigger('click')
  expect(push).toHaveBeenCalledWith({ name: 'messages', query: { drafts: '' } })
  expect(view.emitted('leave')).toHaveLength(1)
})

it('M2: nothing is said where there are none, or to whom Messages are not open', () => {
  useDraftQueue().drafts = [draft(20)]
  expect(line().text()).toBe('')
  useDraftQueue().drafts = [draft(1)]
  session.runsPortal = false
  expect(line().text()).toBe('')
})
