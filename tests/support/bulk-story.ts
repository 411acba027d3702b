import type { WorkProgress } from '../../electron/contract/file-sessions'
import type { BulkDecision, BulkDelivery, Locale } from '../../electron/core/domain/vocabulary'
import { createBulkService } from '../../electron/core/services/bulk/bulk'
import { createInvitationsService } from '../../electron/core/services/inviting/invitations'
import { createJoinLinks, type JoinLinks } from '../../electron/core/services/join-links'
import { createPeopleService } from '../../electron/core/services/people/people'
import type { Actor } from '../../electron/core/services/ports'
import type { ServiceContext } from '../../electron/core/services/service-context'
import { openTestPortal } from './core-context'
import { fakeMailApp } from './fake-mail-app'
import { BASE } from './mail-story'

export type BulkService = ReturnType<typeof createBulkService>

export interface BulkChoice {
  readonly departmentIds?: string[]
  readonly workgroupIds?: string[]
  readonly fromWorkgroupId?: string | null
  readonly requireConfirmation?: boolean | null
}

interface BulkRunChoice {
  readonly delivery?: BulkDelivery
  readonly locale?: Locale
  readonly text?: { subject: string; body: string } | null
}

export function bulkService(context: ServiceContext, links: JoinLinks): BulkService {
  const invitations = createInvitationsService(context, links, fakeMailApp())
  return createBulkService(context, links, { people: createPeopleService(context), invitations })
}

/** A portal with the service of inviting in bulk over it. */
export async function openBulkPortal(settings: Parameters<typeof openTestPortal>[0] = {}) {
  const context = await openTestPortal(settings)
  const links = createJoinLinks(context, { current: () => Promise.resolve(BASE) })
  const bulk = bulkService(context, links)
  return { context, links, bulk, ...bulkStory(bulk, context.administrator) }
}

/** What somebody does with many people at once, step by step. */
export function bulkStory(bulk: BulkService, actor: Actor) {
  async function over(look: () => Promise<WorkProgress>): Promise<void> {
    while ((await look()).state === 'running') await new Promise((resolve) => void setImmediate(resolve))
  }
  const preview = (id: string) => bulk.preview(actor, { id })

  async function checked(id: string, choice: BulkChoice = {}): Promise<string> {
    const order = { departmentIds: [], workgroupIds: [], fromWorkgroupId: null, requireConfirmation: null, ...choice }
    await bulk.check(actor, { id, ...order })
    await over(async () => (await preview(id)).progress)
    return id
  }

  return {
    preview,
    /** A file opened, read and checked. */
    async check(text: string, choice: BulkChoice = {}): Promise<string> {
      const bytes = Buffer.from(text)
      const { id } = await bulk.open(actor, { fileName: 'people.csv', size: bytes.length })
      await bulk.put(actor, { id, offset: 0, data: bytes.toString('base64') })
      await bulk.read(actor, { id })
      return await checked(id, choice)
    },
    async paste(text: string, choice: BulkChoice = {}): Promise<string> {
      return await checked((await bulk.paste(actor, { text, name: 'Pasted' })).id, choice)
    },
    rows: async (id: string) => (await bulk.rows(actor, { id, cursor: null, limit: 200, fate: null })).rows,
    async run(id: string, choice: BulkRunChoice = {}) {
      await bulk.run(actor, { id, locale: 'en', delivery: 'link', text: null, ...choice })
      await over(() => bulk.outcome(actor, { id }))
      return await bulk.outcome(actor, { id })
    },
    ran: (id: string) => over(() => bulk.outcome(actor, { id })),
    async decide(id: string, decision: BulkDecision, rows: number[] | null = null) {
      await bulk.decide(actor, { id, decision, rows })
      await over(() => bulk.decided(actor, { id }))
      return await bulk.decided(actor, { id })
    },
    list: async () => (await bulk.list(actor, { cursor: null, limit: 50 })).rows,
  }
}
