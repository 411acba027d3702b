import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'
import DecisionList from '../../../../src/screens/invite/DecisionList.vue'
import { blurDisabled } from '../support/blurred'
import '../support/languages'

const calls = vi.hoisted(() => ({
  mail: vi.fn(),
  sms: vi.fn(),
  resend: vi.fn(),
  byDraft: vi.fn(),
  openSms: vi.fn(),
  addTo: vi.fn(),
}))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: () => undefined }) }))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => ({ runsPortal: true }) }))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => undefined }))
vi.mock('../../../../src/portal', () => ({
  portal: {
    people: { addTo: calls.addTo },
    mailAccount: { get: calls.mail },
    sms: { get: calls.sms, drafts: () => Promise.resolve([]), openDraft: calls.openSms },
    invitations: { resend: calls.resend, resendByMailApp: calls.byDraft, drafts: () => Promise.resolve([]) },
  },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))

const ann = { id: 'ann', name: 'Ann', email: 'ann@x.io', fate: 'invited' } as const
const gus = { id: 'gus', name: 'Gus', email: '+491711234567', fate: 'invited' } as const
const done = (id: string) => ({ done: [{ id, name: id }], refused: [] })

async function list(accounts: { readonly mail: boolean; readonly sms: boolean }) {
  calls.mail.mockResolvedValue(accounts.mail ? { host: 'mail.x.io' } : null)
  calls.sms.mockResolvedValue({ smsService: accounts.sms, smsApp: true })
  const view = mount(DecisionList, {
    props: { people: [ann, gus], departmentIds: [], workgroupIds: [] },
    global: { plugins: [createPinia(), i18n] },
  })
  await flushPromises()
  const groups = () => view.findAll('.group').map((group) => group.findAll('button').map((each) => each.text()))
  const press = async (group: number, text: string) => {
    const buttons = view.findAll('.group').at(group)?.findAll('button')
    const button = buttons?.find((each) => each.text() === text)
    await button?.trigger('click')
    await flushPromises()
  }
  return { groups, press, view }
}

describe('people who are invited already', () => {
  beforeEach(() => vi.resetAllMocks())

  it.each([
    [{ mail: true, sms: true }, true, true],
    [{ mail: true, sms: false }, true, false],
    [{ mail: false, sms: true }, false, true],
    [{ mail: false, sms: false }, false, false],
  ])('S6, SM6: are resent at once where an account has their kind of address: %j', async (accounts, mail, sms) => {
    const { groups } = await list(accounts)
    expect(groups()).toEqual([
      [...(mail ? ['Resend'] : []), 'Resend by mail app'],
      [...(sms ? ['Resend'] : []), 'Resend by own messaging'],
    ])
  })

  it('S6, SM1: who was met by phone is resent through the SMS account, and nobody else with them', async () => {
    calls.resend.mockResolvedValue(done('gus'))
    const { groups, press, view } = await list({ mail: false, sms: true })
    await press(1, 'Resend')
    expect(calls.resend).toHaveBeenCalledWith({ ids: ['gus'] })
    expect(view.text()).toContain('Sent again to 1 person')
    expect(groups()).toEqual([['Resend by mail app'], []])
  })

  it('S6, SM6: without an SMS account theirs opens in messaging', async () => {
    calls.byDraft.mockResolvedValue({ ...done('gus'), draftIds: [], smsDraftIds: ['draft'] })
    const { press, view } = await list({ mail: false, sms: false })
    await press(1, 'Resend by own messaging')
    expect(calls.byDraft).toHaveBeenCalledWith({ ids: ['gus'] })
    expect(calls.openSms).toHaveBeenCalledWith({ id: 'draft' })
    expect(view.text()).toContain('1 draft prepared')
    expect(view.emitted('drafts')).toHaveLength(1)
  })
})

describe('the keyboard after a decision', () => {
  async function pressed(answer: () => Promise<unknown>) {
    calls.mail.mockResolvedValue({ host: 'mail.x.io' })
    calls.sms.mockResolvedValue({ smsService: true, smsApp: true })
    let settle = (): void => {}
    calls.resend.mockImplementation(async () => {
      await new Promise<void>((resolve) => (settle = resolve))
      return await answer()
    })
    const view = mount(DecisionList, {
      props: { people: [ann, gus], departmentIds: [], workgroupIds: [] },
      global: { plugins: [createPinia(), i18n] },
      attachTo: document.body,
    })
    await flushPromises()
    const button = view.findAll('.group').at(1)?.get('button')
    button?.element.focus()
    await button?.trigger('click')
    blurDisabled()
    expect(document.activeElement).toBe(document.body)
    settle()
    await flushPromises()
    return { view, button }
  }

  it('S6: goes to no other decision, which a second press would take as well', async () => {
    const { view } = await pressed(async () => done('gus'))
    expect(document.activeElement).toBe(view.get('section').element)
    view.unmount()
  })

  it('S6: stays on the button where it was refused, to be tried again', async () => {
    const { view, button } = await pressed(() => Promise.reject(new Error('MAIL_ACCOUNT_MISSING')))
    expect(document.activeElement).toBe(button?.element)
    view.unmount()
  })

  it('S6: somebody met by e-mail address and by number is one', async () => {
    calls.mail.mockResolvedValue({ host: 'mail.x.io' })
    calls.sms.mockResolvedValue({ smsService: true, smsApp: true })
    const view = mount(DecisionList, {
      props: { people: [ann, { ...ann, email: '+491701234567' }], departmentIds: [], workgroupIds: [] },
      global: { plugins: [createPinia(), i18n] },
    })
    await flushPromises()
    expect(view.findAll('.group')).toHaveLength(1)
  })
})

describe('people who are here already', () => {
  const eve = { id: 'eve', name: 'Eve', email: 'eve@x.io', fate: 'active' } as const

  it('S6: are added to what is chosen, which is named; then no more is promised and the keyboard stays', async () => {
    calls.mail.mockResolvedValue(null)
    calls.sms.mockResolvedValue({ smsService: false, smsApp: true })
    calls.addTo.mockResolvedValue(done('eve'))
    const view = mount(DecisionList, {
      props: { people: [eve], departmentIds: [], workgroupIds: ['launch'] },
      global: { plugins: [createPinia(), i18n] },
      attachTo: document.body,
    })
    await flushPromises()
    expect(view.text()).toContain('They can be added to the workgroup chosen.')
    const button = view.get('button')
    button.element.focus()
    await button.trigger('click')
    await flushPromises()
    expect(view.text()).toContain('1 person added')
    expect(view.text()).not.toContain('They can be added')
    expect(document.activeElement).toBe(view.get('section').element)
    await view.setProps({ departmentIds: ['sales'], people: [{ ...eve, email: 'eva@x.io' }] })
    expect(view.text()).toContain('They can be added to the departments and workgroups chosen.')
    view.unmount()
  })
})
