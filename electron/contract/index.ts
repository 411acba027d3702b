import { activity, live, overview, search } from './activity'
import { access } from './access'
import { app, session, setup } from './app'
import { backups, restoring } from './backups'
import { bounces } from './bounces'
import { bulk } from './bulk'
import { desk } from './desk'
import { extranet } from './extranet'
import { imports } from './imports'
import { kiosk } from './kiosk'
import { invitations } from './invitations'
import { messages } from './messages'
import { openLink } from './open-link'
import { partners } from './partners'
import { people } from './people'
import { registering } from './registering'
import { mailAccount } from './mail-account'
import { joinSite, seats, settings } from './settings'
import { sheets } from './sheets'
import { sms } from './sms'
import { structure, workgroups } from './structure'
import { checklists, tasks } from './tasks'
import { templates } from './templates'
import { today } from './today'

/** Everything the window may ask of the main process. */
export const contract = {
  app,
  setup,
  session,
  kiosk,
  restoring,
  settings,
  access,
  seats,
  backups,
  mailAccount,
  bounces,
  joinSite,
  structure,
  workgroups,
  people,
  tasks,
  checklists,
  extranet,
  registering,
  desk,
  partners,
  imports,
  bulk,
  invitations,
  openLink,
  messages,
  sms,
  templates,
  sheets,
  today,
  activity,
  overview,
  search,
  live,
}
export type Contract = typeof contract
