import type { SmsInviteResult, SmsOrder } from '../../../contract/sms'
import { insertDrafts } from '../../store/drafts'
import type { Writer } from '../../store/store'
import { toldOf } from '../inviting/address-fates'
import { queueInvitations } from '../inviting/invitation-queue'
import type { InviteOrder } from '../inviting/invite-order'
import { keepInvitations } from '../inviting/keeping'
import { prepareInvitations, type Prepared } from '../inviting/preparing'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import { personalDraft } from '../drafts/personal-draft'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'

/**
 * SM1, SM5: invites each number; each has its fate (S6), and those that are new get an SMS through the portal's account.
 * Throws NOT_ALLOWED and PLACE_NOT_ALLOWED (A1, Z11), NOT_FOUND, NOBODY_TO_INVITE where no row holds a number,
 * JOIN_ADDRESS_MISSING, SMS_ACCOUNT_MISSING, SMS_SECRET_MISSING; then nothing is kept.
 */
export async function inviteBySms(
  context: ServiceContext,
  links: JoinLinks,
  actor: Actor,
  input: SmsOrder,
): Promise<SmsInviteResult> {
  await demandInvitingSomewhere(context.store.reader, actor)
  await links.base()
  const { created, rows } = await invited(context, actor, input, (writer, prepared) =>
    queueInvitations(writer, context, actor, prepared.created, null),
  )
  if (created.length > 0) context.changes.announce('people', 'counters', 'structure', 'messages', 'activity')
  return resultOf(rows)
}

/**
 * SM6: the same with a draft each for the system's own messaging; ids of the drafts. Throws what inviteBySms does, but
 * for the account.
 */
export async function prepareSmsDrafts(
  context: ServiceContext,
  links: JoinLinks,
  actor: Actor,
  input: SmsOrder,
): Promise<SmsInviteResult & { readonly draftIds: readonly string[] }> {
  await demandInvitingSomewhere(context.store.reader, actor)
  await links.base()
  const draftIds: string[] = []
  const { created, rows } = await invited(context, actor, input, async (writer, prepared) => {
    const total = prepared.created.length
    const drafts = prepared.created.map(({ invitation }, index) =>
      personalDraft(context, actor, { channel: 'sms', invitation, textId: null, position: index + 1, total }),
    )
    draftIds.push(...drafts.map(({ draft }) => draft.id))
    for await (const chunk of chunksOf(drafts, 100)) await insertDrafts(writer, chunk)
  })
  if (created.length > 0) context.changes.announce('people', 'counters', 'structure', 'drafts', 'activity')
  return { ...resultOf(rows), draftIds }
}

async function invited(
  context: ServiceContext,
  actor: Actor,
  input: SmsOrder,
  carry: (writer: Writer, prepared: Prepared) => Promise<void>,
): Promise<Prepared> {
  const { people, ...preset } = input
  const order: InviteOrder = {
    ...preset,
    actor,
    channel: 'sms',
    people: people.map(({ phone, ...names }) => ({ email: phone, ...names })),
    phones: 'only',
  }
  return context.store
    .write(async (writer) => {
      const prepared = await prepareInvitations(writer, context, order)
      await keepInvitations(writer, context, order, prepared.created)
      await carry(writer, prepared)
      return prepared
    })
    .catch(toldOf('phone'))
}

function resultOf(rows: Prepared['rows']): SmsInviteResult {
  return {
    rows: rows.map(({ email: phone, ...row }) => ({ phone, ...row })),
    invited: rows.filter((row) => row.fate === 'new').length,
  }
}
