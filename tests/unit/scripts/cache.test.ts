import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cachedFolder } from '../../../scripts/lib/cache.mjs'
import { cacheDir } from '../../../scripts/lib/project.mjs'

describe('the cache of runtimes', () => {
  let place: string
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'usher-cache-'))
  })
  afterEach(() => rm(place, { recursive: true, force: true }))

  const fillWith = (text: string) => (folder: string) => writeFile(join(folder, 'file'), text)

  it('fills a folder once and then reuses it', async () => {
    const wanted = join(place, 'deep', 'runtime')
    expect(await cachedFolder(wanted, fillWith('first'))).toEqual({ folder: wanted, cached: false })
    expect(await cachedFolder(wanted, fillWith('second'))).toEqual({ folder: wanted, cached: true })
    expect(await readFile(join(wanted, 'file'), 'utf8')).toBe('first')
  })

  it('leaves nothing behind when filling fails', async () => {
    const wanted = join(place, 'runtime')
    const failing = async (folder: string) => {
      await fillWith('half')(folder)
      throw new Error('the disk is full')
    }
    await expect(cachedFolder(wanted, failing)).rejects.toThrow('the disk is full')
    expect(existsSync(wanted)).toBe(false)
    expect(await readdir(place)).toEqual([])
  })

  it('takes the copy of a run that was faster', async () => {
    const wanted = join(place, 'runtime')
    const overtaken = async (folder: string) => {
      await fillWith('ours')(folder)
      await cachedFolder(wanted, fillWith('theirs'))
    }
    await cachedFolder(wanted, overtaken)
    expect(await readFile(join(wanted, 'file'), 'utf8')).toBe('theirs')
    expect(await readdir(place)).toEqual(['runtime'])
  })

  it("lies in USHER_CACHE_DIR, else in the system's place for caches", () => {
    expect(cacheDir({ USHER_CACHE_DIR: '/here', XDG_CACHE_HOME: '/xdg' }, 'linux', '/home/a')).toBe(resolve('/here'))
    expect(cacheDir({ XDG_CACHE_HOME: '/xdg' }, 'linux', '/home/a')).toBe(join('/xdg', 'usher'))
    expect(cacheDir({}, 'linux', '/home/a')).toBe(join('/home/a', '.cache', 'usher'))
    expect(cacheDir({}, 'darwin', '/Users/a')).toBe(join('/Users/a', 'Library', 'Caches', 'usher'))
    expect(cacheDir({ LOCALAPPDATA: '/local' }, 'win32', '/a')).toBe(join('/local', 'usher'))
  })
})
