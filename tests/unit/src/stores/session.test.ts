import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import type { AppState } from '../../../../electron/contract/app'

const answers: ((state: Partial<AppState>) => void)[] = []
vi.mock('../../../../src/portal', () => ({
  portal: { app: { state: () => new Promise((resolve) => void answers.push(resolve)) } },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
}))

const { useSession } = await import('../../../../src/stores/session')

beforeEach(() => {
  answers.length = 0
  setActivePinia(createPinia())
})

it('A4: whoever waits for the state goes on with the newest answer, and an older one that comes late is thrown away', async () => {
  const session = useSession()
  const done: string[] = []
  const first = session.refresh().then(() => done.push(`first: ${session.state?.phase}`))
  const second = session.refresh().then(() => done.push(`second: ${session.state?.phase}`))
  answers[0]?.({ phase: 'problem' })
  await new Promise((resolve) => void setTimeout(resolve))
  expect([done, session.state]).toEqual([[], null])
  answers[1]?.({ phase: 'sign-in' })
  await Promise.all([first, second])
  expect(done.toSorted()).toEqual(['first: sign-in', 'second: sign-in'])
})
