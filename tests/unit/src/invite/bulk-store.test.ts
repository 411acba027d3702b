import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { watch } from 'vue'
import type { RefusalData } from '../../../../electron/contract/base'
import { reading, row } from '../import/import-files'
import { bulkOutcome, bulkPreview, decidedOf } from './bulk-files'

const bulk = vi.hoisted(() => ({
  open: vi.fn(),
  put: vi.fn(),
  paste: vi.fn(),
  read: vi.fn(),
  configure: vi.fn(),
  check: vi.fn(),
  preview: vi.fn(),
  rows: vi.fn(),
  choose: vi.fn(),
  decide: vi.fn(),
  decided: vi.fn(),
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
  portal: { bulk },
  refusalOf: (error: unknown) => (error instanceof Refused ? error.data : { code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const { useBulk } = await import('../../../../src/screens/invite/bulk/bulk-store')

const refused = (code: RefusalData['code']): Refused => new Refused({ code, params: {}, fields: [] })

beforeEach(() => {
  setActivePinia(createPinia())
  sessionStorage.clear()
  vi.resetAllMocks()
  for (const call of Object.values(bulk)) call.mockResolvedValue(undefined)
  bulk.open.mockResolvedValue({ id: 'session' })
  bulk.read.mockResolvedValue(reading())
  bulk.paste.mockResolvedValue(reading({ fileName: 'Pasted list' }))
  bulk.preview.mockResolvedValue(bulkPreview('done'))
})

describe('a bulk invitation in the window', () => {
  it('M4, SM2: a pasted list is understood as a file is; refused, it stays as it was typed', async () => {
    const store = useBulk()
    store.pasted = 'ann@x.example +49 151 23456789'
    bulk.paste.mockRejectedValueOnce(refused('IMPORT_EMPTY'))
    await store.takePasted('Pasted list')
    expect([store.stage, store.refusal?.code, store.pasted]).toEqual([
      'file',
      'IMPORT_EMPTY',
      'ann@x.example +49 151 23456789',
    ])
    await store.takePasted('Pasted list')
    expect(bulk.paste).toHaveBeenLastCalledWith({ text: 'ann@x.example +49 151 23456789', name: 'Pasted list' })
    expect([store.stage, store.rows, store.refusal]).toEqual(['columns', 3, null])
  })

  it('S6, M6: checks with the places and the confirmation chosen, which outlive another list', async () => {
    const store = useBulk()
    await store.take(new File(['a'], 'people.csv'))
    store.departmentIds = ['sales']
    store.requireConfirmation = false
    await store.check()
    expect(bulk.check).toHaveBeenCalledWith({
      id: 'session',
      departmentIds: ['sales'],
      workgroupIds: [],
      fromWorkgroupId: null,
      requireConfirmation: false,
    })
    expect([store.stage, store.checks]).toEqual(['review', 1])
    store.forget()
    expect([store.stage, store.departmentIds, store.preview]).toEqual(['file', ['sales'], null])
  })

  it('S6: a check that was cancelled leads back to what was chosen', async () => {
    bulk.preview.mockResolvedValue(bulkPreview('cancelled'))
    const store = useBulk()
    await store.take(new File(['a'], 'people.csv'))
    await store.check()
    expect([store.stage, store.checks]).toEqual(['columns', 0])
  })

  it('S6: a decision is carried out for all rows it fits, once; the rows and counts are asked for again', async () => {
    const store = useBulk()
    await store.take(new File(['a'], 'people.csv'))
    await store.check()
    bulk.decided.mockResolvedValue(decidedOf('resend', { decided: 2 }))
    await store.decide('resend')
    expect(bulk.decide).toHaveBeenCalledWith({ id: 'session', decision: 'resend', rows: null })
    expect([store.settled, store.checks, store.decided?.decided]).toEqual([['resend'], 2, 2])
  })

  it('S6: a decision refused for everybody says why beside it and may be tried again', async () => {
    const store = useBulk()
    await store.take(new File(['a'], 'people.csv'))
    await store.check()
    bulk.decide.mockRejectedValue(refused('MAIL_ACCOUNT_MISSING'))
    await store.decide('resend')
    expect(store.decisionRefusal?.code).toBe('MAIL_ACCOUNT_MISSING')
    expect([store.settled, store.stage, store.refusal]).toEqual([[], 'review', null])
  })

  it('S6: invites what is ticked and follows it to the end; only then the pasted list is gone', async () => {
    const store = useBulk()
    store.pasted = 'ann@x.example'
    await store.takePasted('Pasted list')
    await store.check()
    bulk.run.mockRejectedValueOnce(refused('MAIL_ACCOUNT_MISSING'))
    await store.run('ru')
    expect([store.stage, store.pasted, store.refusal?.code]).toEqual([
      'review',
      'ann@x.example',
      'MAIL_ACCOUNT_MISSING',
    ])
    bulk.outcome.mockResolvedValueOnce(bulkOutcome('running')).mockResolvedValue(bulkOutcome('done'))
    await store.run('ru')
    expect(bulk.run).toHaveBeenLastCalledWith({ id: 'session', locale: 'ru', delivery: 'send', text: null })
    expect([store.stage, store.running, store.outcome?.batchId, store.pasted]).toEqual(['run', false, 'batch', ''])
  })

  it('S6, D4: rows that the run refused are counted with those the check refused, after a stop too', async () => {
    const store = useBulk()
    await store.take(new File(['a'], 'people.csv'))
    await store.check()
    expect(store.preview?.fates.invalid).toBe(1)
    const { fates } = bulkPreview('done')
    bulk.preview.mockResolvedValue(bulkPreview('done', { fates: { ...fates, new: 1, invalid: 2 } }))
    bulk.outcome.mockResolvedValue(bulkOutcome('cancelled', { invited: 1, leftOut: 2 }))
    await store.run('en')
    expect([store.outcome?.leftOut, store.preview?.fates.invalid]).toEqual([2, 2])
    expect(store.stage).toBe('run')
  })

  it('M5, SM3: own wording goes out with messages, never with links that are handed over', async () => {
    const store = useBulk()
    await store.take(new File(['a'], 'people.csv'))
    bulk.outcome.mockResolvedValue(bulkOutcome('done'))
    store.ownText = { subject: 'Hello', body: '{{link}}' }
    await store.run('en')
    expect(bulk.run.mock.lastCall?.[0]).toMatchObject({ text: { subject: 'Hello', body: '{{link}}' } })
    store.delivery = 'link'
    await store.run('en')
    expect(bulk.run.mock.lastCall?.[0]).toMatchObject({ delivery: 'link', text: null })
  })

  it('S6: a reloaded window finds the invitation under way again', async () => {
    sessionStorage.setItem(
      'usher.bulk',
      JSON.stringify({ id: 'session', stage: 'run', fileName: 'people.csv', rows: 3, byHand: {} }),
    )
    bulk.outcome.mockResolvedValue(bulkOutcome('done'))
    const store = useBulk()
    const wasRunning: boolean[] = []
    watch(
      () => store.running,
      (running) => void wasRunning.push(running),
      { flush: 'sync' },
    )
    await store.takeUp()
    expect([store.stage, store.fileName, store.outcome?.invited]).toEqual(['run', 'people.csv', 2])
    // One that has ended is not told as if it ended now.
    expect(wasRunning).toEqual([])
    bulk.outcome.mockResolvedValueOnce(bulkOutcome('running')).mockResolvedValue(bulkOutcome('done'))
    await store.takeUp()
    expect(wasRunning).toEqual([true, false])
  })

  it('S6: refused rows become a list to correct, under their header, and the session before ends', async () => {
    const store = useBulk()
    await store.take(new File(['a'], 'people.csv'))
    bulk.rows
      .mockResolvedValueOnce({ rows: [row(2, { cells: ['Ann\tLee', 'no address', ''] })], nextCursor: 'more' })
      .mockResolvedValueOnce({ rows: [row(5, { cells: ['Bo', 'bo@', ''] })], nextCursor: null })
    expect(await store.correctRefused()).toBe(true)
    expect(store.pasted).toBe('Name\tMail\tNotes\nAnn Lee\tno address\t\nBo\tbo@\t')
    expect(bulk.rows).toHaveBeenLastCalledWith({ id: 'session', fate: 'invalid', cursor: 'more', limit: 200 })
    expect(bulk.close).toHaveBeenCalledWith({ id: 'session' })
    expect(store.stage).toBe('file')
  })
})
