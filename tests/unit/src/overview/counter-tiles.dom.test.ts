import { mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { i18n, loadLanguage } from '../../../../src/locales'
import CounterTiles from '../../../../src/screens/overview/CounterTiles.vue'

function details(invited: number, pending: number): readonly string[] {
  const attention = {
    failedMessages: 0,
    unknownMessages: 0,
    draftsWaiting: 0,
    expiringSoon: 0,
    joinSiteOff: false,
    seatsUsed: 0,
    seatLimit: null,
    overdueTasks: 0,
    guestsEnding: 0,
  }
  const tiles = mount(CounterTiles, {
    props: { counters: { invited, pending }, attention },
    global: { plugins: [createPinia(), i18n], stubs: { RouterLink: RouterLinkStub } },
  })
  return tiles.findAllComponents(RouterLinkStub).map((tile) => tile.text())
}

it('C1, C2: one is spoken of as one, in both languages', async () => {
  await loadLanguage('en')
  expect(details(1, 1)).toEqual([
    expect.stringContaining('has not accepted yet'),
    expect.stringContaining('waits for your decision'),
  ])
  expect(details(0, 2)).toEqual([
    expect.stringContaining('have not accepted yet'),
    expect.stringContaining('wait for your decision'),
  ])
  await loadLanguage('ru')
  i18n.global.locale.value = 'ru'
  expect(details(21, 5)).toEqual([
    expect.stringContaining('ещё не принял приглашение'),
    expect.stringContaining('ждут вашего решения'),
  ])
})
