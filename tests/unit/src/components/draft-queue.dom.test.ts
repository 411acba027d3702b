import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft, DraftRow } from '../../../../electron/contract/invitations'
import type { Topic } from '../../../../electron/contract/vocabulary'
import { i18n, loadLanguage } from '../../../../src/locales'

const state = vi.hoisted(() => ({
  drafts: [] as Draft[],
  fetched: [] as string[],
  tell: (_changed: ReadonlySet<string>): void => {},
}))
vi.mock('../../../../src/portal', () => ({
  portal: {
    invitations: {
      drafts: () => Promise.resolve(state.drafts.map(rowOf)),
      draft: ({ id }: { id: string }) => {
        state.fetched.push(id)
        return Promise.resolve(state.drafts.find((each) => each.id === id))
      },
    },
  },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/live-hub', () => ({
  onChange: (listener: typeof state.tell) => {
    state.tell = listener
    return () => {}
  },
}))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => ({ runsPortal: true }) }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: () => Promise.resolve() }) }))

const { default: DraftQueue } = await import('../../../../src/components/drafts/DraftQueue.vue')

function rowOf({ createdAt, id, recipients, state: now }: Draft): DraftRow {
  return { id, state: now, createdAt, names: recipients.map((each) => each.name), people: recipients.length }
}

function draft(body: string | null, id = 'a'): Draft {
  return {
    id,
    mode: 'bcc',
    format: 'mailto',
    state: 'prepared',
    subject: 'Come in',
    body,
    recipients: [{ personId: 'p', name: 'Ann', email: 'ann@x.com' }],
    createdAt: 0,
    openedAt: null,
    length: 100,
    batch: { position: 1, total: 1 },
  }
}

async function open(props: { readonly since?: number } = {}) {
  const view = mount(DraftQueue, { props, attachTo: document.body, global: { plugins: [createPinia(), i18n] } })
  await flushPromises()
  return view
}
const tell = async (...topics: Topic[]) => {
  state.tell(new Set(topics))
  await flushPromises()
}

beforeEach(async () => {
  document.body.innerHTML = ''
  state.fetched = []
  await loadLanguage('en')
})

describe('the drafts that wait', () => {
  it('L1, M2: a text that leads nowhere is not offered for copying; its addresses are', async () => {
    state.drafts = [draft(null)]
    const view = await open()
    expect(view.text()).toContain('Copy address')
    expect(view.text()).not.toContain('Copy text')
    state.drafts = [draft('http://x/J/NEW')]
    await tell('drafts')
    expect(view.text()).toContain('Copy text')
  })

  it('M2: of thousands only the lines in view are drawn, and only the one shown is fetched with its text', async () => {
    state.drafts = Array.from({ length: 5_000 }, (_, index) => draft(`text ${index}`, `draft-${index}`))
    const view = await open()
    expect(view.findAll('li').length).toBeGreaterThan(0)
    expect(view.findAll('li').length).toBeLessThan(50)
    expect(state.fetched).toEqual(['draft-0'])
    await view.findAll('li')[3]?.get('button').trigger('click')
    await flushPromises()
    expect(state.fetched).toEqual(['draft-0', 'draft-3'])
    expect(view.findAll('li')[3]?.get('button').attributes('aria-current')).toBe('true')
  })

  it('M2: beside what came of an invitation only its own are shown, its own first', async () => {
    const earlier = { ...draft('http://x/J/OLD', 'old'), subject: 'Long ago', createdAt: 10 }
    state.drafts = [earlier]
    expect((await open({ since: 20 })).find('section').exists()).toBe(false)
    state.drafts = [earlier, { ...draft('http://x/J/NEW'), subject: 'Just now', createdAt: 20 }]
    await tell('drafts')
    const view = await open({ since: 20 })
    expect(view.text()).toContain('Just now')
    expect(view.text()).not.toContain('Long ago')
    expect((await open()).findAll('li')).toHaveLength(2)
  })

  it.each(['settings', 'join-site'] as const)(
    'L3, M2: they are read again when %s change what they say',
    async (topic) => {
      state.drafts = [draft('http://x/J/A')]
      const view = await open()
      state.drafts = [{ ...draft('http://elsewhere/J/A'), subject: 'Come in elsewhere' }]
      await tell(topic)
      expect(view.text()).toContain('Come in elsewhere')
    },
  )
})
