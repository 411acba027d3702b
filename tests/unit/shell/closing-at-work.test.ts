import { EventEmitter } from 'node:events'
import { app, type BrowserWindow, dialog } from 'electron'
import { beforeEach, expect, it, vi } from 'vitest'
import type { AppState } from '../../../electron/contract/app'
import { askBeforeClosing } from '../../../electron/shell/closing-at-work'

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  return { app: new Emitter(), dialog: { showMessageBox: vi.fn() } }
})

const box = vi.mocked(dialog.showMessageBox)

beforeEach(() => {
  app.removeAllListeners()
  box.mockReset()
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux')
})

/** A window over a console that is at work or not, whose operator answers with the button of that number. */
function open(working: boolean, answer: number, state: Partial<AppState> = {}) {
  box.mockResolvedValue({ response: answer, checkboxChecked: false })
  const seen = { closed: false }
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => seen.closed,
    close() {
      let stays = false
      window.emit('close', { preventDefault: () => (stays = true) })
      seen.closed = !stays
    },
  })
  const shown = { phase: 'open', locale: 'en', ...state } as AppState
  askBeforeClosing(window as unknown as BrowserWindow, { isWorking: () => working, state: () => shown })
  return { seen, close: () => window.close() }
}

it('S6: a window that closes in the middle of a list asks, and keeps working unless told to quit', async () => {
  const stays = open(true, 0)
  stays.close()
  stays.close()
  await vi.waitFor(() => expect(box).toHaveBeenCalledTimes(1))
  expect(box.mock.lastCall?.at(-1)).toMatchObject({ buttons: ['Keep working', 'Quit'], defaultId: 0, cancelId: 0 })
  expect(stays.seen.closed).toBe(false)

  const quits = open(true, 1, { locale: 'ru' })
  quits.close()
  await vi.waitFor(() => expect(quits.seen.closed).toBe(true))
  expect(box.mock.lastCall?.at(-1)).toMatchObject({ buttons: ['Продолжить работу', 'Выйти'] })
})

it('S6: nobody is asked where nothing is under way, or the program was told to quit', () => {
  const idle = open(false, 0)
  idle.close()
  expect(idle.seen.closed).toBe(true)

  const told = open(true, 0)
  app.emit('before-quit')
  told.close()
  expect(told.seen.closed).toBe(true)
  expect(box).not.toHaveBeenCalled()
})

it('J3: a kiosk is not asked, for it does not close', () => {
  open(true, 0, { phase: 'kiosk' }).close()
  expect(box).not.toHaveBeenCalled()
})
