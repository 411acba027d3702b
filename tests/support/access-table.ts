import { mailAccountSchema } from '../../electron/contract/mail-account'
import { type Role, ROLES } from '../../electron/core/domain/vocabulary'
import type { Actor } from '../../electron/core/services/ports'
import { type Answer, openContract, servedProcedures } from './contract-calls'
import { createCast } from './contract-cast'
import { inputAbout } from './contract-inputs'

/** What came of asking: all, all but with less told, only one's own, all but administrators, or nothing. */
export type Outcome = 'yes' | 'part' | 'own' | 'not administrators' | '—'
export type Row = { readonly procedure: string } & Readonly<Record<Role, Outcome>>

/** Refusals that say: not you, or not that. Any other comes after the rights were checked. */
const FORBIDDEN = new Set(['NOT_ALLOWED', 'NOT_FOUND', 'PLACE_NOT_ALLOWED'])

/** These only read: what they answer with and without somebody tells how much of the portal is in it. */
const READS =
  /(?:\.(?:list|get|find|feed|audit|drafts|tree|counts|counters|forecast|leavings|invitingScope)|^desk\.(?:state|sheets|slipPeople|approvals))$/u

/** About a copy of the data, which has to be there. */
const ONE_BACKUP = /^backups\.(?:look|saveAs|remove)$/u

const JOIN_SITE = {
  mode: 'proxy',
  port: 0,
  interfaceAddress: null,
  publicAddress: 'https://join.aurora.example',
} as const
const MAIL_ACCOUNT = {
  id: 1,
  preset: 'other',
  sign_in: 'password',
  host: '127.0.0.1',
  port: 1,
  security: 'none',
  username: '',
  from_name: 'Aurora',
  from_address: 'welcome@aurora.example',
  updated_at: 0,
} as const

/** One that is signed in to with its provider: Google's page needs nobody to answer before it is opened. */
const SIGNED_IN_ACCOUNT = mailAccountSchema.parse({
  preset: 'google',
  host: '127.0.0.1',
  port: 1,
  security: 'none',
  signIn: 'oauth',
  username: 'welcome@aurora.example',
  clientId: 'aurora-client',
  clientSecret: 'seven green lamps',
  fromName: 'Aurora',
  fromAddress: 'welcome@aurora.example',
})

/** These tell of what was done: somebody must have done something. */
const NOTES: ReadonlySet<string> = new Set(['activity.feed', 'overview.get'])

/** A portal in which everything is set up that a call might need, with one actor of each role. */
export async function openStage() {
  const peer = await openContract()
  const { administrator } = peer
  const cast = createCast(peer)
  const actors: Readonly<Record<Role, Actor>> = {
    administrator,
    partner: await cast.addActor('Paula', 'partner'),
    employee: await cast.addActor('Emil', 'employee'),
    external: await cast.addActor('Xenia', 'external'),
  }
  return { peer, cast, actors, colleague: await cast.addActor('Nora', 'employee') }
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** For every procedure and role, what really happens with well-formed input about one's own and about somebody else's. */
export async function computeAccess(
  stage: Stage,
  roles: readonly Role[] = ROLES,
  procedures: readonly string[] = servedProcedures,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const procedure of procedures) {
    const outcomes: Record<string, Outcome> = {}
    for (const role of roles) outcomes[role] = await outcomeFor(stage, procedure, role)
    rows.push({ procedure, administrator: '—', partner: '—', employee: '—', external: '—', ...outcomes })
  }
  return rows
}

