import { shortCode } from '../../electron/core/domain/join-codes'
import { createDeskService } from '../../electron/core/services/desk/desk'
import { newId } from '../../electron/core/services/ids'
import type { Actor, PrintedPage } from '../../electron/core/services/ports'
import { openMailPortal } from './mail-story'
import { type ReadPage, readPage } from './read-page'

/** The desk over a portal, with a printer that keeps what it is given and may be told to print nothing. */
export async function openDesk(settings: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal(settings)
  const { context, links } = opened
  const printed: ReadPage[] = []
  const paper = { prints: true, jammed: null as Error | null }
  const take = (page: PrintedPage): void => {
    if (paper.jammed) throw paper.jammed
    if (paper.prints) printed.push(readPage(page))
  }
  const printer = {
    print: async (page: PrintedPage) => {
      take(page)
      return paper.prints
    },
    pdf: async (page: PrintedPage) => {
      take(page)
      return new TextEncoder().encode(`%PDF ${page.title}`)
    },
  }
  const desk = createDeskService(context, { links, printer })

  /** Somebody invited, with their link's token. */
  async function invite(firstName: string, invitedBy: Actor | null = null) {
    const person = await context.addPerson({ firstName, status: 'invited', invited_by: invitedBy?.personId ?? null })
    const invitationId = await context.addInvitation(person.personId)
    const handle = await handleOf(invitationId)
    return { ...person, invitationId, handle }
  }
  async function handleOf(invitationId: string): Promise<string> {
    const row = await context.store.reader
      .selectFrom('invitation')
      .select('handle')
      .where('id', '=', invitationId)
      .executeTakeFirstOrThrow()
    return row.handle
  }
  type Invited = Awaited<ReturnType<typeof invite>>

  const tokenOf = ({ handle, invitationId: id }: Invited, generation = 1): string =>
    links.token({ id, generation, handle })

  /** What printing the sheet keeps of it; returns its id. */
  async function printSheet({ invitationId, personId }: Invited, generation = 1): Promise<string> {
    const id = newId(context)
    await context.store.write((writer) =>
      writer
        .insertInto('sheet')
        .values({
          id,
          invitation_id: invitationId,
          generation,
          person_id: personId,
          layout: 'letter',
          printings: 1,
          printed_at: context.clock.now(),
          printed_by: context.administrator.personId,
          handed_over_at: null,
          handed_over_by: null,
          returned_at: null,
          returned_by: null,
        })
        .execute(),
    )
    return id
  }

  async function changeInvitation(
    { invitationId }: Invited,
    change: {
      state?: 'live' | 'accepted' | 'revoked'
      generation?: number
      expires_at?: number
      ended_at?: number
    },
  ): Promise<void> {
    await context.store.write((writer) =>
      writer.updateTable('invitation').set(change).where('id', '=', invitationId).execute(),
    )
  }

  return {
    ...opened,
    desk,
    vera: context.administrator,
    printed,
    paper,
    invite,
    printSheet,
    changeInvitation,
    tokenOf,
    codeOf: (invited: Invited, generation = 1) => shortCode(tokenOf(invited, generation)),
  }
}
export type DeskStory = Awaited<ReturnType<typeof openDesk>>
