import type { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createConsoleWindow } from '../../../electron/shell/window'
import type { Preferences } from '../../../electron/shell/preferences'
import { silentLog } from '../../support/core-context'

/** Of Electron's windows what the console uses of them: what it was told to load, and whether its page runs. */
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  const display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } }
  class BrowserWindow extends Emitter {
    readonly loaded: string[] = []
    crashed = false
    destroyed = false
    readonly webContents = Object.assign(new Emitter(), { isCrashed: () => this.crashed })
    readonly isDestroyed = () => this.destroyed
    async loadURL(url: string): Promise<void> {
      this.crashed = false
      this.loaded.push(url)
    }
  }
  return {
    BrowserWindow,
    nativeTheme: { shouldUseDarkColors: false },
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [] },
  }
})

interface FakeWindow {
  readonly loaded: string[]
  readonly webContents: EventEmitter
  crashed: boolean
  destroyed: boolean
}

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

/** The console's window, its page loaded; `loaded` is what it was told to load since. */
function openWindow() {
  const log = silentLog()
  const consoleWindow = createConsoleWindow({
    preferences: { values: { window: null }, change: () => undefined } as unknown as Preferences,
    log,
    preload: '/preload.cjs',
    icon: '/usher.png',
    developerTools: false,
    connect: () => undefined,
  })
  consoleWindow.show()
  const window = consoleWindow.current() as unknown as FakeWindow
  window.loaded.length = 0
  return {
    loaded: window.loaded,
    said: () => log.lines.map(({ message }) => message),
    lose(reason: string) {
      window.crashed = reason !== 'clean-exit'
      window.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 })
    },
    close: () => void (window.destroyed = true),
    reload: () => void (window.crashed = false),
  }
}

describe('A4, J3: a page whose process dies', () => {
  it('A4: is loaded again from the start, and that is logged', () => {
    const { loaded, lose, said } = openWindow()
    for (const reason of ['crashed', 'oom', 'killed']) lose(reason)
    expect(loaded).toEqual(Array.from({ length: 3 }, () => 'app://console/index.html'))
    expect(said()).toEqual(Array.from({ length: 3 }, () => 'the page was lost'))
  })

  it('is left alone where it ended by itself, or its window is gone', () => {
    const { close, loaded, lose, said } = openWindow()
    lose('clean-exit')
    close()
    lose('killed')
    expect(loaded).toEqual([])
    expect(said()).toEqual([])
  })

  it('rests for a minute after three times within one, and is then not lost for good', () => {
    const { loaded, lose, said } = openWindow()
    for (let time = 0; time < 4; time += 1) lose('crashed')
    expect(loaded).toHaveLength(3)
    expect(said().at(-1)).toBe('the page is lost again and again, and rests')
    vi.advanceTimersByTime(59_000)
    expect(loaded).toHaveLength(3)
    vi.advanceTimersByTime(1_000)
    expect(loaded).toHaveLength(4)
    lose('crashed')
    expect(loaded).toHaveLength(5)
  })

  it('is not loaded again where somebody has done so while it rested', () => {
    const { loaded, lose, reload } = openWindow()
    for (let time = 0; time < 4; time += 1) lose('crashed')
    reload()
    vi.advanceTimersByTime(120_000)
    expect(loaded).toHaveLength(3)
  })

  it('is loaded again as often as it takes where a minute lies between', () => {
    const { loaded, lose } = openWindow()
    for (let time = 0; time < 10; time += 1) {
      lose('oom')
      vi.advanceTimersByTime(60_000)
    }
    expect(loaded).toHaveLength(10)
  })
})
