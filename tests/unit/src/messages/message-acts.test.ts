import { describe, expect, it } from 'vitest'
import type { MessageRow } from '../../../../electron/contract/messages'
import { actable, heldByPause, mayArriveTwice, momentOf, nameOf } from '../../../../src/screens/messages/message-acts'

function row(id: string, state: MessageRow['state'], actions: MessageRow['actions'] = []): MessageRow {
  return {
    id,
    channel: 'mail',
    kind: 'invitation',
    personId: null,
    name: '',
    to: `${id}@example.com`,
    state,
    tries: 1,
    createdAt: 1,
    sentAt: null,
    nextTryAt: null,
    answer: null,
    actions,
  }
}

describe('acts on messages', () => {
  it('M9: an act reaches only the chosen messages it applies to', () => {
    const rows = [row('a', 'sent'), row('b', 'queued', ['send-now', 'cancel']), row('c', 'bounced', ['cancel'])]
    expect(actable(rows, 'send-now').map((each) => each.id)).toEqual(['b'])
    expect(actable(rows, 'cancel').map((each) => each.id)).toEqual(['b', 'c'])
  })

  it('M9: sending again is asked about where the answer of the server was lost', () => {
    expect(mayArriveTwice([row('a', 'failed'), row('b', 'unknown')])).toBe(true)
    expect(mayArriveTwice([row('a', 'failed')])).toBe(false)
  })

  it('M4: what waits in a paused channel is told from what goes out next', () => {
    const rows = [row('a', 'failed'), row('b', 'failed'), { ...row('c', 'failed'), channel: 'sms' as const }]
    const mail = { channel: 'mail', paused: true } as const
    expect(heldByPause(rows, [mail, { channel: 'sms', paused: false }])).toBe(2)
    expect(heldByPause(rows, [{ ...mail, paused: false }])).toBe(0)
  })

  it('M9: a message without a name is known by its address, and by when it was written until it went out', () => {
    expect(nameOf(row('a', 'queued'))).toBe('a@example.com')
    expect(momentOf(row('a', 'queued'))).toBe(1)
    expect(momentOf({ ...row('a', 'sent'), sentAt: 5 })).toBe(5)
  })
})
