import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { MessageRow } from '../../../../electron/contract/messages'
import { i18n } from '../../../../src/locales'
import MessageSelection from '../../../../src/screens/messages/MessageSelection.vue'

const row = (id: string, actions: MessageRow['actions']): MessageRow => ({
  id,
  channel: 'mail',
  kind: 'invitation',
  personId: null,
  name: '',
  to: `${id}@example.com`,
  state: 'queued',
  tries: 0,
  createdAt: 1,
  sentAt: null,
  nextTryAt: null,
  answer: null,
  actions,
})

/** The acts offered for these messages: their words and whether they can be pressed. */
function acts(rows: readonly MessageRow[]): readonly [string, boolean][] {
  const bar = mount(MessageSelection, {
    global: { plugins: [i18n], stubs: { transition: true } },
    props: { rows, total: rows.length },
  })
  return bar
    .findAll('button')
    .filter((button) => button.text() !== '')
    .map((button) => [button.text(), button.attributes('disabled') === undefined])
}

describe('M9: what can be done with the chosen messages', () => {
  it('is told with its count where it is some of them', () => {
    expect(acts([row('a', ['send-now', 'cancel']), row('b', ['cancel'])])).toEqual([
      ['Send now1', true],
      ['Cancel', true],
    ])
  })

  it('cannot be pressed where it is none of them, and counts nothing', () => {
    expect(acts([row('a', ['cancel']), row('b', ['cancel'])])).toEqual([
      ['Send now', false],
      ['Cancel', true],
    ])
  })
})
