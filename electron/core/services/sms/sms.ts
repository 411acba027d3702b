import type { OpenSmsGateway } from '../../gateways/sms/sms-gateway'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import type { SmsApp } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { createSmsAccountService } from './sms-account'
import { createSmsDrafts } from './sms-drafts'
import { inviteBySms, prepareSmsDrafts } from './sms-inviting'
import { checkNumbers, previewSms, readContacts, readNumbers } from './sms-reading'
import { readSmsSettings } from './sms-settings'

/** Inviting by SMS, and the account it goes by (SM1–SM6). */
export function createSmsService(
  context: ServiceContext,
  links: JoinLinks,
  smsApp: SmsApp,
  openGateway: OpenSmsGateway,
): ServiceOf<'sms'> {
  const { reader } = context.store
  const drafts = createSmsDrafts(context, links, smsApp)
  return {
    async get(actor) {
      await demandInvitingSomewhere(reader, actor)
      return { smsService: (await readSmsSettings(reader, context.vault)) !== null, smsApp: smsApp.available() }
    },
    ...createSmsAccountService(context, openGateway),
    preview: (actor, input) => previewSms(context, links, actor, input),
    read: async (actor, { text }) => ({ entries: await readNumbers(context, actor, text) }),
    check: async (actor, { phones }) => ({ entries: await checkNumbers(context, actor, phones) }),
    readContacts: async (actor, input) => ({ contacts: await readContacts(context, actor, input) }),
    invite: (actor, input) => inviteBySms(context, links, actor, input),
    prepareDrafts: (actor, input) => prepareSmsDrafts(context, links, actor, input),
    drafts: (actor) => drafts.waiting(actor),
    draft: (actor, { id }) => drafts.show(actor, id),
    openDraft: (actor, { id }) => drafts.open(actor, id),
  }
}
