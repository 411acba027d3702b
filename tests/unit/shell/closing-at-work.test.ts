import { EventEmitter } from 'node:events'
import { app, type BrowserWindow, dialog } from 'electron'
import { beforeEach, expect, it, vi } from 'vitest'
import type { AppState } from '../../../electron/contract/app'
import { askBeforeLeaving } from '../../../electron/shell/closing-at-work'

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
  const seen = { closed: false, quits: 0 }
  const window = Object.assign(new EventEmitter(), {
    close() {
      let stays = false
      window.emit('close', { preventDefault: () => (stays = true) })
      seen.closed = !stays
    },
  })
  app.quit = () => {
    seen.quits++
    app.emit('before-quit')
    window.close()
  }
  const shown = { phase: 'open', locale: 'en', ...state } as AppState
  const current = window as unknown as BrowserWindow
  const host = { isWorking: () => working, state: () => shown }
  const leaving = askBeforeLeaving(host, () => (seen.closed ? null : current))
  leaving.guard(current)
  return { seen, close: () => window.close(), quit: () => leaving.quit() }
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

it.each(['linux', 'win32', 'darwin'] as const)('S6: Quit in the middle of a list asks once (%s)', async (platform) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform)
  const stays = open(true, 0)
  stays.quit()
  stays.quit()
  if (platform !== 'darwin') stays.close()
  await vi.waitFor(() => expect(box).toHaveBeenCalledTimes(1))
  expect(box.mock.lastCall?.at(-1)).toMatchObject({ message: 'Work with a list is still under way.' })
  expect(stays.seen).toEqual({ closed: false, quits: 0 })

  const quits = open(true, 1)
  quits.quit()
  // The window that closes then does not ask again.
  await vi.waitFor(() => expect(quits.seen).toEqual({ closed: true, quits: 1 }))
  expect(box).toHaveBeenCalledTimes(2)
})

it('S6: who kept working is asked again the next time', async () => {
  const stays = open(true, 0)
  stays.quit()
  await vi.waitFor(() => expect(box).toHaveBeenCalledTimes(1))
  await Promise.resolve()
  stays.close()
  await vi.waitFor(() => expect(box).toHaveBeenCalledTimes(2))
})

it('S6: on macOS Quit asks also where no window is open', async () => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin')
  const mac = open(true, 1)
  mac.close()
  expect(mac.seen.closed).toBe(true)
  mac.quit()
  await vi.waitFor(() => expect(mac.seen.quits).toBe(1))
  expect(box.mock.lastCall).toHaveLength(1)
})

it('S6: nobody is asked where nothing is under way, or the program was told to quit', () => {
  const idle = open(false, 0)
  idle.quit()
  expect(idle.seen).toEqual({ closed: true, quits: 1 })

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
