import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RefusalData } from '../../../../electron/contract/base'
import { IMPORT_PIECE } from '../../../../electron/contract/vocabulary'
import { preview, progress, reading } from './import-files'

const imports = vi.hoisted(() => ({
  open: vi.fn(),
  put: vi.fn(),
  read: vi.fn(),
  configure: vi.fn(),
  check: vi.fn(),
  preview: vi.fn(),
  choose: vi.fn(),
  run: vi.fn(),
  outcome: vi.fn(),
  cancel: vi.fn(),
  close: vi.fn(),
}))
class Refused extends Error {
  constructor(readonly data: RefusalData) {
    super(data.code)
  }
}
vi.mock('../../../../src/portal', () => ({
  portal: { imports },
  refusalOf: (error: unknown) => (error instanceof Refused ? error.data : { code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { useImport } = await import('../../../../src/screens/import/import-store')

const refused = (code: RefusalData['code'], params: RefusalData['params'] = {}): Refused =>
  new Refused({ code, params, fields: [] })
const csv = (size = 10): File => new File([new Uint8Array(size)], 'people.csv')
const outcome = (state: 'running' | 'done') => ({
  ...progress(state),
  made: 2,
  waiting: 0,
  departments: 0,
  leftOut: 1,
})

beforeEach(() => {
  setActivePinia(createPinia())
  sessionStorage.clear()
  vi.resetAllMocks()
  for (const call of Object.values(imports)) call.mockResolvedValue(undefined)
  imports.open.mockResolvedValue({ id: 'session' })
  imports.read.mockResolvedValue(reading())
})

describe('an import in the window', () => {
  it('D4: hands the file over in pieces, in order, and shows its columns', async () => {
    const store = useImport()
    await store.take(csv(IMPORT_PIECE + 5))
    expect(imports.open).toHaveBeenCalledWith({ fileName: 'people.csv', size: IMPORT_PIECE + 5 })
    expect(imports.put.mock.calls.map(([piece]) => piece.offset)).toEqual([0, IMPORT_PIECE])
    expect(store.stage).toBe('columns')
    expect(store.reading?.columns).toHaveLength(3)
    expect(store.upload).toBeNull()
  })

  it('D4: a file that cannot be read leaves the reason and nothing behind', async () => {
    imports.read.mockRejectedValue(refused('IMPORT_UNREADABLE', { reason: 'xls' }))
    const store = useImport()
    await store.take(csv())
    expect(store.stage).toBe('file')
    expect(store.refusal).toMatchObject({ code: 'IMPORT_UNREADABLE', params: { reason: 'xls' } })
    expect(store.fileName).toBe('people.csv')
    expect(imports.close).toHaveBeenCalledWith({ id: 'session' })
  })

  it('D4: a second file drops the first, whose late answer is thrown away', async () => {
    const store = useImport()
    let answerFirst: (id: { id: string }) => void = () => {}
    imports.open.mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve)))
    const first = store.take(csv())
    imports.read.mockResolvedValue(reading({ fileName: 'second.csv' }))
    await store.take(new File(['a'], 'second.csv'))
    answerFirst({ id: 'first' })
    await first
    expect(imports.close).toHaveBeenCalledWith({ id: 'first' })
    expect([store.id, store.fileName]).toEqual(['session', 'second.csv'])
  })

  it('D4: a column set by hand is sent with all others as they stand; what is refused changes nothing', async () => {
    const store = useImport()
    await store.take(csv())
    imports.configure.mockResolvedValueOnce(reading({ rows: 2 }))
    await store.map(2, 'position')
    expect(imports.configure).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'session', encoding: null, mapping: ['fullName', 'email', 'position'] }),
    )
    expect(store.rows).toBe(2)
    imports.configure.mockRejectedValueOnce(refused('IMPORT_EMPTY'))
    await store.configure({ sheet: 'Other' })
    expect(store.refusal?.code).toBe('IMPORT_EMPTY')
    expect(store.byHand.sheet).toBeNull()
    expect(store.rereading).toBe(false)
  })

  it('D4: checks with what was chosen, then imports; invitations are sent only for the invited', async () => {
    const store = useImport()
    await store.take(csv())
    imports.preview.mockResolvedValue(preview('done'))
    store.options.as = 'active'
    store.options.send = true
    await store.check()
    expect(imports.check).toHaveBeenCalledWith({
      id: 'session',
      as: 'active',
      departmentIds: [],
      workgroupIds: [],
      makeDepartments: true,
    })
    expect([store.stage, store.checks, store.checking]).toEqual(['review', 1, false])
    imports.outcome.mockResolvedValue(outcome('done'))
    await store.run('ru')
    expect(imports.run).toHaveBeenCalledWith({ id: 'session', locale: 'ru', send: false })
    expect([store.stage, store.running]).toEqual(['run', false])
    expect(store.outcome?.made).toBe(2)
  })

  it('D4: a pasted list stays until it is imported', async () => {
    const store = useImport()
    store.pasted = 'ann@example.com'
    await store.take(new File([store.pasted], 'Pasted text.txt'))
    store.forget()
    expect(store.pasted).toBe('ann@example.com')
    await store.take(new File([store.pasted], 'Pasted text.txt'))
    imports.outcome.mockResolvedValue(outcome('done'))
    imports.preview.mockResolvedValue(preview('done'))
    await store.run('en')
    expect(store.pasted).toBe('')
  })

  it('D4: a check that was cancelled leads back to what it was asked with', async () => {
    const store = useImport()
    await store.take(csv())
    imports.preview.mockResolvedValue(preview('cancelled'))
    await store.check()
    expect(store.stage).toBe('options')
  })

  it('D4: a session the core no longer has is forgotten, and told', async () => {
    const store = useImport()
    await store.take(csv())
    imports.check.mockRejectedValue(refused('IMPORT_GONE'))
    await store.check()
    expect([store.stage, store.id]).toEqual(['file', null])
    expect(store.refusal?.code).toBe('IMPORT_GONE')
  })

  it('D4: after a reload the window finds the run that goes on in the main process', async () => {
    const before = useImport()
    await before.take(csv())
    imports.preview.mockResolvedValue(preview('done'))
    imports.outcome.mockResolvedValue(outcome('done'))
    await before.check()
    await before.run('en')
    await nextTick()

    setActivePinia(createPinia())
    const after = useImport()
    await after.takeUp()
    expect([after.stage, after.id, after.fileName, after.rows]).toEqual(['run', 'session', 'people.csv', 3])
    expect(after.outcome?.made).toBe(2)
    expect(after.preview?.fates.invalid).toBe(1)

    setActivePinia(createPinia())
    imports.preview.mockRejectedValue(refused('IMPORT_GONE'))
    const gone = useImport()
    await gone.takeUp()
    expect([gone.stage, gone.refusal]).toEqual(['file', null])
  })

  it('A4, D4: after the console was locked the run is found again where it stands', async () => {
    const store = useImport()
    await store.take(csv())
    imports.preview.mockResolvedValue(preview('done'))
    await store.check()
    imports.outcome.mockRejectedValueOnce(refused('CONSOLE_LOCKED'))
    await store.run('en')
    expect([store.running, store.refusal?.code]).toEqual([true, 'CONSOLE_LOCKED'])
    imports.outcome.mockResolvedValue(outcome('done'))
    await store.takeUp()
    expect([store.running, store.refusal, store.outcome?.made]).toEqual([false, null, 2])
  })

  it('A2: what another operator had in hand is not shown after a reload', async () => {
    const before = useImport()
    await before.take(csv())
    await before.back('options')
    await nextTick()
    setActivePinia(createPinia())
    imports.preview.mockRejectedValue(refused('IMPORT_GONE'))
    const after = useImport()
    await after.takeUp()
    expect([after.stage, after.fileName, after.refusal]).toEqual(['file', '', null])
  })

  it('D4: more rows than one choice takes are chosen in several', async () => {
    const store = useImport()
    await store.take(csv())
    imports.choose.mockResolvedValue(preview('done', { included: 7 }))
    const rows = Array.from({ length: 10_001 }, (_, index) => ({ row: index + 2 }))
    expect(await store.choose(rows, true)).toBe(true)
    expect(imports.choose.mock.calls.map(([asked]) => asked.rows.length)).toEqual([10_000, 1])
    expect(store.preview?.included).toBe(7)
  })
})
