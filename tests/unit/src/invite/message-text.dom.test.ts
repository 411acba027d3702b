import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { reactive } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { INVITATION_PLACEHOLDERS } from '../../../../electron/core/domain/mail-templates'
import { i18n, loadLanguage } from '../../../../src/locales'
import MessageText from '../../../../src/screens/invite/email/MessageText.vue'
import { useEmailInvitation, type WordedInvitation } from '../../../../src/screens/invite/email/email-invitation'

const previewText = vi.hoisted(() => vi.fn())
const state = vi.hoisted(() => ({ account: null as { fromAddress: string } | null }))
vi.mock('../../../../src/portal', () => ({
  portal: { invitations: { previewText }, mailAccount: { get: () => Promise.resolve(state.account) } },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/live-hub', () => ({ onChange: () => () => {} }))

const TEMPLATE = { subject: 'Come to {{portal}}', body: 'Hello: {{link}}' }

/** `of`: the invitation of another tab; left out: that of the tab *E-mail*. */
async function open(of?: WordedInvitation) {
  const props = of ? { invitation: of } : {}
  const view = mount(MessageText, { attachTo: document.body, global: { plugins: [i18n] }, props })
  if (!of) useEmailInvitation().locale = 'en'
  await flushPromises()
  await view.get('.head').trigger('click')
  return view
}

beforeEach(async () => {
  document.body.innerHTML = ''
  await loadLanguage('en')
  setActivePinia(createPinia())
  state.account = { fromAddress: 'hr@aurora.example' }
  previewText.mockResolvedValue({
    mailApp: { subject: 'To Aurora', body: 'Short: http://x/J/A' },
    mailService: { subject: 'Come to Aurora', body: 'Hello: http://x/J/A' },
    template: TEMPLATE,
    standard: true,
    tooLong: false,
    editable: true,
  })
})

describe('the message of an invitation', () => {
  it('M5, M8: every placeholder of an invitation can be put into an own text, the short code among them', async () => {
    const invitation = reactive<WordedInvitation>({ locale: 'en', departmentIds: [], ownText: null })
    const view = await open(invitation)
    await view
      .findAll('button')
      .find((each) => each.text() === 'Edit text')
      ?.trigger('click')
    const names = view.findAll('.acts')[0]?.findAll('button') ?? []
    expect(names).toHaveLength(INVITATION_PLACEHOLDERS.length)
    await names.find((each) => each.text() === 'Short code')?.trigger('click')
    expect(invitation.ownText?.body).toContain('{{code}}')
  })

  it('M5: the keyboard stays at the buttons below the text, whichever of them was pressed', async () => {
    const view = await open()
    const press = async (word: string) => {
      const button = view.findAll('button').find((each) => each.text() === word)
      button?.element.focus()
      await button?.trigger('click')
      await flushPromises()
      return document.activeElement?.textContent?.trim()
    }
    expect(await press('Edit text')).toBe('Show preview')
    expect(await press('Show preview')).toBe('Edit text')
    expect(await press('Edit text')).toBe('Show preview')
    expect(await press('Use standard text')).toBe('Edit text')
  })

  it('M1, M4, M5: it is shown as the mail service sends it, and as the mail app gets it where that is chosen', async () => {
    const view = await open()
    expect(view.get('.text').text()).toBe('Hello: http://x/J/A')
    await view.get('input[value="mailApp"]').trigger('click')
    expect([view.get('.subject').text(), view.get('.text').text()]).toEqual(['To Aurora', 'Short: http://x/J/A'])
    expect(view.get('.head').text()).toContain('To Aurora')
  })

  it('M1: without a mail account it is shown as the mail app gets it', async () => {
    state.account = null
    const view = await open()
    expect(view.get('.text').text()).toBe('Short: http://x/J/A')
    expect(view.find('input').exists()).toBe(false)
  })

  it('M1, M5: a company template that is too long for the mail app is said to give way there', async () => {
    previewText.mockResolvedValue({ ...(await previewText()), standard: false, tooLong: true })
    const view = await open()
    expect(view.text()).not.toContain('Too long for a link')
    await view.get('input[value="mailApp"]').trigger('click')
    expect(view.text()).toContain('Too long for a link to the mail app')
  })

  it('M4: what only the mail service sends is shown as it sends it', async () => {
    state.account = null
    const view = await open(reactive<WordedInvitation>({ locale: 'en', departmentIds: [], ownText: null }))
    expect(view.get('.text').text()).toBe('Hello: http://x/J/A')
    expect(view.find('input').exists()).toBe(false)
  })
})
