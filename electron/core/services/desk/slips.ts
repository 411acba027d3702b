import type { BatchResult } from '../../../contract/base'
import type { SlipsResult } from '../../../contract/desk'
import { demand } from '../../domain/access'
import type { Paper } from '../../domain/paper'
import { Refusal } from '../../domain/refusal'
import type { PaperWay } from '../../domain/vocabulary'
import { writtenDay } from '../../domain/written-day'
import { type PasswordSlip, passwordSlips, slipTexts } from '../../sheets/password-slip'
import { readPortal, saveTemporaryCredential } from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import { departmentNamesOf, type Welcomed } from '../../store/welcomes'
import { onEach } from '../batch'
import type { JoinLinks } from '../join-links'
import type { Actor, Printer } from '../ports'
import { demandPasswordGiving } from '../registering/giving'
import { type NewPassword, newTemporary } from '../registering/temporary-password'
import { signInAddress } from '../registering/welcome-mail'
import type { ServiceContext } from '../service-context'
import { putOnPaper } from './paper-out'

export interface SlipsPorts {
  readonly links: JoinLinks
  readonly printer: Printer
}

/**
 * The last generation drawn for each person while the program runs. A printer may stop half-way: what it did put out must
 * never become somebody's password with the next run.
 */
export type DrawnGenerations = Map<string, number>

interface SlipsOrder {
  readonly ids: readonly string[]
  readonly paper: Paper
  readonly way: PaperWay
}

/** Somebody with the password that goes on their slip, which nothing holds but this run. */
interface Prepared {
  readonly person: Welcomed
  readonly made: NewPassword
}

/**
 * Z4: new temporary passwords for these people, on paper and nowhere else: the passwords are made and drawn, and only when
 * they are printed do they take the place of the old ones, each in a transaction of its own with an audit entry (S5). Where
 * nothing is printed nothing changes. Who may not have one is in `refused`; a slip of theirs that was printed is void.
 * Throws NOT_ALLOWED, VAULT_LOCKED, PRINT_FAILED {reason}, FILE_NOT_WRITTEN {reason}.
 */
export async function printSlips(
  context: ServiceContext,
  { drawn, links, printer }: SlipsPorts & { readonly drawn: DrawnGenerations },
  actor: Actor,
  { ids, paper, way }: SlipsOrder,
): Promise<SlipsResult> {
  demand(actor, 'people.see-all')
  const prepared = new Map<string, Prepared>()
  const preparing = await onEach(ids, async (id, called) => {
    const person = await demandPasswordGiving(context.store.reader, actor, id)
    called(person.name)
    const { credential, password } = await newTemporary(
      context,
      id,
      Math.max(person.lastGeneration, drawn.get(id) ?? 0),
    )
    drawn.set(id, credential.generation)
    prepared.set(id, { person, made: { password, credential: { ...credential, replaces: person.lastGeneration } } })
  })
  if (prepared.size === 0) return { printed: false, file: null, ...preparing }

  const { locale } = await readPortal(context.store.reader)
  const { file, printed } = await putOnPaper(context, printer, way, slipTexts(locale).file, async () =>
    passwordSlips(await slipsOf(context, links, [...prepared.values()]), { paper, locale }),
  )
  if (!printed) return { printed: false, file: null, done: [], refused: preparing.refused }
  const giving = await give(context, actor, prepared)
  if (giving.done.length > 0) context.changes.announce('people', 'messages', 'activity')
  return { printed, file, done: giving.done, refused: [...preparing.refused, ...giving.refused] }
}

/** R2: what was printed is now what lets in, in place of whatever password there was. */
async function give(
  { clock, store }: ServiceContext,
  actor: Actor,
  prepared: ReadonlyMap<string, Prepared>,
): Promise<BatchResult> {
  return await onEach([...prepared.keys()], (id, called) =>
    store.write(async (writer) => {
      const printed = prepared.get(id)
      if (!printed) throw new Error('A slip that was not prepared')
      called(printed.person.name)
      const person = await demandPasswordGiving(writer, actor, id)
      const at = clock.now()
      const first = await saveTemporaryCredential(writer, id, printed.made.credential, at)
      // Somewhere else one was given while this was printed: that one counts (S5).
      if (!first) throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
      await recordAudit(writer, at, {
        actor,
        origin: 'console',
        action: 'person.password-given',
        subject: person,
        details: { welcome: 'slip' },
      })
    }),
  )
}

async function slipsOf(
  { store }: ServiceContext,
  links: JoinLinks,
  prepared: readonly Prepared[],
): Promise<readonly PasswordSlip[]> {
  const { reader } = store
  const { name: portal } = await readPortal(reader)
  const signIn = await signInAddress(links)
  const departments = await departmentNamesOf(
    reader,
    prepared.map(({ person }) => person.id),
  )
  return prepared.map(({ made, person }) => ({
    portal,
    name: person.name,
    departments: departments.get(person.id) ?? [],
    login: person.login,
    password: made.password,
    signIn,
    until: writtenDay(made.credential.until, person.locale),
    locale: person.locale,
  }))
}
