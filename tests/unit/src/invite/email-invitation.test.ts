import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AddressFate, InviteResult } from '../../../../electron/contract/invitations'

const calls = vi.hoisted(() => ({ read: vi.fn(), send: vi.fn(), prepare: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { invitations: { read: calls.read, inviteByMailService: calls.send, prepareDrafts: calls.prepare } },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { useEmailInvitation } = await import('../../../../src/screens/invite/email/email-invitation')

function entry(email: string, fate: AddressFate['fate'], name?: string): AddressFate {
  const person = name === undefined ? null : { id: `id of ${name}`, name }
  const wrong = fate === 'invalid'
  return {
    text: email,
    email: wrong ? null : email,
    firstName: '',
    lastName: '',
    fate,
    person,
    problem: wrong ? 'EMAIL_INVALID' : null,
    lookAlikes: [],
  }
}

function result(rows: InviteResult['rows']): InviteResult {
  return { rows, invited: rows.filter((row) => row.fate === 'new').length }
}

describe('an invitation by e-mail', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    vi.resetAllMocks()
  })

  it('M4: what the operator did not wait for is read before sending', async () => {
    calls.read.mockImplementation(({ text }: { text: string }) => ({ entries: text ? [entry(text, 'new')] : [] }))
    calls.send.mockResolvedValue(result([{ email: 'a@x.io', fate: 'new', personId: '1', name: 'a@x.io' }]))
    const store = useEmailInvitation()
    store.text = 'a@x.io'
    await store.send()
    expect(calls.send).toHaveBeenCalledWith(
      expect.objectContaining({
        people: [{ email: 'a@x.io', firstName: '', lastName: '' }],
        requireConfirmation: null,
      }),
    )
  })

  it('M7: whoever has too long a name is not invited, and stays in the list as typed', async () => {
    const text = `${'a'.repeat(400)} <a@x.io>`
    const long = { ...entry('a@x.io', 'new'), text, firstName: 'a'.repeat(400) }
    calls.read.mockResolvedValue({ entries: [long, entry('b@x.io', 'new')] })
    calls.send.mockResolvedValue(result([{ email: 'b@x.io', fate: 'new', personId: '1', name: 'b@x.io' }]))
    const store = useEmailInvitation()
    store.text = `${text}, b@x.io`
    await store.send()
    expect(calls.send.mock.lastCall?.[0].people).toEqual([{ email: 'b@x.io', firstName: '', lastName: '' }])
    expect(store.text).toBe(text)
    expect(store.outcome?.unreadable).toEqual([text])
  })

  it('S6: a list that cannot be read, or is too long, invites nobody and stays', async () => {
    calls.read.mockResolvedValueOnce({ entries: [entry('old@x.io', 'new')] })
    const store = useEmailInvitation()
    store.text = 'old@x.io'
    await store.read()
    calls.read.mockRejectedValueOnce(new Error('too long'))
    store.text = 'a text nobody can read'
    await store.send()
    expect([store.people, store.readRefusal?.code]).toEqual([[], 'INTERNAL'])
    calls.read.mockResolvedValueOnce({
      entries: Array.from({ length: 10_001 }, (_, at) => entry(`p${at}@x.io`, 'new')),
    })
    await store.prepare()
    expect(store.readRefusal).toMatchObject({ code: 'EMAIL_TOO_MANY', params: { limit: 10_000 } })
    expect(calls.send).not.toHaveBeenCalled()
    expect(calls.prepare).not.toHaveBeenCalled()
    expect(store.text).toBe('a text nobody can read')
  })

  it('S6: nothing is lost after sending: wrong entries stay in the list, known people are kept to decide about', async () => {
    calls.read.mockResolvedValueOnce({
      entries: [
        entry('a@x.io', 'new'),
        entry('b@x.io', 'invited', 'Berta'),
        entry('c@', 'invalid'),
        entry('d@x.io', 'new'),
      ],
    })
    calls.read.mockResolvedValue({ entries: [] })
    calls.send.mockResolvedValue(
      result([
        { email: 'a@x.io', fate: 'new', personId: '1', name: 'a@x.io' },
        { email: 'd@x.io', fate: 'pending', personId: '2', name: 'Doris' },
      ]),
    )
    const store = useEmailInvitation()
    store.text = 'a@x.io b@x.io c@ d@x.io'
    await store.send()
    expect(store.outcome).toEqual({
      way: 'mail-service',
      since: expect.any(Number),
      invited: 1,
      unreadable: ['c@'],
      known: [
        { id: 'id of Berta', name: 'Berta', email: 'b@x.io', fate: 'invited' },
        { id: '2', name: 'Doris', email: 'd@x.io', fate: 'pending' },
      ],
    })
    expect(store.text).toBe('c@')
  })

  it('M4: a refused sending leaves everything as it was typed', async () => {
    calls.read.mockResolvedValue({ entries: [entry('a@x.io', 'new')] })
    calls.send.mockRejectedValue(new Error('refused'))
    const store = useEmailInvitation()
    store.text = 'a@x.io'
    await expect(store.send()).rejects.toThrow('refused')
    expect(store.text).toBe('a@x.io')
    expect(store.outcome).toBeNull()
  })

  it('S6: an answer overtaken by a newer text is dropped', async () => {
    const answers: ((value: { entries: AddressFate[] }) => void)[] = []
    calls.read.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const store = useEmailInvitation()
    store.text = 'old@x.io'
    const first = store.read()
    store.text = 'new@x.io'
    const second = store.read()
    answers[1]?.({ entries: [entry('new@x.io', 'new')] })
    answers[0]?.({ entries: [entry('old@x.io', 'new')] })
    await Promise.all([first, second])
    expect(store.rows.map((row) => row.email)).toEqual(['new@x.io'])
  })

  it('M1: without addresses one draft is asked for, and names nobody', async () => {
    calls.prepare.mockResolvedValue({ rows: [], invited: 0, draftIds: ['draft'] })
    const store = useEmailInvitation()
    expect(await store.prepare()).toEqual(['draft'])
    expect(calls.prepare).toHaveBeenCalledWith(expect.objectContaining({ people: [], mode: 'each' }))
    expect(store.outcome).toMatchObject({ way: 'mail-app', invited: 0 })
  })
})
