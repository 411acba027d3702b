import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'
import AccountTest from '../../../../src/screens/settings/AccountTest.vue'

it('M4: the answer of the server is brought into view', async () => {
  const scrolledTo = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    expect(this.textContent).toContain('250 OK')
  })
  const view = mount(AccountTest, {
    global: { plugins: [i18n] },
    props: {
      draft: {},
      run: async () => ({ accepted: true, answer: '250 OK' }),
      type: 'email',
      maximum: 320,
      words: {
        title: 'Test',
        text: '',
        to: 'Send to',
        run: 'Test',
        answer: 'Answer',
        checkFields: '',
        verdict: () => 'Accepted',
      },
    },
  })
  await view.get('form').trigger('submit')
  await flushPromises()
  expect(scrolledTo).toHaveBeenCalledExactlyOnceWith({ block: 'nearest' })
})
