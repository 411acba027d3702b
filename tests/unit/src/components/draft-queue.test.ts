import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft, DraftRow } from '../../../../electron/contract/invitations'

const state = vi.hoisted(() => ({
  drafts: [] as Draft[],
  mailApp: true,
  resent: [] as Draft[],
  sms: [] as { id: string; state: string }[],
  refused: [] as string[],
  /** No longer waiting, though the list told so. */
  gone: [] as string[],
  lists: 0,
  changeOperator: (): void => {},
}))
vi.mock('../../../../src/portal', () => ({
  portal: {
    invitations: {
      drafts: () => {
        state.lists += 1
        return Promise.resolve(state.drafts.map(rowOf))
      },
      draft: ({ id }: { id: string }) => found(state.drafts, id),
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
      discardDraft: ({ id }: { id: string }) => {
        state.drafts = state.drafts.filter((each) => each.id !== id)
        return Promise.resolve()
      },
      resendByMailApp: ({ ids }: { ids: string[] }) => {
        state.drafts = [...state.drafts, ...state.resent]
        const done = ids.filter((id) => !state.refused.includes(id)).map((id) => ({ id, name: id }))
        const refusal = { code: 'ADDRESS_MISSING', params: {}, fields: [] }
        return Promise.resolve({
          done,
          refused: state.refused.map((id) => ({ id, name: id, refusal })),
          draftIds: state.resent.map((each) => each.id),
          smsDraftIds: state.sms.map((each) => each.id),
        })
      },
    },
    sms: {
      drafts: () => Promise.resolve([...state.sms]),
      draft: ({ id }: { id: string }) => found(state.sms, id),
      openDraft: ({ id }: { id: string }) => {
        state.sms = state.sms.map((each) => (each.id === id ? { ...each, state: 'opened' } : each))
        return Promise.resolve()
      },
    },
  },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/on-other-operator', () => ({
  onOtherOperator: (forget: () => void) => void (state.changeOperator = forget),
}))

async function found<Each extends { readonly id: string }>(drafts: readonly Each[], id: string): Promise<Each> {
  const draft = drafts.find((each) => each.id === id && !state.gone.includes(id))
  if (!draft) throw new Error('NOT_FOUND')
  return draft
}

const rowOf = ({ createdAt, id, state: now }: Draft): DraftRow => ({ id, state: now, createdAt, names: [], people: 0 })

const { useDraftQueue } = await import('../../../../src/components/drafts/draft-queue')
const { useSmsDraftQueue } = await import('../../../../src/components/drafts/sms-draft-queue')
const { nextUnanswered } = await import('../../../../src/components/drafts/drafts-one-by-one')

function draft(id: string, now: Draft['state'] = 'prepared', batch = { position: 1, total: 1 }): Draft {
  return {
    id,
    mode: 'each',
    format: 'mailto',
    state: now,
    subject: '',
    body: '',
    recipients: [],
    createdAt: 0,
    openedAt: null,
    length: 0,
    batch,
  }
}

