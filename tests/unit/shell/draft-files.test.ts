import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDraftFiles } from '../../../electron/shell/draft-files'

async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'usher-drafts-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { folder: join(folder, 'drafts'), files: createDraftFiles(folder) }
}

describe('draft files', () => {
  it('M3: they are for this user alone, for they hold personal links', async () => {
    const { files, folder } = await open()
    const path = await files.write(Buffer.from('X-Unsent: 1\r\n\r\nhello'))
    expect(path).toMatch(/\.eml$/u)
    expect(await readFile(path, 'utf8')).toContain('hello')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('M3: they go after an hour, and all of them when asked to', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { files, folder } = await open()
    await files.write(Buffer.from('one'))
    vi.advanceTimersByTime(59 * 60_000)
    expect(await readdir(folder)).toHaveLength(1)
    vi.advanceTimersByTime(60_000)
    vi.useRealTimers()
    await expect.poll(() => readdir(folder)).toEqual([])
    await files.write(Buffer.from('two'))
    await files.clear()
    await expect(readdir(folder)).rejects.toThrow('ENOENT')
    await files.clear()
  })
})
