import { implement, type Lazy, lazy, type Router } from '@orpc/server'
import type { Contract } from '../../contract'
import { live } from '../../contract/activity'
import { app, session, setup } from '../../contract/app'
import type { ServedGroup } from '../services/service-types'
import { passwordStrength } from '../services/password-strength'
import { commandsOf } from './commands'
import { changesOf } from './live'
import type { ConsoleContext } from './router-context'

/**
 * Implements the whole contract. A call is parsed against its schema, then goes either to the host (what comes before
 * sign-in, and what only the device can do) or to the service of the open portal, together with who is signed in.
 * The groups that need a portal are read when the first of them is called: no start waits for them.
 */
export function createRouter(): Router<Contract, ConsoleContext> {
  const os = implement({ app, setup, session, live }).$context<ConsoleContext>()
  return {
    app: {
      state: os.app.state.handler(({ context }) => context.host.state()),
      setLocale: os.app.setLocale.handler(({ context, input }) => context.host.setLocale(input.locale)),
      setAppearance: os.app.setAppearance.handler(({ context, input }) => context.host.setAppearance(input.appearance)),
      copyText: os.app.copyText.handler(({ context, input }) => context.host.copyText(input.text)),
      commands: os.app.commands.handler(({ context, signal }) => commandsOf(context.host, signal)),
    },
    setup: {
      create: os.setup.create.handler(({ context, input }) => context.host.createPortal(input)),
      tryAgain: os.setup.tryAgain.handler(({ context }) => context.host.tryAgain()),
      openSample: os.setup.openSample.handler(({ context }) => context.host.openSample()),
      removeSample: os.setup.removeSample.handler(({ context }) => context.host.removeSample()),
      leaveSample: os.setup.leaveSample.handler(({ context }) => context.host.leaveSample()),
      checkPassword: os.setup.checkPassword.handler(({ input }) => passwordStrength(input.password, input.words)),
      unlockVault: os.setup.unlockVault.handler(({ context, input }) => context.host.unlockVault(input.passphrase)),
    },
    session: {
      signIn: os.session.signIn.handler(({ context, input }) => context.host.signIn(input.login, input.password)),
      signOut: os.session.signOut.handler(({ context }) => context.host.signOut()),
      lock: os.session.lock.handler(({ context }) => context.host.lock()),
      unlock: os.session.unlock.handler(({ context, input }) => context.host.unlock(input.password)),
      changePassword: os.session.changePassword.handler(async ({ context, input }) => {
        const { portal, actor } = await context.host.signedIn()
        return portal.accounts.changePassword(actor, input)
      }),
    },
    live: {
      changes: os.live.changes.handler(({ context, signal }) => changesOf(context.host, signal)),
    },
    settings: served('settings'),
    mailAccount: served('mailAccount'),
    joinSite: served('joinSite'),
    structure: served('structure'),
    workgroups: served('workgroups'),
    people: served('people'),
    tasks: served('tasks'),
    invitations: served('invitations'),
    openLink: served('openLink'),
    messages: served('messages'),
    activity: served('activity'),
    overview: served('overview'),
    search: served('search'),
  }
}

function served<Group extends ServedGroup>(group: Group): Lazy<Router<Contract[Group], ConsoleContext>> {
  return lazy(async () => ({ default: (await import('./served')).served(group) }))
}
