import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { sizeText } from '../../../../src/components/size-text'
import { i18n, loadLanguage } from '../../../../src/locales'

const calls = vi.hoisted(() => ({
  list: vi.fn(),
  look: vi.fn(),
  restore: vi.fn(),
  get: vi.fn(),
  restoreNewest: vi.fn(),
}))
vi.mock('../../../../src/portal', () => ({
  portal: {
    backups: calls,
    restoring: calls,
    settings: { get: calls.get },
    app: { state: () => Promise.resolve({ newestBackup: 1_000 }) },
  },
  refusalOf: (code: string) => ({ code, params: {}, fields: [] }),
  onRefusal: () => () => true,
}))
vi.mock('../../../../src/composables/use-live', () => ({ useLive: () => {} }))
// The window of the tests has no fonts.
vi.mock('../../../../src/components/LanguageSwitch.vue', () => ({ default: { template: '<i />' } }))

const { default: BackupSection } = await import('../../../../src/screens/settings/backup/BackupSection.vue')
const { default: ProblemScreen } = await import('../../../../src/screens/signin/ProblemScreen.vue')
const { copyTimes } = await import('../../../../src/screens/settings/backup/copy-times')
const { useSession } = await import('../../../../src/stores/session')

const COPY = { id: 'asked-1000.usher', kind: 'asked', at: 1_000, size: 684_000 } as const

async function open(view: Component, props: object = {}) {
  const pinia = createPinia()
  await useSession(pinia).refresh()
  const shown = mount(view, { attachTo: document.body, global: { plugins: [i18n, pinia] }, props })
  await flushPromises()
  return shown
}

function button(name: RegExp): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((each) =>
    name.test(each.getAttribute('aria-label') ?? each.textContent),
  )
  if (!found) throw new Error(`no button ${name.source}`)
  return found
}

beforeEach(async () => {
  vi.resetAllMocks()
  document.body.innerHTML = ''
  await loadLanguage('en')
  calls.get.mockResolvedValue({ backups: { days: 14 } })
  calls.list.mockResolvedValue({ copies: [COPY], sample: false, failure: null })
})

describe('the backup section', () => {
  it('S5: offers to restore only what was looked through and found sound', async () => {
    calls.look.mockRejectedValue('BACKUP_DAMAGED')
    await open(BackupSection)
    button(/^Restore the copy of/u).click()
    await flushPromises()
    expect(document.body.textContent).toContain('The copy cannot be used')
    expect(button(/^Restore this copy/u).disabled).toBe(true)
    expect(calls.restore).not.toHaveBeenCalled()
  })

  it('S5: a copy that vanished meanwhile is not offered again, and the list is read anew', async () => {
    calls.look.mockResolvedValue({ portalName: 'Northwind', people: 1, invited: 0, pending: 0, lastAt: 1_000 })
    calls.restore.mockRejectedValue('NOT_FOUND')
    const shown = await open(BackupSection)
    button(/^Restore the copy of/u).click()
    await flushPromises()
    calls.list.mockResolvedValue({ copies: [], sample: false, failure: null })
    const restore = button(/^Restore this copy/u)
    restore.click()
    await flushPromises()
    expect(restore.disabled).toBe(true)
    button(/^Cancel$/u).click()
    await flushPromises()
    expect(shown.text()).toContain('There is no copy yet')
    expect(document.activeElement?.textContent).toContain('Back up now')
  })

  it('two copies of one minute are told apart by their seconds', async () => {
    const minute = new Date(2026, 10, 23, 11, 34).getTime()
    const copies = [minute, minute + 12_000, minute + 60_000].map((at) => ({ ...COPY, id: `asked-${at}.usher`, at }))
    expect([...copyTimes(copies, 'en').values()]).toEqual([
      '23 Nov 2026, 11:34:00',
      '23 Nov 2026, 11:34:12',
      '23 Nov 2026, 11:35',
    ])
    calls.list.mockResolvedValue({ copies, sample: false, failure: null })
    calls.look.mockReturnValue(new Promise(() => {}))
    await open(BackupSection)
    button(/^Restore the copy of 23 Nov 2026, 11:34:12$/u).click()
    await flushPromises()
    expect(document.body.textContent).toContain('Restore the copy of 23 Nov 2026, 11:34:12?')
    button(/^Remove the copy of 23 Nov 2026, 11:35$/u)
  })

  it('says why there is no copy of the day, and that the sample company has none', async () => {
    calls.list.mockResolvedValue({
      copies: [],
      sample: false,
      failure: { code: 'DISK_FULL', params: {}, fields: [] },
    })
    const own = await open(BackupSection)
    expect(own.text()).toContain('The last daily copy could not be made')
    expect(own.text()).toContain('The disk is full')
    own.unmount()
    calls.list.mockResolvedValue({ copies: [], sample: true, failure: null })
    const sample = await open(BackupSection)
    expect(sample.text()).toContain('The sample company is not backed up')
    expect(sample.findAll('button')).toHaveLength(0)
  })
})

it('a damaged data file: the newest copy is offered, and what hinders is said', async () => {
  calls.restoreNewest.mockRejectedValue('BACKUP_MISSING')
  const shown = await open(ProblemScreen, { refusal: { code: 'STORE_DAMAGED', params: {}, fields: [] } })
  button(/^Restore the newest copy/u).click()
  await flushPromises()
  expect(shown.text()).toContain('There is no sound copy')
})

it.each([
  [1, '1 kB'],
  [684_000, '684 kB'],
  [999_600, '1 MB'],
  [1_240_000, '1.2 MB'],
  [1_500_000_000, '1.5 GB'],
  [5_000_000_000_000, '5,000 GB'],
])('the size of a file: %d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes, 'en')).toBe(text)
})
