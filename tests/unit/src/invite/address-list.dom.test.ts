import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'
import AddressList from '../../../../src/screens/invite/email/AddressList.vue'
import { useEmailInvitation } from '../../../../src/screens/invite/email/email-invitation'
import '../support/languages'

vi.mock('vue-router', () => ({ useRouter: () => ({ push: () => undefined }) }))
vi.mock('../../../../src/portal', () => ({ portal: {}, refusalOf: () => null, onRefusal: () => () => true }))

it('M7: a name that is too long is shown whole with what is wrong, and shortened in its row', async () => {
  const global = { plugins: [createPinia(), i18n] }
  const view = mount(AddressList, { global })
  const store = useEmailInvitation()
  const longest = 'a'.repeat(100)
  store.entries = [
    {
      text: `${longest}b <a@x.io>`,
      email: 'a@x.io',
      firstName: `${longest}b`,
      lastName: '',
      fate: 'new',
      person: null,
      problem: null,
      lookAlikes: [],
    },
  ]
  await view.vm.$nextTick()
  const name = view.get('input[aria-label="First name of a@x.io"]')
  expect(name.element).toMatchObject({ value: `${longest}b` })
  expect(name.attributes()).toMatchObject({ 'aria-invalid': 'true', 'aria-description': expect.stringMatching('100') })
  expect(view.get('.what').text()).toBe('Name too long')
  expect(store.people).toEqual([])

  await name.setValue(longest)
  expect(name.attributes('aria-invalid')).toBeUndefined()
  expect(view.get('.what').text()).toBe('New')
  expect(store.people).toEqual([{ email: 'a@x.io', firstName: longest, lastName: '' }])
})
