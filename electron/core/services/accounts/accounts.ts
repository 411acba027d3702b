import { roleOf } from '../../domain/access'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import {
  type AccountRow,
  findAccount,
  readAccount,
  readMembership,
  readPortal,
  rehashCredential,
  replaceCredential,
} from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import type { Writer } from '../../store/store'
import { readLogin } from './logins'
import { hashPassword, isOutdated, isPassword, NOBODYS_PASSWORD } from './password-hashing'
import { demandPassword } from './password-strength'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { createThrottling, throttleKey } from './throttling'

export type SignInOrigin = 'console' | 'join-site'

/** Who I am, as the join site shows it. */
export interface Membership {
  readonly name: string
  readonly portal: string
  readonly departments: readonly string[]
  readonly workgroups: readonly string[]
  readonly passwordChangedAt: number
  /** Generation of the temporary password they still have; null: they chose their own (R2). */
  readonly temporaryGeneration: number | null
}

/** Who has just proved themselves; `temporaryGeneration` of the temporary password they did it with, or null (R2). */
export interface SignedIn {
  readonly actor: Actor
  readonly temporaryGeneration: number | null
}

/** Sign-in and passwords of the people of the portal (A4, S4). */
export interface AccountsService {
  /**
   * A4: with e-mail or phone. Throws WRONG_CREDENTIALS whether or not the login exists, WAIT_BEFORE_NEXT_TRY
   * {seconds}, and only after the right password SIGN_IN_INVITED, SIGN_IN_PENDING or SIGN_IN_DISMISSED (S4), or
   * PASSWORD_EXPIRED for a temporary one that is past (R2).
   */
  signIn(login: string, password: string, origin: SignInOrigin): Promise<SignedIn>
  /**
   * Who this is, at the console, without signing them in; what is refused is counted and recorded all the same. Throws
   * what `signIn` throws, and NOT_ALLOWED for anybody but an administrator.
   */
  proveAdministrator(login: string, password: string): Promise<Actor>
  /** The same for somebody who is known already: unlocking, or before changing something that matters. */
  verify(personId: string, password: string): Promise<void>
  /**
   * Throws WRONG_CREDENTIALS for the current password, also one replaced while this was under way, INVALID_INPUT for the next
   * one, and what `signIn` throws of whoever may not be in.
   */
  changePassword(actor: Actor, input: { readonly current: string; readonly next: string }): Promise<void>
  /**
   * R2: an own password in place of the temporary one of this generation, which is dead at once. Throws INVALID_INPUT on
   * `next`, PASSWORD_EXPIRED, and NOT_SIGNED_IN where the temporary password is no longer the person's.
   */
  choosePassword(
    personId: string,
    input: { readonly next: string; readonly temporaryGeneration: number; readonly origin: SignInOrigin },
  ): Promise<void>
  /** Null for everybody who is not active (S4). */
  membership(personId: string): Promise<Membership | null>
}

/** What accounts are looked up and changed with: nothing of the vault. */
export type AccountsContext = Pick<ServiceContext, 'store' | 'clock' | 'randomness' | 'changes'>

