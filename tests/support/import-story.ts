import type { ImportAs } from '../../electron/core/domain/vocabulary'
import { createImportsService } from '../../electron/core/services/imports/imports'
import type { JoinLinks } from '../../electron/core/services/join-links'
import { createJoinLinks } from '../../electron/core/services/join-links'
import type { Actor } from '../../electron/core/services/ports'
import type { WorkProgress } from '../../electron/contract/file-sessions'
import { BASE } from './mail-story'
import { openTestPortal, type TestPortal } from './core-context'

export type ImportsService = ReturnType<typeof createImportsService>

/** A portal with the import service over it. */
export async function openImportPortal(settings: Parameters<typeof openTestPortal>[0] = {}) {
  const context = await openTestPortal(settings)
  const links: JoinLinks = createJoinLinks(context, { current: () => Promise.resolve(BASE) })
  return { context, links, ...importStory(context, createImportsService(context, links)) }
}

/** What an operator does with files, step by step. */
export function importStory(context: TestPortal, imports: ImportsService) {
  const actor = context.administrator

  async function open(text: string | Uint8Array, fileName = 'people.csv', by: Actor = actor): Promise<string> {
    const bytes = Buffer.from(text)
    const { id } = await imports.open(by, { fileName, size: bytes.length })
    for (let offset = 0; offset < bytes.length; offset += 3_000) {
      await imports.put(by, { id, offset, data: bytes.subarray(offset, offset + 3_000).toString('base64') })
    }
    await imports.read(by, { id })
    return id
  }

  async function over(look: () => Promise<WorkProgress>): Promise<WorkProgress> {
    for (;;) {
      const progress = await look()
      if (progress.state !== 'running') return progress
      await new Promise((resolve) => void setImmediate(resolve))
    }
  }

  const checked = (id: string): Promise<WorkProgress> =>
    over(async () => (await imports.preview(actor, { id })).progress)

  return {
    imports,
    open,
    checked,
    ran: (id: string) => over(() => imports.outcome(actor, { id })),
    compared: (id: string) => over(async () => (await imports.comparison(actor, { id })).progress),
    settled: (id: string) => over(() => imports.reconciled(actor, { id })),

    /** A file opened, read and checked. */
    async check(
      text: string,
      as: ImportAs = 'active',
      order: Partial<{ departmentIds: string[]; workgroupIds: string[]; makeDepartments: boolean }> = {},
    ): Promise<string> {
      const id = await open(text)
      await imports.check(actor, { id, as, departmentIds: [], workgroupIds: [], makeDepartments: true, ...order })
      await checked(id)
      return id
    },

    async run(id: string, send = false) {
      await imports.run(actor, { id, locale: 'en', send })
      await over(() => imports.outcome(actor, { id }))
      return await imports.outcome(actor, { id })
    },

    rows: async (id: string) => (await imports.rows(actor, { id, cursor: null, limit: 200, fate: null })).rows,

    async compare(text: string): Promise<string> {
      const id = await open(text)
      await imports.compare(actor, { id })
      await over(async () => (await imports.comparison(actor, { id })).progress)
      return id
    },

    async reconcile(id: string) {
      await imports.reconcile(actor, { id, locale: 'en' })
      await over(() => imports.reconciled(actor, { id }))
      return await imports.reconciled(actor, { id })
    },
  }
}
