import { describe, expect, it } from 'vitest'
import type { RefusalData } from '../../../../electron/contract/base'
import type { MessageRow, OutboxChannel } from '../../../../electron/contract/messages'
import {
  actable,
  addressBeside,
  addressOf,
  heldByPause,
  heldChannels,
  isUnderWay,
  mayArriveTwice,
  momentOf,
  nameOf,
} from '../../../../src/screens/messages/message-acts'

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

  it('M4: a channel that is paused, or lacks its account, has no next try; one that its server puts off has', () => {
    const mail = {
      channel: 'mail',
      configured: true,
      mayPause: true,
      waiting: 1,
      perMinute: null,
      nextTryAt: 1,
    } as const
    const stand = (paused: boolean, problem: OutboxChannel['problem']): unknown =>
      heldChannels([{ ...mail, paused, problem }]).get('mail')
    const missing: RefusalData = { code: 'MAIL_ACCOUNT_MISSING', params: {}, fields: [] }
    expect(stand(true, null)).toBe('paused')
    expect(stand(false, { reason: 'missing', refusal: missing })).toBe('stopped')
    expect(stand(false, { reason: 'refused', answer: '535 No' })).toBeUndefined()
    expect(stand(false, { reason: 'waiting', answer: '421 Later' })).toBeUndefined()
    expect(stand(false, null)).toBeUndefined()
  })

  it('M9: the address stands beside a name, and once where there is none', () => {
    const nameless = row('a', 'queued')
    expect(addressBeside(nameless)).toBe(false)
    expect(addressBeside({ ...nameless, name: nameless.to })).toBe(false)
    expect(addressBeside({ ...nameless, name: 'Ann Lee' })).toBe(true)
  })

  it('M2, M4: an answer is still to come only to what is under way', () => {
    expect([row('a', 'queued'), row('b', 'sending')].every(isUnderWay)).toBe(true)
    expect([row('a', 'handed-over'), row('b', 'cancelled'), row('c', 'sent')].some(isUnderWay)).toBe(false)
  })

  it('M9: a message without a name is known by its address, and by when it was written until it went out', () => {
    expect(nameOf(row('a', 'queued'))).toBe('a@example.com')
    expect(momentOf(row('a', 'queued'))).toBe(1)
    expect(momentOf({ ...row('a', 'sent'), sentAt: 5 })).toBe(5)
  })
})

it('L5: an international address is read in its own letters, and not twice where it is the name', () => {
  const to = 'ann@xn--80a1acny.xn--p1ai'
  expect(addressOf({ to })).toBe('ann@почта.рф')
  expect(nameOf({ name: '', to })).toBe('ann@почта.рф')
  expect(addressBeside({ name: 'ann@почта.рф', to })).toBe(false)
  expect(addressBeside({ name: 'Ann', to })).toBe(true)
})