async function outcomeFor(stage: Stage, procedure: string, role: Role): Promise<Outcome> {
  const { actors, colleague } = stage
  const actor = actors[role]
  const foreign = await askAbout(stage, procedure, actor, { mark: 'Foreign', by: colleague })
  const own = await askAbout(stage, procedure, actor, { mark: 'Own', by: actor })
  if (own.forbidden && foreign.forbidden) return '—'
  if (foreign.forbidden) return 'own'
  if (foreign.all) {
    // Everybody is answered: somebody else’s things that change an administrator’s answer alone are not the actor’s to see.
    const changes = foreign.before !== foreign.after
    if (foreign.all.before !== foreign.all.after && !changes) return 'own'
    if (changes && role !== 'partner' && foreign.after !== foreign.all.after) return 'part'
  }
  if (role !== 'partner') return 'yes'
  const other = { mark: 'Chief', by: colleague, status: 'active', administrator: true } as const
  return (await askAbout(stage, procedure, actor, other)).forbidden ? 'not administrators' : 'yes'
}

interface Asked {
  readonly forbidden: boolean
  /** Of a procedure that reads: the answer without the subject and with it. */
  readonly before: string
  readonly after: string
  /** The same as an administrator gets it. */
  readonly all: { readonly before: string; readonly after: string } | null
}

async function askAbout(
  stage: Stage,
  procedure: string,
  actor: Actor,
  options: Parameters<Stage['cast']['addSubject']>[0],
): Promise<Asked> {
  const { actors, cast, peer } = stage
  await restore(stage)
  if (procedure === 'mailAccount.openSignInPage') await beginSignIn(stage)
  const subject = await cast.addSubject(options)
  // External people invite nobody: of people their own is they themselves (X6).
  const self = actor.role === 'external' && options.by.personId === actor.personId
  const input = ONE_BACKUP.test(procedure)
    ? await peer.portal.backups.make(actors.administrator)
    : inputAbout(procedure, self ? { ...subject, personId: actor.personId } : subject)
  const tell = async (asking: Actor) => JSON.stringify(await peer.ask(asking, procedure, input))
  let reading: Omit<Asked, 'forbidden'> = { before: '', after: '', all: null }
  if (READS.test(procedure)) {
    await cast.removeSubject(subject)
    const before = await tell(actor)
    const allBefore = await tell(actors.administrator)
    await cast.putBack(subject)
    if (NOTES.has(procedure)) await peer.ask(actors.administrator, 'people.dismiss', { ids: [subject.personId] })
    reading = { before, after: await tell(actor), all: { before: allBefore, after: await tell(actors.administrator) } }
  }
  const answer = await peer.ask(actor, procedure, input)
  await cast.removeSubject(subject)
  return { ...reading, forbidden: isForbidden(answer, self) }
}

/** Puts back what an earlier call may have taken away. */
async function restore({ actors, peer }: Stage): Promise<void> {
  const { mode } = await peer.portal.joinSite.get(actors.administrator)
  if (mode !== 'proxy') await peer.portal.joinSite.configure(actors.administrator, JOIN_SITE)
  const { put, reader } = peer
  await put([
    reader
      .insertInto('mail_account')
      .values(MAIL_ACCOUNT)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(MAIL_ACCOUNT)),
    reader.updateTable('person').set({ status: 'active' }).where('kind', '=', 'partner'),
  ])
}

/** A sign-in waits at the provider's page. */
async function beginSignIn({ actors, peer }: Stage): Promise<void> {
  await peer.portal.mailAccount.save(actors.administrator, SIGNED_IN_ACCOUNT)
  await peer.portal.mailAccount.beginSignIn(actors.administrator)
}

/** A batch is forbidden where each of its people was. `self`: nobody is asked in who asks, so that this state says no. */
function isForbidden(answer: Answer, self: boolean): boolean {
  if ('refusal' in answer) {
    if (answer.refusal.code === 'INTERNAL') throw new Error('a procedure broke')
    return FORBIDDEN.has(answer.refusal.code) || (self && answer.refusal.code === 'STATE_NOT_ALLOWED')
  }
  const { done } = answer
  if (typeof done !== 'object' || done === null || !('refused' in done) || !('done' in done)) return false
  const { refused } = done
  if (!Array.isArray(refused) || refused.length === 0 || !Array.isArray(done.done) || done.done.length > 0) return false
  return refused.every((each: { readonly refusal: { readonly code: string } }) => FORBIDDEN.has(each.refusal.code))
}
