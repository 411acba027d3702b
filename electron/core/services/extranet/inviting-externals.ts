import type { ExtranetInviteResult } from '../../../contract/extranet'
import { demand } from '../../domain/access'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import type { Delivery, Locale } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import { kindsOf } from '../../store/guests'
import type { Reader, Writer } from '../../store/store'
import { prepareDrafts } from '../drafts/draft-preparing'
import { demandTerms } from './guest-terms'
import { demandMailService } from '../messages/outgoing-messages'
import { toldOf } from '../inviting/address-fates'
import { queueInvitations } from '../inviting/invitation-queue'
import type { InviteOrder } from '../inviting/invite-order'
import { keepInvitations } from '../inviting/keeping'
import { prepareInvitations, type Prepared } from '../inviting/preparing'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import { readSmsSettings } from '../sms/sms-settings'
import type { JoinLinks } from '../join-links'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { insertWorkgroup } from '../workgroups/workgroups'
import { readWorkgroups } from '../workgroups/workgroups-read'

export interface ExternalsOrder {
  readonly workgroupId: string | null
  readonly newWorkgroup: string | null
  readonly people: readonly { readonly address: string; readonly firstName: string; readonly lastName: string }[]
  readonly locale: Locale
  readonly delivery: Delivery
  readonly sponsorId: string | null
  readonly endsOn: string | null
}

/**
 * X1: invites external people into a workgroup that allows them, or into a new one that then does. Each address has its
 * fate (S6): those that are new are invited, and the others come back with theirs. By mail service or mail app where an
 * address is one; somebody with a phone only gets an SMS where the portal has an account and sends by itself, else their
 * link is handed over.
 * Throws NOT_ALLOWED (A1, W2), NOT_FOUND, WORKGROUP_CLOSED_TO_EXTERNALS (X2), WORKGROUP_NAME_TAKEN, NOBODY_TO_INVITE where
 * no row holds an address, INVALID_INPUT, JOIN_ADDRESS_MISSING, MAIL_ACCOUNT_MISSING, MAIL_PASSWORD_MISSING; then nothing
 * is kept.
 */
export async function inviteExternals(
  context: ServiceContext,
  links: JoinLinks,
  actor: Actor,
  input: ExternalsOrder,
): Promise<ExtranetInviteResult> {
  if ((input.workgroupId === null) === (input.newWorkgroup === null)) throw fieldRefusal('workgroupId', 'REQUIRED')
  await demandInvitingSomewhere(context.store.reader, actor)
  const base = await links.base()
  const { done, workgroupId } = await context.store
    .write(async (writer) => {
      await demandTerms(writer, actor, input, context.clock.now())
      const group = await chosenWorkgroup(writer, context, actor, input)
      const order = orderFor(actor, input, group)
      return { done: await inviteInside(writer, context, links, base, order, input.delivery), workgroupId: group }
    })
    .catch(toldOf('address'))
  if (done.invited > 0 || input.newWorkgroup !== null) {
    context.changes.announce('people', 'counters', 'workgroups', 'messages', 'drafts', 'activity')
  }
  return { ...done, workgroupId }
}

async function chosenWorkgroup(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  { newWorkgroup, workgroupId }: ExternalsOrder,
): Promise<string> {
  if (newWorkgroup !== null) {
    demand(actor, 'workgroups.edit')
    const id = await insertWorkgroup(writer, context, { name: newWorkgroup, description: '', allowExternal: true })
    await recordAudit(writer, context.clock.now(), {
      actor,
      origin: 'console',
      action: 'workgroup.added',
      subject: { id, name: newWorkgroup },
      details: { allowExternal: 1 },
    })
    return id
  }
  const group = (await readWorkgroups(writer, actor)).find((each) => each.id === workgroupId)
  if (!group) throw new Refusal('NOT_FOUND', {}, fieldRefusal('workgroupId', 'INVALID').fields)
  if (!group.mayInvite) throw new Refusal('NOT_ALLOWED')
  if (!group.allowExternal) throw new Refusal('WORKGROUP_CLOSED_TO_EXTERNALS', { name: group.name })
  return group.id
}

function orderFor(actor: Actor, input: ExternalsOrder, workgroupId: string): InviteOrder {
  return {
    actor,
    channel: 'extranet',
    people: input.people.map(({ address, ...names }) => ({ email: address, ...names })),
    phones: true,
    newcomer: { kind: 'external', sponsor_id: input.sponsorId, ends_on: input.endsOn },
    departmentIds: [],
    workgroupIds: [workgroupId],
    fromWorkgroupId: workgroupId,
    locale: input.locale,
    requireConfirmation: null,
  }
}

async function inviteInside(
  writer: Writer,
  context: ServiceContext,
  links: JoinLinks,
  base: string,
  order: InviteOrder,
  delivery: Delivery,
): Promise<Omit<ExtranetInviteResult, 'workgroupId'>> {
  if (delivery === 'mail-app') {
    // The shared link would make employees of them: each gets their own.
    const drafted = await prepareDrafts(writer, context, links, base, { ...order, mode: 'each', text: null })
    return { rows: await shown(writer, drafted.rows, delivery), invited: drafted.created, draftIds: drafted.draftIds }
  }
  const { created, rows } = await prepareInvitations(writer, context, order)
  await keepInvitations(writer, context, order, created)
  if (delivery === 'mail-service') {
    const bySms = (await readSmsSettings(writer, context.vault)) !== null
    const reachable = created.filter(({ person }) => person.email !== null || bySms)
    if (created.some(({ person }) => person.email !== null)) await demandMailService(writer, context.vault)
    await queueInvitations(writer, context, order.actor, reachable, null)
    return { rows: await shown(writer, rows, delivery, bySms ? 'sms' : 'link'), invited: created.length, draftIds: [] }
  }
  return { rows: await shown(writer, rows, delivery), invited: created.length, draftIds: [] }
}

async function shown(
  reader: Reader,
  rows: Prepared['rows'],
  delivery: Delivery,
  toPhones: 'sms' | 'link' = 'link',
): Promise<ExtranetInviteResult['rows']> {
  const kinds = await kindsOf(
    reader,
    rows.flatMap((row) => row.personId ?? []),
  )
  return rows.map(({ email, fate, name, personId }) => ({
    address: email,
    fate,
    personId,
    name,
    kind: personId === null ? null : (kinds.get(personId) ?? null),
    delivery: email.includes('@') ? delivery : toPhones,
  }))
}
