import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { RefusalData } from '../../../../electron/contract/base'
import { asked } from '../../../../src/composables/use-confirm'
import { i18n } from '../../../../src/locales'
import { reading } from '../import/import-files'
import { batch, bulkOutcome, bulkPreview, decidedOf, undelivered } from './bulk-files'

const bulk = vi.hoisted(() => ({
  list: vi.fn(),
  people: vi.fn(),
  undo: vi.fn(),
  decide: vi.fn(),
  rows: vi.fn(),
  saveRefused: vi.fn(),
}))
const acts = vi.hoisted(() => ({ resend: vi.fn(), delete: vi.fn(), changeAddress: vi.fn() }))
/** What the portal sends mails by; null: it has no account. */
const account = vi.hoisted(() => ({ mail: null as { host: string } | null }))
/** Who is signed in runs the portal, or may only invite (A1, Z11). */
const operator = vi.hoisted(() => ({ runsPortal: true }))
const sms = vi.hoisted(() => ({ get: vi.fn() }))
class Refused extends Error {
  constructor(readonly data: RefusalData) {
    super(data.code)
  }
}
vi.mock('../../../../src/portal', () => ({
  portal: { bulk, sms, imports: bulk, invitations: acts, people: acts, mailAccount: { get: async () => account.mail } },
  refusalOf: (error: unknown) => (error instanceof Refused ? error.data : { code: 'INTERNAL', params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))
vi.mock('../../../../src/stores/session', () => ({
  useSession: () => ({ operator: { id: 'alice' }, runsPortal: operator.runsPortal }),
}))

const { useBulk } = await import('../../../../src/screens/invite/bulk/bulk-store')
const { default: BulkColumns } = await import('../../../../src/screens/invite/bulk/BulkColumns.vue')
const { default: BulkDecisions } = await import('../../../../src/screens/invite/bulk/BulkDecisions.vue')
const { default: BulkFoot } = await import('../../../../src/screens/invite/bulk/BulkFoot.vue')
const { default: BulkRecent } = await import('../../../../src/screens/invite/bulk/BulkRecent.vue')
const { default: BulkRun } = await import('../../../../src/screens/invite/bulk/BulkRun.vue')

const router = createRouter({
  history: createMemoryHistory(),
  routes: ['/', '/messages', '/employees'].map((path) => ({
    path,
    name: path.slice(1) || 'home',
    component: { template: '<p />' },
  })),
})
const global = { plugins: [i18n, router] }
const buttons = (view: ReturnType<typeof mount>): readonly string[] =>
  view.findAll('button').map((button) => button.attributes('aria-label') ?? button.text())

enableAutoUnmount(afterEach)
beforeEach(() => {
  setActivePinia(createPinia())
  sessionStorage.clear()
  vi.resetAllMocks()
  operator.runsPortal = true
  account.mail = null
  asked.value = null
})

describe('the steps of a bulk invitation', () => {
  it('S6: each kind of people who are here already is decided together, with how many there are', () => {
    const store = useBulk()
    store.departmentIds = ['sales']
    const decisions = { resend: 12, confirm: 3, rehire: 1, add: 4 }
    const view = mount(BulkDecisions, { global, props: { preview: bulkPreview('done', { decisions }) } })
    expect(buttons(view)).toEqual(['Resend to 12 invited', 'Confirm 3', 'Rehire 1', 'Add 4 to the chosen departments'])
  })

  it('S6: what was decided is told, is not offered again, and names whom it was refused for', async () => {
    const store = useBulk()
    const refusal: RefusalData = { code: 'NOT_ALLOWED', params: {}, fields: [] }
    store.settled = ['resend']
    store.decided = decidedOf('resend', {
      decided: 11,
      refused: [{ id: 'bo', name: 'Bo Ray', refusal }],
      refusals: 3,
    })
    const decisions = { resend: 12, confirm: 3, rehire: 0, add: 0 }
    const view = mount(BulkDecisions, { global, props: { preview: bulkPreview('done', { decisions }) } })
    expect(buttons(view)).toEqual(['Confirm 3'])
    expect(view.text()).toContain('Sent again to 11 people')
    expect(view.text()).toContain('Bo Ray: ')
    expect(view.text()).toContain('and 2 more')
  })

  it('S6: whoever works here can be added once a place is chosen, which is said', () => {
    const fates = { ...bulkPreview('done').fates, active: 4 }
    const view = mount(BulkDecisions, { global, props: { preview: bulkPreview('done', { fates }) } })
    expect(view.text()).toContain('Those already here can be added')
  })

  it('M4, SM2: the kind is recognised, and the columns are folded unless none holds an address', async () => {
    const store = useBulk()
    store.reading = reading()
    const view = mount(BulkColumns, { global })
    expect(view.text()).toContain('3 rows · e-mail addresses')
    expect(view.get('[aria-expanded]').attributes('aria-expanded')).toBe('false')
    store.reading = reading({ columns: [{ index: 0, title: 'A', field: null, samples: ['x'] }] })
    await flushPromises()
    expect(view.text()).toContain('no addresses found yet')
    expect(view.get('[aria-expanded]').attributes('aria-expanded')).toBe('true')
  })

  it('Z1: taking back asks with the name and the count, and a refusal is told beside the batch', async () => {
    bulk.list.mockResolvedValue({ rows: [batch()], nextCursor: null })
    bulk.undo.mockRejectedValue(
      new Refused({ code: 'BATCH_ACCEPTED', params: { name: 'Ann Lee', count: 1 }, fields: [] }),
    )
    const view = mount(BulkRecent, { global })
    await flushPromises()
    expect(buttons(view)).toEqual(['Take back people.csv'])
    await view.get('button').trigger('click')
    expect(asked.value?.question.title).toContain('people.csv')
    expect(asked.value?.question.text).toContain('12 people')
    expect(bulk.undo).not.toHaveBeenCalled()
    asked.value?.answer(true)
    await flushPromises()
    expect(bulk.undo).toHaveBeenCalledWith({ id: 'batch' })
    expect(view.get('[role=alert]').text()).toContain('Ann Lee has accepted already')
  })

  it('Z1: the question says of how many it was, and promises nothing of those who are gone; the keyboard stays', async () => {
    bulk.list.mockResolvedValue({ rows: [batch()], nextCursor: null })
    bulk.undo.mockResolvedValue({ people: 2 })
    const view = mount(BulkRecent, { global, attachTo: document.body })
    await flushPromises()
    await view.get('button').trigger('click')
    expect(asked.value?.question.text).toContain('It invited 12 people. All who are still invited leave the directory')
    bulk.list.mockResolvedValue({
      rows: [batch({ undoneAt: 1, undoRefusal: { code: 'BATCH_UNDONE', params: {}, fields: [] } })],
      nextCursor: null,
    })
    asked.value?.answer(true)
    await flushPromises()
    expect(view.findAll('button')).toHaveLength(0)
    expect(document.activeElement?.textContent).toContain('Recent bulk invitations')
  })

  it('Z1: a batch that cannot be taken back says why in place of the button', async () => {
    const accepted: RefusalData = { code: 'BATCH_ACCEPTED', params: { name: 'Ann Lee', count: 1 }, fields: [] }
    bulk.list.mockResolvedValue({
      rows: [
        batch({ id: 'a', accepted: 1, undoRefusal: accepted }),
        batch({ id: 'b', undoneAt: 1, undoRefusal: { code: 'BATCH_UNDONE', params: {}, fields: [] } }),
      ],
      nextCursor: null,
    })
    const view = mount(BulkRecent, { global })
    await flushPromises()
    expect(view.findAll('button')).toHaveLength(0)
    expect(view.text()).toContain('Ann Lee has accepted already')
    expect(view.text()).toContain('Taken back')
  })

  it('S6, Z1: a batch that was cut off says how far it came and what to do, until the rest has been invited', async () => {
    const cutOff = batch({ id: 'a', people: 2208, planned: 5000, stopped: true })
    bulk.list.mockResolvedValue({ rows: [cutOff], nextCursor: null })
    const view = mount(BulkRecent, { global })
    await flushPromises()
    expect(view.text()).toContain('2,208 of 5,000 people · stopped')
    expect(view.text()).toContain('Use the same list again')

    bulk.list.mockResolvedValue({ rows: [batch({ id: 'b', people: 2792, planned: 2792 }), cutOff], nextCursor: null })
    const later = mount(BulkRecent, { global })
    await flushPromises()
    expect(later.text()).toContain('2,208 of 5,000 people · stopped')
    expect(later.text()).not.toContain('Use the same list again')
  })

  it('S6: a batch that is under way is not called stopped, nor one that was taken back', async () => {
    const half = { people: 100, planned: 200 }
    const refusal: RefusalData = { code: 'BATCH_UNDONE', params: {}, fields: [] }
    const undone = batch({ id: 'b', ...half, undoneAt: 1, undoRefusal: refusal })
    bulk.list.mockResolvedValue({ rows: [batch({ id: 'a', ...half }), undone], nextCursor: null })
    const view = mount(BulkRecent, { global })
    await flushPromises()
    expect(view.text()).toContain('100 of 200 people')
    expect(view.text()).not.toContain('stopped')
    expect(view.text()).not.toContain('Use the same list again')
  })

  describe('the foot', () => {
    async function foot(channels: { mail: number; sms: number }, smsService: boolean, mailService = true) {
      account.mail = mailService ? { host: 'mail.example' } : null
      sms.get.mockResolvedValue({ smsService, smsApp: false })
      const included = channels.mail + channels.sms
      const preview = bulkPreview('done', { channels, included })
      const view = mount(BulkFoot, { global, props: { preview, locale: 'en', failed: false } })
      await flushPromises()
      const invite = view.findAll('button').find((button) => button.text().startsWith('Invite '))
      return { view, invite, hint: view.get('.hint').text() }
    }

    it('SM2: says what the portal sends, where it can send both', async () => {
      const { hint, invite, view } = await foot({ mail: 40, sms: 3 }, true)
      expect(hint).toBe('The portal sends 40 e-mails + 3 SMS.')
      expect(buttons(view)).not.toContain('Set up SMS')
      expect(invite?.attributes('disabled')).toBeUndefined()
    })

    it('SM2: without an SMS account says beforehand who gets no message, and leads to where it is set up', async () => {
      const { hint, invite, view } = await foot({ mail: 40, sms: 3 }, false)
      expect(hint).toContain('The portal sends 40 e-mails.')
      expect(hint).toContain('3 people with only a phone number get no message')
      expect(buttons(view)).toContain('Set up SMS')
      expect(invite?.attributes('disabled')).toBeUndefined()
    })

    it('M4: without a mail account nobody is invited by mail: the reason, and the way to its settings', async () => {
      const { hint, invite, view } = await foot({ mail: 40, sms: 3 }, true, false)
      expect(hint).toContain('No mail account is set up yet.')
      expect(buttons(view)).toContain('Set up mail')
      expect(invite?.attributes('disabled')).toBeDefined()
      useBulk().delivery = 'link'
      await flushPromises()
      expect(invite?.attributes('disabled')).toBeUndefined()
    })

    it('SM2: where nothing could be sent to anybody, inviting so is not offered', async () => {
      const { hint, invite } = await foot({ mail: 0, sms: 3 }, false)
      expect(hint).toContain('No SMS account is set up yet.')
      expect(invite?.attributes('disabled')).toBeDefined()
    })
  })

  it('SM2: who was invited without a message is told apart in the outcome', () => {
    const store = useBulk()
    store.stage = 'run'
    store.preview = bulkPreview('done')
    store.outcome = bulkOutcome('done', { invited: 5, queued: { mail: 2, sms: 0 } })
    const view = mount(BulkRun, { global, props: { locale: 'en' } })
    expect(view.text()).toContain('2 e-mails were handed on for sending')
    expect(view.text()).toContain('3 people got no message')
  })

  describe('whom a batch did not reach', () => {
    const [ann, bo, cy] = [
      undelivered('Ann Lee'),
      undelivered('Bo Ray', { message: { state: 'bounced', answer: '550 no such user' } }),
      undelivered('Cy Ott', { message: { state: 'queued', answer: null } }),
    ]

    async function unfolded(rows = [ann, bo, cy], failed = rows.length, nextCursor: string | null = null) {
      bulk.list.mockResolvedValue({ rows: [batch({ failed })], nextCursor: null })
      bulk.people.mockResolvedValue({ rows, nextCursor })
      const view = mount(BulkRecent, { global, attachTo: document.body })
      await flushPromises()
      await view.get('[aria-expanded]').trigger('click')
      await flushPromises()
      return view
    }
    async function press(view: ReturnType<typeof mount>, label: string): Promise<void> {
      const button = view.findAll('button').find((each) => (each.attributes('aria-label') ?? each.text()) === label)
      if (!button) throw new Error(`no button ${label}`)
      await button.trigger('click')
      await flushPromises()
    }

    it('M9, A1: is listed with the answers for whoever may see the batch, bounced ones too, each with what can be done', async () => {
      operator.runsPortal = false
      const view = await unfolded()
      expect(bulk.people).toHaveBeenCalledWith({ id: 'batch', failed: true, cursor: null, limit: 20 })
      expect(view.text()).toContain('550 no such user')
      // What waits already is not sent twice.
      expect(buttons(view)).toEqual([
        '3 not delivered',
        'Take back people.csv',
        'Resend to all',
        'Delete all',
        'Ann Lee',
        'Resend to Ann Lee',
        'Change e-mail or phone of Ann Lee',
        'Delete Ann Lee',
        'Bo Ray',
        'Resend to Bo Ray',
        'Change e-mail or phone of Bo Ray',
        'Delete Bo Ray',
        'Cy Ott',
        'Change e-mail or phone of Cy Ott',
        'Delete Cy Ott',
      ])
    })

    it('M9: all are sent to again in one act, those not shown too, and who is refused is named', async () => {
      const view = await unfolded([ann], 3)
      bulk.people.mockImplementation(async ({ cursor }: { cursor: string | null }) =>
        cursor === null ? { rows: [ann], nextCursor: 'more' } : { rows: [bo, cy], nextCursor: null },
      )
      const refusal: RefusalData = { code: 'NOT_ALLOWED', params: {}, fields: [] }
      acts.resend.mockResolvedValue({ done: [{ id: ann.id, name: ann.name }], refused: [{ ...bo, refusal }] })
      await press(view, 'Resend to all')
      expect(acts.resend).toHaveBeenCalledExactlyOnceWith({ ids: [ann.id, bo.id] })
      expect(view.get('.refused').text()).toContain('Bo Ray: ')
    })

    it('M9, C5: deleting asks first, with how many there are', async () => {
      const view = await unfolded()
      acts.delete.mockResolvedValue({ done: [ann, bo, cy], refused: [] })
      await press(view, 'Delete all')
      expect(asked.value?.question).toMatchObject({ title: 'Delete 3 people?', destructive: true })
      expect(acts.delete).not.toHaveBeenCalled()
      asked.value?.answer(true)
      await flushPromises()
      expect(acts.delete).toHaveBeenCalledWith({ ids: [ann.id, bo.id, cy.id] })
    })

    it('M9, C5: a wrong address is changed on the spot', async () => {
      account.mail = { host: 'mail.example' }
      const view = await unfolded()
      await press(view, 'Change e-mail or phone of Bo Ray')
      const field = document.querySelector<HTMLInputElement>('[role=dialog] input')
      expect(field?.value).toBe(bo.address)
      if (field) field.value = 'bo@right.example'
      field?.dispatchEvent(new Event('input'))
      await flushPromises()
      document.querySelector('[role=dialog] form')?.dispatchEvent(new Event('submit', { cancelable: true }))
      await flushPromises()
      expect(acts.changeAddress).toHaveBeenCalledWith({ id: bo.id, address: 'bo@right.example', resend: true })
      expect(bulk.people).toHaveBeenCalledTimes(2)
    })

    it('M9: when the last one is gone, the keyboard stays among the batches', async () => {
      const view = await unfolded([bo])
      const button = view.findAll('button').find((each) => each.attributes('aria-label') === 'Delete Bo Ray')
      button?.element.focus()
      acts.delete.mockResolvedValue({ done: [bo], refused: [] })
      await press(view, 'Delete Bo Ray')
      bulk.people.mockResolvedValue({ rows: [], nextCursor: null })
      asked.value?.answer(true)
      await flushPromises()
      expect(document.activeElement?.getAttribute('aria-label')).toBe('Not delivered: people.csv')
    })

    it('M9: more of them are shown without losing the keyboard', async () => {
      const view = await unfolded([ann], 2, 'more')
      view
        .findAll('button')
        .find((each) => each.text() === 'Show more')
        ?.element.focus()
      bulk.people.mockResolvedValue({ rows: [bo], nextCursor: null })
      await press(view, 'Show more')
      expect(buttons(view)).toContain('Resend to Bo Ray')
      expect(document.activeElement?.getAttribute('aria-label')).toBe('Not delivered: people.csv')
    })

    it('M9: who has accepted meanwhile is neither sent to again nor deleted', async () => {
      operator.runsPortal = false
      const view = await unfolded([undelivered('Di Fox', { status: 'active' })])
      expect(buttons(view)).toEqual(['1 not delivered', 'Take back people.csv', 'Di Fox'])
    })
  })

  it('Z1, S6: the outcome is taken back as one, and its refused rows are saved or corrected', async () => {
    const store = useBulk()
    store.stage = 'run'
    store.fileName = 'people.csv'
    store.preview = bulkPreview('done')
    store.outcome = bulkOutcome('done')
    bulk.undo.mockResolvedValue({ people: 2 })
    const view = mount(BulkRun, { global, props: { locale: 'en' } })
    expect(view.text()).toContain('2 people invited')
    expect(buttons(view)).toEqual(expect.arrayContaining(['Save refused rows', 'Correct it and try again']))
    const undo = view.findAll('button').find((button) => button.text() === 'Take back this invitation')
    await undo?.trigger('click')
    asked.value?.answer(true)
    await flushPromises()
    expect(bulk.undo).toHaveBeenCalledWith({ id: 'batch' })
    expect(store.stage).toBe('file')
  })
})
