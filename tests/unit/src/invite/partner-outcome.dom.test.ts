import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DraftRow } from '../../../../electron/contract/invitations'
import { i18n } from '../../../../src/locales'
import type { PartnerResult } from '../../../../src/screens/invite/partner/partner-invitation'

const state = vi.hoisted(() => ({ drafts: [] as DraftRow[] }))
vi.mock('../../../../src/portal', () => ({
  portal: {
    invitations: {
      drafts: () => Promise.resolve(state.drafts),
      draft: ({ id }: { id: string }) => Promise.resolve({ id }),
      link: () => Promise.resolve({ url: 'https://x.example/J/X', code: 'AAAA', qr: { size: 21, path: 'M0 0' } }),
    },
  },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))

const { default: PartnerOutcome } = await import('../../../../src/screens/invite/partner/PartnerOutcome.vue')
const { useDraftQueue } = await import('../../../../src/components/drafts/draft-queue')

const RESULT: PartnerResult = {
  kind: 'invited',
  personId: 'paula',
  name: 'Paula',
  delivery: 'link',
  since: 1_000,
  dismissed: null,
}

enableAutoUnmount(afterEach)
beforeEach(() => setActivePinia(createPinia()))

async function outcome(result: PartnerResult) {
  const global = { plugins: [i18n], stubs: { DraftQueue: true } }
  const view = mount(PartnerOutcome, { global, props: { result } })
  await useDraftQueue().load()
  await flushPromises()
  return view
}

it('M2: while the draft waits for its answer, the next partner is not the main thing to do', async () => {
  state.drafts = [{ id: 'draft', state: 'opened', createdAt: 2_000 } as DraftRow]
  const waiting = await outcome({ ...RESULT, delivery: 'mail-app' })
  expect(waiting.get('footer button').classes()).not.toContain('n-button--primary-type')
  state.drafts = []
  const answered = await outcome({ ...RESULT, delivery: 'mail-app' })
  expect(answered.get('footer button').classes()).toContain('n-button--primary-type')
})

it('B1: a link that is handed over has its QR code, as was said before', async () => {
  const view = await outcome(RESULT)
  expect(view.get('svg[role="img"]').attributes('aria-label')).toBe('QR code for Paula')
})
