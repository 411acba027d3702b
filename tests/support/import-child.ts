import { randomBytes } from 'node:crypto'
import { createChanges } from '../../electron/core/services/changes'
import { createImportsService } from '../../electron/core/services/imports/imports'
import { createJoinLinks } from '../../electron/core/services/join-links'
import { openStore } from '../../electron/core/store/open-store'

/** What the process that is killed in the middle of an import gets to know, as JSON. */
export interface ImportChildOrder {
  readonly file: string
  readonly backupFolder: string
  readonly administrator: { readonly personId: string; readonly name: string; readonly role: 'administrator' }
  readonly text: string
}

/** Imports a file as a console of its own, saying `kept` on standard output whenever a transaction is committed. */
export async function importInChild({ administrator, backupFolder, file, text }: ImportChildOrder): Promise<void> {
  const clock = { now: () => Date.now() }
  const log = {
    info: () => {},
    warn: () => {},
    error: (message: string, error: unknown) => console.error(message, error),
  }
  const opened = await openStore({ file, backupFolder, clock })
  const store: typeof opened = {
    ...opened,
    async write(work) {
      const result = await opened.write(work)
      process.stdout.write('kept\n')
      return result
    },
  }
  const context = {
    store,
    clock,
    randomness: { bytes: (length: number) => new Uint8Array(randomBytes(length)) },
    vault: { get: () => null, set: () => {}, remove: () => {} },
    changes: createChanges({ log }),
    log,
    files: { saveAs: () => Promise.resolve(null) },
  }
  const imports = createImportsService(context, createJoinLinks(context, { current: () => Promise.resolve(null) }))
  const bytes = Buffer.from(text)
  const { id } = await imports.open(administrator, { fileName: 'people.csv', size: bytes.length })
  await imports.put(administrator, { id, offset: 0, data: bytes.toString('base64') })
  await imports.read(administrator, { id })
  const order = { departmentIds: [], workgroupIds: [], makeDepartments: true }
  await imports.check(administrator, { id, as: 'invited', ...order })
  while ((await imports.preview(administrator, { id })).progress.state === 'running') await breath()
  await imports.run(administrator, { id, locale: 'en', send: false })
  while ((await imports.outcome(administrator, { id })).state === 'running') await breath()
}

function breath(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
