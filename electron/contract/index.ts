import { activity, live, overview, search } from './activity'
import { app, session, setup } from './app'
import { invitations, messages, openLink } from './invitations'
import { people, tasks } from './people'
import { joinSite, mailAccount, settings } from './settings'
import { structure, workgroups } from './structure'

/** Everything the window may ask of the main process. */
export const contract = {
  app,
  setup,
  session,
  settings,
  mailAccount,
  joinSite,
  structure,
  workgroups,
  people,
  tasks,
  invitations,
  openLink,
  messages,
  activity,
  overview,
  search,
  live,
}
export type Contract = typeof contract
