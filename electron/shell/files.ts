import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import { Refusal } from '../core/domain/refusal'
import type { Files, FileSink } from '../core/services/ports'

/** Characters no file system of Windows, macOS or Linux is sure to take in a name. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}]/gu

/** Files saved and read where the operator chooses, through the system's dialogs. */
export function chosenFiles(window: () => BrowserWindow | null): Files {
  return {
    async saveAs({ name, extension }) {
      const parent = window()
      const options = {
        defaultPath: join(app.getPath('documents'), `${name.replaceAll(UNSAFE, ' ').trim()}.${extension}`),
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      }
      const { canceled, filePath } = parent
        ? await dialog.showSaveDialog(parent, options)
        : await dialog.showSaveDialog(options)
      return canceled || !filePath ? null : await openSink(filePath)
    },
    async choose(extension) {
      const parent = window()
      const options: OpenDialogOptions = {
        properties: ['openFile'],
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      }
      const { canceled, filePaths } = parent
        ? await dialog.showOpenDialog(parent, options)
        : await dialog.showOpenDialog(options)
      return canceled ? null : (filePaths[0] ?? null)
    },
  }
}

/**
 * Writes beside the file and takes its name at the end, so that nobody ever finds half a file and a failed saving leaves the
 * old one. Throws FILE_NOT_WRITTEN {reason}, an error code of the system.
 */
async function openSink(path: string): Promise<FileSink> {
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.part`
  const file = await refusing(open(unfinished, 'wx', 0o600))
  const giveUp = async (): Promise<void> => {
    await file.close().catch(() => {})
    await rm(unfinished, { force: true }).catch(() => {})
  }
  return {
    path,
    async write(part) {
      await refusing(writeWhole(file, part)).catch(async (error: unknown) => {
        await giveUp()
        throw error
      })
    },
    async end() {
      await refusing(
        (async () => {
          await file.sync()
          await file.close()
          await rename(unfinished, path)
        })(),
      ).catch(async (error: unknown) => {
        await giveUp()
        throw error
      })
    },
    giveUp,
  }
}

async function writeWhole(file: FileHandle, part: string | Uint8Array): Promise<void> {
  await file.writeFile(part)
}

async function refusing<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    const reason = error instanceof Error ? Reflect.get(error, 'code') : null
    throw new Refusal('FILE_NOT_WRITTEN', { reason: typeof reason === 'string' ? reason : 'unknown' })
  }
}
