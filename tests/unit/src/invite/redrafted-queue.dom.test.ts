import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DraftRow } from '../../../../electron/contract/invitations'
import { i18n } from '../../../../src/locales'

const state = vi.hoisted(() => ({ drafts: [] as DraftRow[] }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: vi.fn() }) }))
vi.mock('../../../../src/portal', () => ({
  portal: {
    invitations: {
      drafts: async () => state.drafts,
      draft: async ({ id }: { id: string }) => ({
        id,
        state: 'prepared',
        batch: { position: 1, total: 1 },
        createdAt: 0,
        openedAt: null,
        recipients: [],
        subject: '',
        body: null,
        format: 'mailto',
      }),
    },
    sms: { drafts: async () => [] },
  },
  refusalOf: () => null,
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => ({ runsPortal: true }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { useDraftQueue } = await import('../../../../src/components/drafts/draft-queue')
const { default: RedraftedQueue } = await import('../../../../src/screens/invite/RedraftedQueue.vue')

const draft = (id: string, createdAt: number): DraftRow => ({ id, state: 'prepared', createdAt, names: [], people: 1 })

enableAutoUnmount(afterEach)
beforeEach(() => setActivePinia(createPinia()))

it('S6, M2: drafts made below the form are asked about; earlier ones are told', async () => {
  state.drafts = [draft('earlier', Date.now() - 60_000)]
  const view = mount(RedraftedQueue, { global: { plugins: [i18n] } })
  await flushPromises()
  const { since } = view.getComponent({ name: 'DraftQueue' }).props()
  expect(view.getComponent({ name: 'SmsDraftQueue' }).props('since')).toBe(since)
  expect(view.text()).toContain('1 earlier draft waits in Messages')
  expect(since).toBeGreaterThan(Date.now() - 60_000)

  state.drafts = [draft('made', Date.now() + 1)]
  await useDraftQueue().load()
  await flushPromises()
  expect(view.text()).not.toContain('earlier')
  expect(view.findAll('button').map((button) => button.text())).toContain('Open mail app')
})
