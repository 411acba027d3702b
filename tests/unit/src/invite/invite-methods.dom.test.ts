import { expect, it, vi } from 'vitest'

vi.mock('../../../../src/portal', () => ({ portal: {}, refusalOf: () => ({}), onRefusal: () => () => true }))

vi.mock('../../../../src/stores/preferences', () => ({ usePreferences: () => ({}) }))

const { methodsFor } = await import('../../../../src/screens/invite/invite-methods')

const keysFor = (operator: Parameters<typeof methodsFor>[0]): readonly string[] =>
  methodsFor(operator).map((method) => method.key)

it('A1, W2: who may not invite at large has the ways that go from a workgroup, and nothing else', () => {
  expect(keysFor({ mayInvite: false, runsPortal: false })).toEqual(['workgroup', 'extranet'])
})

it('A1: the ways stand in their order, and the portal’s own are for who runs it', () => {
  const all = keysFor({ mayInvite: true, runsPortal: true })
  expect(all).toEqual(['link', 'email', 'sms', 'bulk', 'register', 'workgroup', 'qr', 'extranet', 'partner'])
  expect(keysFor({ mayInvite: true, runsPortal: false })).toEqual(all.filter((key) => key !== 'partner'))
})
