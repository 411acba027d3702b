import { flushPromises, mount } from '@vue/test-utils'
import { reactive } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { INVITATION_PLACEHOLDERS } from '../../../../electron/core/domain/mail-templates'
import { i18n, loadLanguage } from '../../../../src/locales'
import MessageText from '../../../../src/screens/invite/MessageText.vue'
import type { WordedInvitation } from '../../../../src/screens/invite/email-invitation'

const previewText = vi.hoisted(() => vi.fn())
vi.mock('../../../../src/portal', () => ({
  portal: { invitations: { previewText } },
  refusalOf: (error: Error) => ({ code: error.message, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/live-hub', () => ({ onChange: () => () => {} }))

const TEMPLATE = { subject: 'Come to {{portal}}', body: 'Hello: {{link}}' }

async function open(ownText: WordedInvitation['ownText'] = null) {
  const invitation = reactive<WordedInvitation>({ locale: 'en', departmentIds: [], ownText })
  const view = mount(MessageText, { attachTo: document.body, global: { plugins: [i18n] }, props: { invitation } })
  await flushPromises()
  await view.get('.head').trigger('click')
  return { view, invitation }
}

beforeEach(async () => {
  document.body.innerHTML = ''
  await loadLanguage('en')
  previewText.mockResolvedValue({
    subject: 'Come to Aurora',
    body: 'Hello: http://x/J/A',
    template: TEMPLATE,
    standard: true,
    editable: true,
  })
})

describe('the message of an invitation', () => {
  it('M5, M8: every placeholder of an invitation can be put into an own text, the short code among them', async () => {
    const { view, invitation } = await open()
    await view
      .findAll('button')
      .find((each) => each.text() === 'Edit text')
      ?.trigger('click')
    const names = view.findAll('.acts')[0]?.findAll('button') ?? []
    expect(names).toHaveLength(INVITATION_PLACEHOLDERS.length)
    await names.find((each) => each.text() === 'Short code')?.trigger('click')
    expect(invitation.ownText?.body).toContain('{{code}}')
  })
})
