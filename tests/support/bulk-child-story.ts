import { createBulkService } from '../../electron/core/services/bulk/bulk'
import { createInvitationsService } from '../../electron/core/services/inviting/invitations'
import { createJoinLinks } from '../../electron/core/services/join-links'
import { createPeopleService } from '../../electron/core/services/people/people'
import type { ServiceContext } from '../../electron/core/services/service-context'
import { fakeMailApp } from './fake-mail-app'
import type { ImportChildOrder } from './import-child-order'

/** Invites everybody of a file, each with a message that waits. */
export async function bulkChildStory(
  context: ServiceContext,
  { administrator, text }: ImportChildOrder,
): Promise<void> {
  const links = createJoinLinks(context, { current: () => Promise.resolve('https://join.aurora.example') })
  const invitations = createInvitationsService(context, links, fakeMailApp())
  const bulk = createBulkService(context, links, { people: createPeopleService(context), invitations })
  const { id } = await bulk.paste(administrator, { text, name: 'people.csv' })
  const order = { departmentIds: [], workgroupIds: [], fromWorkgroupId: null, requireConfirmation: null }
  await bulk.check(administrator, { id, ...order })
  while ((await bulk.preview(administrator, { id })).progress.state === 'running') await breath()
  await bulk.run(administrator, { id, locale: 'en', delivery: 'send', text: null })
  while ((await bulk.outcome(administrator, { id })).state === 'running') await breath()
}

function breath(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
