import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { i18n } from '../../../../src/locales'

const session = vi.hoisted(() => ({ state: { portal: { country: 'DE' } } }))
vi.mock('../../../../src/stores/session', () => ({ useSession: () => session }))

const { default: DateField } = await import('../../../../src/components/date/DateField.vue')

/** The field of a first day that is the 5th of January 2027. */
function firstDay() {
  const view = mount(DateField, {
    attachTo: document.body,
    global: { plugins: [i18n] },
    props: {
      label: 'First day',
      value: '2027-01-05',
      'onUpdate:value': (value: string) => void view.setProps({ value }),
    },
  })
  const input = view.get('input')
  return {
    view,
    /** Types, and leaves the field. */
    async type(text: string) {
      await input.trigger('focus')
      await input.setValue(text)
      await input.trigger('blur')
      return { shown: input.element.value, value: view.props().value }
    },
    change: (text: string) => input.setValue(text),
    told: () => view.find('.problem').exists() && view.get('.problem').text(),
  }
}

const NO_DATE = 'This is not a date. Type it like 31 Jan 2027, or leave the field empty.'

enableAutoUnmount(afterEach)

it.each(['31.02.2027', 'tomorrow', '12/31'])(
  'R1, Z8, T1: %s stays as it was typed, to be refused, and the field says what can be typed',
  async (text) => {
    const { told, type, view } = firstDay()
    expect(told()).toBe(false)
    expect(await type(text)).toEqual({ shown: text, value: text })
    expect(told()).toBe(NO_DATE)
    expect(view.get('input').attributes('aria-invalid')).toBe('true')
  },
)

it('R1, Z8, T1: what was told goes once a day is typed, or nothing', async () => {
  const { change, told, type } = firstDay()
  await type('tomorrow')
  await change('31.12.26')
  expect(told()).toBe(false)
  expect(await type('31.12.26')).toEqual({ shown: '31 Dec 2026', value: '2026-12-31' })
  await type('tomorrow')
  expect(await type('')).toEqual({ shown: '', value: '' })
  expect(told()).toBe(false)
})

it('R1, Z8, T1: a refusal of what was no day does not outlast it; another one stays', async () => {
  const { told, type, view } = firstDay()
  await view.setProps({ problem: { field: 'startsOn', code: 'DATE_INVALID' } })
  await type('tomorrow')
  expect(told()).toBe(NO_DATE)
  await type('')
  expect(told()).toBe(false)
  await view.setProps({ problem: { field: 'startsOn', code: 'DATE_PAST' } })
  expect(told()).toBe('This day has passed. Choose today or a later day.')
})

it('R1, Z8, T1: the field shows how it read what may be read in two ways', async () => {
  const { type } = firstDay()
  expect(await type('12/11/2026')).toEqual({ shown: '12 Nov 2026', value: '2026-11-12' })
  session.state.portal.country = 'US'
  expect(await firstDay().type('12/11/2026')).toEqual({ shown: '11 Dec 2026', value: '2026-12-11' })
})
