import { randomBytes } from 'node:crypto'
import { createChanges } from '../../electron/core/services/changes'
import { createImportsService } from '../../electron/core/services/imports/imports'
import { createJoinLinks } from '../../electron/core/services/join-links'
import type { ServiceContext } from '../../electron/core/services/service-context'
import { openStore } from '../../electron/core/store/open-store'
import { bulkChildStory } from './bulk-child-story'
import type { ImportChildOrder } from './import-child-order'

/** Works on a file as a console of its own, saying `kept` on standard output whenever a transaction is committed. */
export async function importInChild(order: ImportChildOrder): Promise<void> {
  const clock = { now: () => Date.now() }
  const log = {
    info: () => {},
    warn: () => {},
    error: (message: string, error: unknown) => console.error(message, error),
  }
  const opened = await openStore({ file: order.file, backupFolder: order.backupFolder, clock })
  const told = async <Result>(written: Promise<Result>): Promise<Result> => {
    const result = await written
    process.stdout.write('kept\n')
    return result
  }
  const store: typeof opened = {
    ...opened,
    write: (work) => told(opened.write(work)),
    writeStep: (work) => told(opened.writeStep(work)),
  }
  const context: ServiceContext = {
    store,
    presence: { current: () => null },
    clock,
    randomness: { bytes: (length: number) => new Uint8Array(randomBytes(length)) },
    vault: { get: () => null, set: () => {}, remove: () => {} },
    changes: createChanges({ log }),
    log,
    files: { saveAs: () => Promise.resolve(null), choose: () => Promise.resolve(null) },
  }
  await (order.purpose === 'bulk' ? bulkChildStory(context, order) : importStory(context, order))
}

async function importStory(context: ServiceContext, { administrator, text }: ImportChildOrder): Promise<void> {
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
