import { describe, expect, it, vi } from 'vitest'
import type { OpenCarrier, SendOutcome } from '../../../../electron/core/outbox/carrier'
import type { ClaimedMessage } from '../../../../electron/core/outbox/kinds/kind'
import { createSending } from '../../../../electron/core/outbox/sending'
import type { Letter } from '../../../../electron/core/outbox/texts'
import { fakeClock, silentLog } from '../../../support/core-context'

const letterTo = (id: string): Letter => ({
  message: { id } as ClaimedMessage,
  text: { subject: '', text: '', html: '' },
})

/** The sending side over a shelf whose letters become stale, and die, as the test says; one connection. */
function sendingOver(...ids: readonly string[]) {
  const shelf = { letters: ids.map(letterTo), stale: false, dying: new Set<string>() }
  const ready = {
    count: () => shelf.letters.length,
    add: () => undefined,
    next: () => (shelf.stale ? null : (shelf.letters[0] ?? null)),
    shift: () => void shelf.letters.shift(),
    isStale: () => shelf.stale,
    passOver: () => undefined,
    look: () => {
      shelf.stale = false
      const dead = shelf.letters.filter(({ message }) => shelf.dying.has(message.id))
      shelf.letters = shelf.letters.filter((each) => !dead.includes(each))
      return Promise.resolve(dead.map(({ message }) => message))
    },
    clear: () => shelf.letters.splice(0),
  }
  const answers: ((outcome: SendOutcome) => void)[] = []
  const account: OpenCarrier = {
    account: {},
    concurrency: 1,
    perMinute: null,
    look: null,
    send: () => new Promise((resolve) => void answers.push(resolve)),
  }
  const moved = vi.fn<(now: { readonly toWrite: boolean }) => void>()
  const sending = createSending(
    { clock: fakeClock(), log: silentLog() },
    {
      channel: 'mail',
      journal: {
        begunBy: () => null,
        renew: () => undefined,
        take: () => undefined,
        begin: () => undefined,
        end: () => undefined,
        isWhole: () => true,
        isWorn: () => false,
        close: () => undefined,
      },
      ready,
      mayBegin: () => true,
      isWriting: () => false,
      currentAccount: () => Promise.resolve(account),
      moved,
      failed: (error) => {
        throw error
      },
    },
  )
  sending.use(account)
  sending.begin()
  /** Answers the one under way, and waits for what follows. */
  async function answer(outcome: SendOutcome = { kind: 'sent', answer: '250 ok' }): Promise<void> {
    answers.shift()?.(outcome)
    await vi.waitFor(() => expect(moved).toHaveBeenCalled())
    moved.mockClear()
    await Promise.resolve()
  }
  return { sending, shelf, answer, moved }
}

describe('the sending side of a lane', () => {
  it('M8: keeps a letter found dead while what came before it is being written down', async () => {
    const { answer, moved, sending, shelf } = sendingOver('a', 'b', 'c', 'd')
    shelf.stale = true
    shelf.dying.add('b')
    await answer()
    await vi.waitFor(() => expect(sending.finished().dead).toHaveLength(1))
    const first = sending.finished()
    expect(first.tried.map(({ message }) => message.id)).toEqual(['a'])

    shelf.stale = true
    shelf.dying.add('d')
    moved.mockClear()
    await answer()
    await vi.waitFor(() => expect(sending.finished().dead).toHaveLength(2))
    sending.take(first)

    expect(sending.finished().dead.map(({ id }) => id)).toEqual(['d'])
    expect(sending.finished().tried.map(({ message }) => message.id)).toEqual(['c'])
  })

  it('M9: what could not be written down is kept, before what came back since', async () => {
    const { answer, sending } = sendingOver('a', 'b')
    await answer()
    const first = sending.finished()
    sending.take(first)
    expect(sending.cameBack()).toBe(0)
    await answer()
    sending.giveBack(first)
    expect(sending.finished().tried.map(({ message }) => message.id)).toEqual(['a', 'b'])
  })

  it('M4: begins on nothing more while trouble is not written down', async () => {
    const { answer, sending, shelf } = sendingOver('a', 'b')
    await answer({ kind: 'stop', answer: '535 no', reason: 'sign-in' })
    expect([sending.isInTrouble(), sending.count(), shelf.letters.length]).toEqual([true, 0, 1])
    sending.take(sending.finished())
    sending.begin()
    expect([sending.isInTrouble(), sending.count()]).toEqual([false, 1])
  })
})
