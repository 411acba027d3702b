import { paperOf } from '../../domain/paper'
import { Refusal } from '../../domain/refusal'
import { writtenDay } from '../../domain/written-day'
import { filled, welcomeSheet, welcomeTexts } from '../../sheets/welcome-sheet'
import { readPortal } from '../../store/accounts'
import { findWelcomed, type Welcomed } from '../../store/welcomes'
import type { JoinLinks } from '../join-links'
import type { Actor, MailApp, PrintedPage, Printer } from '../ports'
import { savePage } from '../saving/save-page'
import type { ServiceContext } from '../service-context'
import { deriveTemporary } from './temporary-password'
import { signInAddress, welcomeDraft } from './welcome-mail'

export interface HandingOverPorts {
  readonly links: JoinLinks
  readonly mailApp: MailApp
  readonly printer: Printer
}

/** What is done with a password that was just given and nobody else carries (R4). Nothing of it is kept. */
export interface HandingOver {
  /** From now on, until the program ends, this operator may hand over the temporary password of this generation. */
  remember(actor: Actor, personId: string, generation: number): void
  /** Throws PASSWORD_SHOWN_BEFORE, MAIL_APP_MISSING, MAIL_TEXT_TOO_LONG. */
  openMailApp(actor: Actor, input: { readonly id: string }): Promise<void>
  /** Throws PASSWORD_SHOWN_BEFORE, PRINT_FAILED {reason}. */
  printSheet(actor: Actor, input: { readonly id: string }): Promise<{ readonly printed: boolean }>
  /** Throws PASSWORD_SHOWN_BEFORE, FILE_NOT_WRITTEN {reason}. */
  saveSheet(actor: Actor, input: { readonly id: string }): Promise<{ readonly file: string } | null>
}

export function handingOver(context: ServiceContext, { links, mailApp, printer }: HandingOverPorts): HandingOver {
  const { clock, files, store, vault } = context
  const { reader } = store
  /** Who gave a person which temporary password. */
  const lastGiven = new Map<string, { readonly by: string; readonly generation: number }>()

  /** The person with their temporary password, for who has just given it; for everybody else it stays unseen. */
  async function demandGiven(actor: Actor, id: string): Promise<{ person: Welcomed; password: string; until: number }> {
    const given = lastGiven.get(id)
    const person = given?.by === actor.personId ? await findWelcomed(reader, id) : null
    const temporary = person?.temporary
    const same = temporary?.generation === given?.generation && person?.status !== 'dismissed'
    if (!person || !temporary || !same || temporary.until <= clock.now()) throw new Refusal('PASSWORD_SHOWN_BEFORE')
    return { person, password: deriveTemporary(vault, id, temporary.generation), until: temporary.until }
  }

  async function drawSheet(actor: Actor, id: string): Promise<{ page: PrintedPage; name: string }> {
    const { password, person, until } = await demandGiven(actor, id)
    const { country, name: portal } = await readPortal(reader)
    const { locale, login, name } = person
    const page = welcomeSheet({
      portal,
      name,
      login,
      password,
      signIn: await signInAddress(links),
      until: writtenDay(until, locale),
      locale,
      paper: paperOf(country),
    })
    return { page, name: filled(welcomeTexts(locale).file, name) }
  }

  return {
    remember: (actor, personId, generation) => void lastGiven.set(personId, { by: actor.personId, generation }),

    async openMailApp(actor, { id }) {
      const { password, person } = await demandGiven(actor, id)
      if (person.email === null) throw new Refusal('ADDRESS_MISSING', { name: person.name })
      if (!mailApp.available()) throw new Refusal('MAIL_APP_MISSING')
      await mailApp.open(await welcomeDraft(reader, links, person, { password, inviter: actor.name }))
    },

    async printSheet(actor, { id }) {
      const { page } = await drawSheet(actor, id)
      return { printed: await printer.print(page) }
    },

    async saveSheet(actor, { id }) {
      const { name, page } = await drawSheet(actor, id)
      const file = await savePage(files, name, () => printer.pdf(page))
      return file === null ? null : { file }
    },
  }
}