export function createAccountsService(context: AccountsContext): AccountsService {
  const throttling = createThrottling(context)

  /**
   * Compares the password and, when it is right, forgives earlier tries and renews an outdated hash; the account as it
   * is then.
   */
  async function prove(account: AccountRow | undefined, password: string, key: string): Promise<AccountRow> {
    await throttling.begin(key, 'WAIT_BEFORE_NEXT_TRY')
    const stored = account?.password ?? null
    const right = await isPassword(password, stored ?? NOBODYS_PASSWORD)
    if (!account || !stored || !right) throw new Refusal('WRONG_CREDENTIALS')
    const renewed = isOutdated(stored) ? await hashPassword(password, context.randomness) : null
    await context.store.write(async (writer) => {
      await throttling.forgive(writer, key)
      if (renewed) await rehashCredential(writer, account.id, stored, renewed)
    })
    return renewed ? { ...account, password: renewed } : account
  }

  async function recordSignIn(account: AccountRow | undefined, origin: SignInOrigin, refusal: Refusal | null) {
    await context.store.write((writer) =>
      recordAudit(writer, context.clock.now(), {
        actor: account && !refusal ? actorOf(account) : null,
        origin,
        action: refusal ? 'session.refused' : 'session.signed-in',
        subject: account ? { id: account.id, name: account.name } : null,
        details: refusal ? { reason: refusal.code } : {},
      }),
    )
  }

  async function proveAgain(personId: string, password: string): Promise<AccountRow> {
    const account = await readAccount(context.store.reader, personId)
    return demandCurrent(demandActive(await prove(account, password, throttleKey('person', personId))))
  }

  /** R2: a temporary password is refused once its time is over; only who typed the right one is told so. */
  function demandCurrent(account: AccountRow): AccountRow {
    const { temporary_until: until } = account
    if (until !== null && until <= context.clock.now()) throw new Refusal('PASSWORD_EXPIRED')
    return account
  }

  /** Hashes what somebody chose, once it is good enough. Throws INVALID_INPUT on `next`. */
  async function hashChosen(account: AccountRow, next: string): Promise<string> {
    const portal = await readPortal(context.store.reader)
    await demandPassword(next, [account.name, account.email ?? '', portal.name], 'next')
    if (account.temporary_until !== null && account.password && (await isPassword(next, account.password))) {
      throw fieldRefusal('next', 'PASSWORD_UNCHANGED')
    }
    return await hashPassword(next, context.randomness)
  }

  /** Throws WRONG_CREDENTIALS where the password of `account`, as it was read, is no longer theirs. */
  async function keepChosen(writer: Writer, account: AccountRow, hashed: string, origin: SignInOrigin): Promise<void> {
    const now = context.clock.now()
    const chosen = { password: hashed, at: now }
    if (!(await replaceCredential(writer, account.id, account.password, chosen))) throw new Refusal('WRONG_CREDENTIALS')
    await recordAudit(writer, now, {
      actor: actorOf(account),
      origin,
      action: 'session.password-changed',
      subject: { id: account.id, name: account.name },
    })
  }

  /** Who this is. What is refused is recorded. */
  async function proveLogin(login: string, password: string, origin: SignInOrigin): Promise<AccountRow> {
    const portal = await readPortal(context.store.reader)
    const address = readLogin(login, portal.country)
    const account = address ? await findAccount(context.store.reader, address) : undefined
    // The join site is open to strangers: their tries never make an administrator wait at the console.
    const key = throttleKey('login', origin, address ? JSON.stringify(address) : login.trim().toLowerCase())
    try {
      return demandCurrent(demandActive(await prove(account, password, key)))
    } catch (error) {
      // A try that came too early was never looked at; writing each down would let a stranger fill the log.
      if (error instanceof Refusal && error.code !== 'WAIT_BEFORE_NEXT_TRY') {
        await recordSignIn(account, origin, error)
      }
      throw error
    }
  }

  return {
    async signIn(login, password, origin) {
      const proven = await proveLogin(login, password, origin)
      await recordSignIn(proven, origin, null)
      return { actor: actorOf(proven), temporaryGeneration: temporaryGenerationOf(proven) }
    },

    async proveAdministrator(login, password) {
      const actor = actorOf(await proveLogin(login, password, 'console'))
      if (actor.role !== 'administrator') throw new Refusal('NOT_ALLOWED')
      return actor
    },

    async verify(personId, password) {
      await proveAgain(personId, password)
    },

    async changePassword(actor, { current, next }) {
      const account = await proveAgain(actor.personId, current)
      const hashed = await hashChosen(account, next)
      await context.store.write(async (writer) => {
        // Hashing takes its time: meanwhile they may have been dismissed, or given another password (S4, R2).
        const now = await readAccount(writer, account.id)
        if (!now) throw new Refusal('NOT_FOUND')
        demandCurrent(demandActive(now))
        await keepChosen(writer, account, hashed, 'console')
      })
    },

    async choosePassword(personId, { next, origin, temporaryGeneration }) {
      const held = (account: AccountRow | undefined): AccountRow => {
        if (!account || temporaryGenerationOf(account) !== temporaryGeneration) throw new Refusal('NOT_SIGNED_IN')
        return demandCurrent(demandActive(account))
      }
      const account = held(await readAccount(context.store.reader, personId))
      const hashed = await hashChosen(account, next)
      await context.store.write(async (writer) => {
        await keepChosen(writer, held(await readAccount(writer, personId)), hashed, origin)
      })
      context.changes.announce('messages', 'activity')
    },

    async membership(personId) {
      const membership = await readMembership(context.store.reader, personId)
      if (!membership) return null
      const portal = await readPortal(context.store.reader)
      return { ...membership, portal: portal.name }
    },
  }
}

/** S4: only an active person signs in; the others learn why, as the password proved who they are. */
function demandActive(account: AccountRow): AccountRow {
  if (account.status === 'active') return account
  const codes = { invited: 'SIGN_IN_INVITED', pending: 'SIGN_IN_PENDING', dismissed: 'SIGN_IN_DISMISSED' } as const
  throw new Refusal(codes[account.status])
}

/** Generation of the temporary password somebody still has; null: they chose their own. */
export function temporaryGenerationOf(
  account: Pick<AccountRow, 'temporary_generation' | 'temporary_until'>,
): number | null {
  return account.temporary_until === null ? null : account.temporary_generation
}

function actorOf(account: AccountRow): Actor {
  return {
    personId: account.id,
    name: account.name,
    role: roleOf({ kind: account.kind, administrator: account.administrator === 1 }),
  }
}
