import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft } from '../../../../electron/contract/invitations'

const state = vi.hoisted(() => ({ drafts: [] as Draft[], mailApp: true }))
vi.mock('../../../../src/portal', () => ({
  portal: {
    invitations: {
      drafts: () => Promise.resolve([...state.drafts]),
      openDraft: ({ id }: { id: string }) => {
        if (!state.mailApp) return Promise.reject(new Error('MAIL_APP_MISSING'))
        state.drafts = state.drafts.map((each) => (each.id === id ? { ...each, state: 'opened' } : each))
        return Promise.resolve()
      },
      markDraft: ({ id, sent }: { id: string; sent: boolean }) => {
        state.drafts = sent
          ? state.drafts.filter((each) => each.id !== id)
          : state.drafts.map((each) => (each.id === id ? { ...each, state: 'not-sent' } : each))
        return Promise.resolve()
      },
    },
  },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { nextUnanswered, useDraftQueue } = await import('../../../../src/components/drafts/draft-queue')

function draft(id: string, now: Draft['state'] = 'prepared'): Draft {
  return {
    id,
    mode: 'each',
    state: now,
    subject: '',
    body: '',
    recipients: [],
    createdAt: 0,
    openedAt: null,
    length: 0,
  }
}

describe('the queue of drafts', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    state.drafts = [draft('a'), draft('b'), draft('c')]
    state.mailApp = true
  })

  it('M2: after *Sent* the next draft is shown and the progress counts it', async () => {
    const queue = useDraftQueue()
    await queue.load()
    expect([queue.position, queue.total]).toEqual([1, 3])
    await queue.open('a')
    expect(queue.current?.state).toBe('opened')
    await queue.answer('a', true)
    expect(queue.current?.id).toBe('b')
    expect([queue.position, queue.total]).toEqual([2, 3])
  })

  it('M2: a draft answered *Not sent* stays and can be sent later, but nobody is asked about it again', async () => {
    const queue = useDraftQueue()
    await queue.load()
    await queue.answer('a', false)
    expect(queue.current?.id).toBe('b')
    expect(queue.waiting.map((each) => each.id)).toEqual(['a', 'b', 'c'])
    expect(queue.unanswered.map((each) => each.id)).toEqual(['b', 'c'])
    expect([queue.position, queue.total]).toEqual([2, 3])
  })

  it('M1: where no mail app answers, the queue says so instead of failing', async () => {
    state.mailApp = false
    const queue = useDraftQueue()
    await queue.load()
    expect(await queue.open('a')).toBe(false)
    expect(queue.noMailApp).toBe(true)
    expect(queue.refusal).toBeNull()
  })

  it('M2: the next draft is looked for ahead first, then from the start, and never the one just answered', () => {
    const drafts = [draft('a'), draft('b', 'not-sent'), draft('c')]
    expect(nextUnanswered(drafts, 'a')?.id).toBe('c')
    expect(nextUnanswered(drafts, 'c')?.id).toBe('a')
    expect(nextUnanswered([draft('a')], 'a')).toBeNull()
  })
})
