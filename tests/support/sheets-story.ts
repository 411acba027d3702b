import type { SheetOrder, SheetPaper } from '../../electron/contract/sheets'
import type { PrintedPage } from '../../electron/core/services/ports'
import { createSheetsService } from '../../electron/core/services/sheets/sheets'
import { openMailPortal } from './mail-story'
import { type ReadPage, readPage } from './read-page'

/** Letters on A4, each in its own language. */
export const LETTERS: SheetPaper = {
  layout: 'letter',
  paper: 'A4',
  language: 'own',
  correction: 'M',
  shiftX: 0,
  shiftY: 0,
  start: 1,
  apart: false,
  contact: 'Vera Stone',
  locale: 'en',
}

/** The service of sheets over a portal, with a printer that keeps what it is given and prints or not. */
export async function openSheets(settings: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal(settings)
  const { context, links } = opened
  const printed: ReadPage[] = []
  const paper = { prints: true }
  const printer = {
    print: async (page: PrintedPage) => {
      printed.push(readPage(page))
      return paper.prints
    },
    pdf: async (page: PrintedPage, signal?: AbortSignal) => {
      printed.push(readPage(page))
      signal?.throwIfAborted()
      return new TextEncoder().encode(`%PDF ${page.title}`)
    },
  }
  const sheets = createSheetsService(context, links, printer)

  /** Somebody invited, with their invitation's id. */
  async function invite(name: string, departmentIds?: readonly string[], invitedBy?: string) {
    const [firstName = '', lastName = ''] = name.split(' ')
    const person = await context.addPerson({
      firstName,
      lastName,
      status: 'invited',
      email: `${name.replaceAll(' ', '.').toLowerCase()}@aurora.example`,
      ...(invitedBy === undefined ? {} : { invited_by: invitedBy }),
    })
    return { id: person.personId, name, invitationId: await context.addInvitation(person.personId, departmentIds) }
  }

  return { ...opened, sheets, printed, paper, invite, vera: context.administrator }
}

/** Sheets for these people. */
export function forPeople(ids: readonly string[], change: Partial<SheetPaper> = {}): SheetOrder {
  return { whom: { kind: 'people', ids: [...ids] }, paper: { ...LETTERS, ...change } }
}
