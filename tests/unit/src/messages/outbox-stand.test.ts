import { expect, it } from 'vitest'
import type { OutboxProblem } from '../../../../electron/contract/messages'
import { needsAnotherAddress } from '../../../../src/screens/messages/message-acts'
import { standOf } from '../../../../src/screens/messages/outbox-stand'

const missing: OutboxProblem = { reason: 'missing', refusal: { code: 'MAIL_ACCOUNT_MISSING', params: {}, fields: [] } }

it('M4: a channel sends, waits for the server, is stopped until somebody acts, or is paused whatever else there is', () => {
  expect(standOf({ paused: false, problem: null })).toBe('sending')
  expect(standOf({ paused: false, problem: { reason: 'waiting', answer: '451 later' } })).toBe('waiting')
  expect(standOf({ paused: false, problem: { reason: 'refused', answer: '535 no' } })).toBe('stopped')
  expect(standOf({ paused: false, problem: missing })).toBe('stopped')
  expect(standOf({ paused: true, problem: missing })).toBe('paused')
})

it('M9: what was refused or came back leads to the person, whose address is to be corrected', () => {
  expect(needsAnotherAddress({ state: 'failed', personId: 'p' })).toBe(true)
  expect(needsAnotherAddress({ state: 'bounced', personId: 'p' })).toBe(true)
  expect(needsAnotherAddress({ state: 'failed', personId: null })).toBe(false)
  expect(needsAnotherAddress({ state: 'unknown', personId: 'p' })).toBe(false)
})
