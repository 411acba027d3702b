import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { progress, reading } from './import-files'

const imports = vi.hoisted(() => ({
  open: vi.fn(),
  put: vi.fn(),
  read: vi.fn(),
  compare: vi.fn(),
  comparison: vi.fn(),
  chooseDifferences: vi.fn(),
  reconcile: vi.fn(),
  reconciled: vi.fn(),
  close: vi.fn(),
}))
vi.mock('../../../../src/portal', () => ({
  portal: { imports },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { useReconcile } = await import('../../../../src/screens/import/reconcile-store')

const counts = { 'missing-here': 1, 'missing-there': 4, 'is-in': 1, 'is-out': 2, changed: 0, same: 9 }
const chosenOf = { 'missing-here': 1, 'missing-there': 3, 'is-in': 1, 'is-out': 2, changed: 0, same: 0 }

beforeEach(() => {
  setActivePinia(createPinia())
  sessionStorage.clear()
  vi.resetAllMocks()
  for (const call of Object.values(imports)) call.mockResolvedValue(undefined)
  imports.open.mockResolvedValue({ id: 'session' })
  imports.read.mockResolvedValue(reading())
  imports.comparison.mockResolvedValue({ progress: progress('done'), counts, chosenOf, chosen: 7 })
})

describe('reconciling in the window', () => {
  it('Z5: tells how many would be dismissed, by leaving the file and by their status in it', async () => {
    const store = useReconcile()
    await store.take(new File(['x'], 'today.csv'))
    await store.compare()
    expect([store.stage, store.leaving]).toEqual(['review', 5])
  })

  it('Z5: ticking all of a kind asks for its rows anew, ticking one does not', async () => {
    const store = useReconcile()
    await store.take(new File(['x'], 'today.csv'))
    await store.compare()
    expect(await store.choose('is-out', ['a'], false)).toBe(true)
    expect(store.checks).toBe(1)
    expect(await store.choose('is-out', null, false)).toBe(true)
    expect(store.checks).toBe(2)
    expect(imports.chooseDifferences).toHaveBeenLastCalledWith({
      id: 'session',
      difference: 'is-out',
      keys: null,
      chosen: false,
    })
  })

  it('Z5: applies and keeps what was refused', async () => {
    const store = useReconcile()
    await store.take(new File(['x'], 'today.csv'))
    await store.compare()
    imports.reconciled.mockResolvedValue({
      ...progress('done'),
      applied: 6,
      refused: [{ name: 'Ann', refusal: { code: 'LAST_ADMINISTRATOR', params: {}, fields: [] } }],
      refusals: 1,
    })
    await store.apply('en')
    expect([store.stage, store.running, store.outcome?.applied]).toEqual(['run', false, 6])
    expect(store.outcome?.refused).toHaveLength(1)
  })
})