describe('the queue of drafts', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    state.drafts = [draft('a'), draft('b'), draft('c')]
    state.mailApp = true
    state.resent = []
    state.refused = []
    state.gone = []
    state.lists = 0
  })

  it('M2: after *Sent* the next draft is shown', async () => {
    const queue = useDraftQueue()
    await queue.load()
    await queue.open('a')
    expect(queue.current?.state).toBe('opened')
    await queue.answer('a', true)
    expect(queue.current?.id).toBe('b')
  })

  it('M2: a draft answered *Not sent* stays and can be sent later, but nobody is asked about it again', async () => {
    const queue = useDraftQueue()
    await queue.load()
    await queue.answer('a', false)
    expect(queue.current?.id).toBe('b')
    expect(queue.waiting.map((each) => each.id)).toEqual(['a', 'b', 'c'])
    expect(queue.unanswered.map((each) => each.id)).toEqual(['b', 'c'])
  })

  it('M2: a discarded draft is gone, and the next one is shown', async () => {
    const queue = useDraftQueue()
    await queue.load()
    expect(await queue.discard('a')).toBe(true)
    expect(queue.current?.id).toBe('b')
    expect(queue.waiting.map((each) => each.id)).toEqual(['b', 'c'])
    await queue.discard('b')
    await queue.discard('c')
    expect(queue.current).toBeNull()
  })

  it('M1, M8: what is resent is prepared behind what waits, and its first draft opens', async () => {
    state.resent = [
      draft('d', 'prepared', { position: 1, total: 2 }),
      draft('e', 'prepared', { position: 2, total: 2 }),
    ]
    const queue = useDraftQueue()
    await queue.load()
    const result = await queue.resend(['dora', 'emil'])
    expect(result).toEqual({
      done: [
        { id: 'dora', name: 'dora' },
        { id: 'emil', name: 'emil' },
      ],
      refused: [],
    })
    expect(queue.current).toMatchObject({ id: 'd', state: 'opened', batch: { position: 1, total: 2 } })
  })

  it('SM6: who has only a phone has their draft open in messaging, unless one for the mail app opens', async () => {
    state.sms = [{ id: 'sms', state: 'prepared' }]
    const queue = useDraftQueue()
    const smsQueue = useSmsDraftQueue()
    await queue.resend(['gus'])
    expect(smsQueue.current).toMatchObject({ id: 'sms', state: 'opened' })
    state.sms = [{ id: 'sms', state: 'prepared' }]
    state.resent = [draft('d')]
    await queue.resend(['dora', 'gus'])
    expect(queue.current).toMatchObject({ id: 'd', state: 'opened' })
    expect(smsQueue.current).toMatchObject({ id: 'sms', state: 'prepared' })
  })

  it('M1: where somebody was refused, that is read first: the draft is shown and nothing opens', async () => {
    state.resent = [draft('d')]
    state.refused = ['fay']
    const queue = useDraftQueue()
    const result = await queue.resend(['dora', 'fay'])
    expect(result.refused.map((each) => each.id)).toEqual(['fay'])
    expect(queue.current).toMatchObject({ id: 'd', state: 'prepared' })
  })

  it('M1: where no mail app answers, the queue says so instead of failing', async () => {
    state.mailApp = false
    const queue = useDraftQueue()
    await queue.load()
    expect(await queue.open('a')).toBe(false)
    expect(queue.noProgram).toBe(true)
    expect(queue.refusal).toBeNull()
  })

  it('M2: a draft that does not wait any more makes room for the next', async () => {
    state.gone = ['a']
    const queue = useDraftQueue()
    await queue.load()
    expect(queue.current?.id).toBe('b')
    expect(queue.waiting.map((each) => each.id)).toEqual(['b', 'c'])
  })

  it('M2: however many ask for the list at once, it is read once, and once more for all who ask meanwhile', async () => {
    const queue = useDraftQueue()
    const first = Promise.all([queue.load(), queue.load()])
    await vi.waitFor(() => expect(state.lists).toBe(1))
    await Promise.all([first, queue.load(), queue.load()])
    expect(state.lists).toBe(2)
  })

  it('A2: what was asked for by the operator before is not shown to the next', async () => {
    const queue = useDraftQueue()
    const asked = queue.load()
    await vi.waitFor(() => expect(state.lists).toBe(1))
    state.changeOperator()
    await asked
    expect(queue.waiting).toEqual([])
    expect(queue.current).toBeNull()
  })

  it('M2: the next draft is looked for ahead first, then from the start, and never the one just answered', () => {
    const drafts = [draft('a'), draft('b', 'not-sent'), draft('c')]
    expect(nextUnanswered(drafts, 'a')?.id).toBe('c')
    expect(nextUnanswered(drafts, 'c')?.id).toBe('a')
    expect(nextUnanswered([draft('a')], 'a')).toBeNull()
  })
})
