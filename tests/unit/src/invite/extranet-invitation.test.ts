import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ExtranetInviteResult } from '../../../../electron/contract/extranet'

const calls = vi.hoisted(() => ({ invite: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { extranet: { invite: calls.invite } },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { NEW_WORKGROUP, useExtranetInvitation } =
  await import('../../../../src/screens/invite/extranet/extranet-invitation')

function answer(...fates: readonly ExtranetInviteResult['rows'][number]['fate'][]): ExtranetInviteResult {
  return {
    rows: fates.map((fate) => ({ address: 'x', fate, personId: null, name: '', kind: null, delivery: 'link' })),
    invited: fates.filter((fate) => fate === 'new').length,
    workgroupId: 'the group',
    draftIds: [],
  }
}

describe('an invitation of external people', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    vi.resetAllMocks()
  })

  it('X1: empty rows are not asked about, and what is no address stays to be corrected', async () => {
    calls.invite.mockResolvedValue(answer('new', 'invalid'))
    const store = useExtranetInvitation()
    store.workgroup = NEW_WORKGROUP
    store.newWorkgroup = 'Press'
    store.endsOn = '2027-01-31'
    store.addRow()
    store.addRow()
    const [first, , third] = store.rows
    if (first) Object.assign(first, { address: 'gina@x.io', firstName: 'Gina' })
    if (third) third.address = 'nonsense'
    await store.invite('mail-service')
    expect(calls.invite).toHaveBeenCalledWith(
      expect.objectContaining({
        workgroupId: null,
        newWorkgroup: 'Press',
        delivery: 'mail-service',
        endsOn: '2027-01-31',
        people: [
          { address: 'gina@x.io', firstName: 'Gina', lastName: '' },
          { address: 'nonsense', firstName: '', lastName: '' },
        ],
      }),
    )
    expect(store.rows.map((row) => row.address)).toEqual(['nonsense'])
    // The group that was made is the one the next people go into.
    expect(store.workgroup).toBe('the group')
  })

  it('X1: a refusal leaves everything as it was written', async () => {
    calls.invite.mockRejectedValue(new Error('refused'))
    const store = useExtranetInvitation()
    store.workgroup = 'a group'
    const [row] = store.rows
    if (row) row.address = 'gina@x.io'
    await expect(store.invite('link')).rejects.toThrow()
    expect(store.rows.map((each) => each.address)).toEqual(['gina@x.io'])
    expect(store.result).toBeNull()
  })

  it('X1: there is always a row to type into', () => {
    const store = useExtranetInvitation()
    store.removeRow(store.rows[0]?.key ?? 0)
    expect(store.rows).toHaveLength(1)
  })
})
