import { implement, type Lazy, lazy, type Router } from '@orpc/server'
import type { Contract } from '../../contract'
import { start } from '../../contract/start'
import type { ServedGroup } from '../services/service-types'
import { commandsOf } from './commands'
import type { hostProcedures } from './host-procedures'
import { changesOf } from './live'
import type { ConsoleContext } from './router-context'

/**
 * Implements the whole contract. A call is parsed against its schema, then goes either to the host (what comes before
 * sign-in, and what only the device can do) or to the service of the open portal, together with who is signed in.
 * Only what every window asks first is there at once; the rest is read when it is first called, with its schemas.
 */
export function createRouter(): Router<Contract, ConsoleContext> {
  const os = implement(start).$context<ConsoleContext>()
  return {
    app: {
      state: os.state.handler(({ context }) => context.host.state()),
      setLocale: ofApp('setLocale'),
      setAppearance: ofApp('setAppearance'),
      copyText: ofApp('copyText'),
      copyPicture: ofApp('copyPicture'),
      setFullScreen: ofApp('setFullScreen'),
      saveDrawing: ofApp('saveDrawing'),
      commands: os.commands.handler(({ context, signal }) => commandsOf(context.host, signal)),
    },
    setup: fromHost('setup'),
    session: fromHost('session'),
    kiosk: fromHost('kiosk'),
    restoring: fromHost('restoring'),
    live: {
      changes: os.changes.handler(({ context, signal }) => changesOf(context.host, signal)),
    },
    settings: served('settings'),
    access: served('access'),
    seats: served('seats'),
    backups: served('backups'),
    mailAccount: served('mailAccount'),
    bounces: served('bounces'),
    joinSite: served('joinSite'),
    structure: served('structure'),
    workgroups: served('workgroups'),
    people: served('people'),
    tasks: served('tasks'),
    checklists: served('checklists'),
    extranet: served('extranet'),
    registering: served('registering'),
    desk: served('desk'),
    partners: served('partners'),
    imports: served('imports'),
    bulk: served('bulk'),
    invitations: served('invitations'),
    openLink: served('openLink'),
    messages: served('messages'),
    sms: served('sms'),
    templates: served('templates'),
    sheets: served('sheets'),
    today: served('today'),
    activity: served('activity'),
    overview: served('overview'),
    search: served('search'),
  }
}

type HostProcedures = typeof hostProcedures

/** A procedure of the device; the host answers it. */
function ofApp<Name extends keyof HostProcedures['app']>(name: Name): Lazy<HostProcedures['app'][Name]> {
  return lazy(async () => ({ default: (await import('./host-procedures')).hostProcedures.app[name] }))
}

/** A group that comes before sign-in or is about it; the host answers it. */
function fromHost<Group extends 'setup' | 'session' | 'kiosk' | 'restoring'>(
  group: Group,
): Lazy<HostProcedures[Group]> {
  return lazy(async () => ({ default: (await import('./host-procedures')).hostProcedures[group] }))
}

function served<Group extends ServedGroup>(group: Group): Lazy<Router<Contract[Group], ConsoleContext>> {
  return lazy(async () => ({ default: (await import('./served')).served(group) }))
}
