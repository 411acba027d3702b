import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'

const electron = vi.hoisted(() => ({
  app: { setAppUserModelId: vi.fn<(id: string) => void>() },
  Notification: { isSupported: () => false },
}))
vi.mock('electron', () => electron)

const { APP_ID, createNotifier } = await import('../../../electron/shell/notifications')

describe('desktop notifications (L9)', () => {
  it('go by the name the installer gives the program, for Windows shows no others', () => {
    const builder = readFileSync(new URL('../../../electron-builder.yml', import.meta.url), 'utf8')
    expect(/^appId: (.+)$/mu.exec(builder)?.[1]).toBe(APP_ID)
    const system = Object.getOwnPropertyDescriptor(process, 'platform') ?? {}
    Object.defineProperty(process, 'platform', { ...system, value: 'win32' })
    onTestFinished(() => void Object.defineProperty(process, 'platform', system))
    createNotifier(
      () => undefined,
      () => false,
    )
    expect(electron.app.setAppUserModelId).toHaveBeenCalledExactlyOnceWith(APP_ID)
  })
})
