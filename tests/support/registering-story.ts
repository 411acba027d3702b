import { createAccountsService } from '../../electron/core/services/accounts/accounts'
import type { PrintedPage } from '../../electron/core/services/ports'
import type { ServiceOf } from '../../electron/core/services/service-types'
import { createRegisteringService } from '../../electron/core/services/registering/registering'
import { openMailPortal, type MailPortal } from './mail-story'
import { type ReadPage, readPage } from './read-page'

/** What the window sends, as it arrives after parsing. */
type Registration = Parameters<ServiceOf<'registering'>['add']>[1]

/** The service of adding people over a portal, with a printer that keeps what it is given. */
export function registeringOver(opened: MailPortal) {
  const { context, links, mailApp } = opened
  const printed: ReadPage[] = []
  const printer = {
    print: async (page: PrintedPage) => {
      printed.push(readPage(page))
      return true
    },
    pdf: async (page: PrintedPage) => {
      printed.push(readPage(page))
      return new TextEncoder().encode(`%PDF ${page.title}`)
    },
  }
  const registering = createRegisteringService(context, { links, mailApp, printer })
  return { ...opened, registering, printed, accounts: createAccountsService(context), vera: context.administrator }
}

export async function openRegistering(settings: Parameters<typeof openMailPortal>[0] = {}) {
  return registeringOver(await openMailPortal({ require_confirmation: 0, ...settings }))
}

/** Anna Berg, handed a welcome sheet. */
export function anna(change: Partial<Registration> = {}): Registration {
  return {
    firstName: 'Anna',
    lastName: 'Berg',
    email: 'anna.berg@aurora.example',
    position: 'Designer',
    departmentIds: [],
    workgroupIds: [],
    startsOn: null,
    withoutConfirmation: false,
    locale: 'en',
    welcome: 'sheet',
    ...change,
  }
}

/** Adds her and gives her id and temporary password. */
export async function addAnna(story: Awaited<ReturnType<typeof openRegistering>>, change: Partial<Registration> = {}) {
  const result = await story.registering.add(story.vera, anna(change))
  if (result.fate !== 'new') throw new Error(`not added: ${result.fate}`)
  return { id: result.given.personId, password: result.given.password ?? '', result }
}
