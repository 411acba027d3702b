import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { i18n, loadLanguage } from '../../../../src/locales'
import TemplateForm from '../../../../src/screens/settings/templates/TemplateForm.vue'

const calls = vi.hoisted(() => ({ preview: vi.fn(), save: vi.fn(), remove: vi.fn() }))
vi.mock('../../../../src/portal', () => ({
  portal: { templates: calls },
  refusalOf: (error: { fields: unknown }) => ({ code: 'UNKNOWN_PLACEHOLDER', params: {}, fields: error.fields }),
  onRefusal: () => () => true,
}))

const STANDARD = { subject: 'Come to {{portal}}', body: 'Hello {{firstName}}: {{link}}' }

function form(editable: boolean) {
  return mount(TemplateForm, {
    attachTo: document.body,
    global: { plugins: [i18n], stubs: { RouterLink: true } },
    props: {
      template: { kind: 'invitation', locale: 'en', standard: STANDARD, own: null, changedAt: null },
      editable,
      placeholders: ['firstName', 'link', 'code'],
    },
  })
}

beforeEach(async () => {
  vi.clearAllMocks()
  document.body.innerHTML = ''
  await loadLanguage('en')
  calls.preview.mockResolvedValue({
    subject: 'Come to Aurora',
    text: 'Hello Anna',
    paragraphs: [[[{ look: 'text', text: 'Hello Anna' }]]],
    fitsMailApp: true,
  })
})

describe('the form of a template', () => {
  it('M5: a placeholder is put in where the cursor stands, and the text saved with it', async () => {
    const view = form(true)
    await flushPromises()
    const body = view.get('textarea')
    await body.trigger('focus')
    body.element.setSelectionRange(6, 6)
    await view.findAll('.palette button').at(2)?.trigger('click')
    await nextTick()
    expect(body.element.value).toBe('Hello {{code}}{{firstName}}: {{link}}')
    expect([body.element.selectionStart, document.activeElement]).toEqual([14, body.element])
    await view.get('form').trigger('submit')
    expect(calls.save).toHaveBeenCalledWith({
      kind: 'invitation',
      locale: 'en',
      text: { subject: STANDARD.subject, body: 'Hello {{code}}{{firstName}}: {{link}}' },
    })
  })

  it('M5: an unknown placeholder is shown at its field at once, and selected where it stands', async () => {
    vi.useFakeTimers()
    try {
      const view = form(true)
      await flushPromises()
      const params = { placeholder: '{{nam}}' }
      calls.preview.mockRejectedValue({ fields: [{ field: 'text.body', code: 'UNKNOWN_PLACEHOLDER', params }] })
      await view.get('textarea').setValue('Dear {{nam}}, {{link}}')
      await vi.advanceTimersByTimeAsync(300)
      expect(view.text()).toContain('{{nam}} is not known here.')
      expect(view.text()).toContain('Hello Anna')
      await view.get('.go-to').trigger('click')
      const { selectionEnd, selectionStart } = view.get('textarea').element
      expect([selectionStart, selectionEnd]).toEqual([5, 12])
    } finally {
      vi.useRealTimers()
    }
  })

  it('M5: on the free plan it says why nothing can be edited, and offers nothing to put in', async () => {
    const view = form(false)
    await flushPromises()
    expect(view.text()).toContain('The standard texts go out on the Free plan.')
    expect(view.get('textarea').attributes('readonly')).toBeDefined()
    expect(view.find('.palette').exists()).toBe(false)
  })
})
