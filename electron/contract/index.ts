import { activity, live, overview, search } from './activity'
import { access } from './access'
import { app, session, setup } from './app'
import { extranet } from './extranet'
import { imports } from './imports'
import { invitations, messages, openLink } from './invitations'
import { partners } from './partners'
import { people } from './people'
import { joinSite, mailAccount, seats, settings } from './settings'
import { structure, workgroups } from './structure'
import { checklists, tasks } from './tasks'

/** Everything the window may ask of the main process. */
export const contract = {
  app,
  setup,
  session,
  settings,
  access,
  seats,
  mailAccount,
  joinSite,
  structure,
  workgroups,
  people,
  tasks,
  checklists,
  extranet,
  partners,
  imports,
  invitations,
  openLink,
  messages,
  activity,
  overview,
  search,
  live,
}
export type Contract = typeof contract
