import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppState } from '../../../../electron/contract/app'
import type { PartnerSeat } from '../../../../electron/contract/partners'

const calls = vi.hoisted(() => ({ invite: vi.fn(), giveAccess: vi.fn(), drafts: vi.fn(), openDraft: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: {
    partners: { invite: calls.invite, giveAccess: calls.giveAccess },
    invitations: { drafts: calls.drafts, openDraft: calls.openDraft },
  },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { usePartnerInvitation } = await import('../../../../src/screens/invite/partner/partner-invitation')
const { useSession } = await import('../../../../src/stores/session')

const PIET: PartnerSeat = { id: 'piet', name: 'Piet', email: 'piet@nordlicht.example', status: 'active' }
const ASKED = { person: null, dismissed: null, delivery: 'link', locale: 'en' } as const

function written() {
  const store = usePartnerInvitation()
  store.email = 'pavel@nordlicht.example'
  store.firstName = 'Pavel'
  store.dismissId = PIET.id
  return store
}

async function signIn(id: string): Promise<void> {
  useSession().state = { operator: { id } } as AppState
  await nextTick()
}

describe('the partner being invited', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    vi.resetAllMocks()
    calls.drafts.mockResolvedValue([])
  })

  it('B4: what was begun is there again, and so is what came of it, until another partner is invited', async () => {
    calls.invite.mockResolvedValue({ personId: 'pavel', draftIds: [] })
    written()
    const store = usePartnerInvitation()
    await store.submit({ ...ASKED, dismissed: PIET })
    expect(calls.invite).toHaveBeenCalledWith({
      email: 'pavel@nordlicht.example',
      firstName: 'Pavel',
      lastName: '',
      locale: 'en',
      delivery: 'link',
      dismissId: 'piet',
    })
    expect(store.result).toEqual({
      kind: 'invited',
      personId: 'pavel',
      name: 'Pavel',
      delivery: 'link',
      since: expect.any(Number),
      dismissed: 'Piet',
    })
    store.inviteAnother()
    expect([store.result, store.email, store.firstName, store.dismissId]).toEqual([null, '', '', null])
  })

  it('B4: dismissing and inviting goes on while the panel is closed, and is not asked for twice', async () => {
    let answer: (value: object) => void = () => {}
    calls.invite.mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const store = written()
    const first = store.submit({ ...ASKED, dismissed: PIET })
    const again = store.submit({ ...ASKED, dismissed: PIET })
    expect([store.busy, store.email]).toEqual([true, 'pavel@nordlicht.example'])
    answer({ personId: 'pavel', draftIds: [] })
    await Promise.all([first, again])
    expect([store.busy, store.result?.dismissed, calls.invite.mock.calls.length]).toEqual([false, 'Piet', 1])
  })

  it('B4: a refusal leaves everything as it was written, and stands there', async () => {
    calls.invite.mockRejectedValue(new Error('PARTNER_SEATS_TAKEN'))
    const store = written()
    await store.submit(ASKED)
    expect([store.email, store.firstName, store.dismissId]).toEqual(['pavel@nordlicht.example', 'Pavel', 'piet'])
    expect([store.result, store.refusal?.code]).toEqual([null, 'PARTNER_SEATS_TAKEN'])
  })

  it('B5: somebody who is here is given access, and their name stays in view', async () => {
    const store = written()
    await store.submit({
      ...ASKED,
      person: { id: 'eva', name: 'Eva', status: 'active', administrator: false, refusal: null },
      dismissed: PIET,
    })
    expect(calls.giveAccess).toHaveBeenCalledWith({ id: 'eva', dismissId: 'piet' })
    expect(calls.invite).not.toHaveBeenCalled()
    expect([store.result?.kind, store.result?.name, store.result?.dismissed]).toEqual(['access', 'Eva', 'Piet'])
  })

  it('M1: the draft for the mail app is opened when the outcome stands already', async () => {
    calls.invite.mockResolvedValue({ personId: 'pavel', draftIds: ['draft'] })
    const store = written()
    const standing: unknown[] = []
    calls.openDraft.mockImplementation(({ id }: { id: string }) => standing.push(id, store.result?.delivery))
    await store.submit({ ...ASKED, delivery: 'mail-app' })
    expect(standing).toEqual(['draft', 'mail-app'])
  })

  it('B4, B5: the same operator finds it after a lock; another one finds nothing', async () => {
    await signIn('anna')
    const store = written()
    store.locale = 'ru'
    useSession().state = null
    await signIn('anna')
    expect([store.email, store.locale]).toEqual(['pavel@nordlicht.example', 'ru'])
    await signIn('boris')
    expect([store.email, store.firstName, store.locale, store.dismissId]).toEqual(['', '', null, null])
  })
})
