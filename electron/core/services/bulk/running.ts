import { isWithin } from '../../domain/inviting-scope'
import type { MailText } from '../../domain/mail-templates'
import { Refusal } from '../../domain/refusal'
import type { BulkDelivery, Channel, Locale, MessageChannel } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import { completeBatch, growBatch, insertBatch } from '../../store/invite-batches'
import type { Reader, Writer } from '../../store/store'
import type { CheckedFile } from '../imports/checked-file'
import { type Asking, type Incomer, keepInvited } from '../imports/keeping'
import { type Keeper, keepIncluded } from '../imports/running'
import type { Labour } from '../imports/work'
import { keepText } from '../inviting/invitation-queue'
import { demandInviting, type Inviting } from '../inviting/inviting-access'
import { demandPreset } from '../inviting/preset'
import { messageChannelFor } from '../messages/outgoing-messages'
import { demandPlacesFor } from '../extranet/external-places'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { readStanding } from '../accounts/standing'

/** Where everybody of a bulk invitation goes, and under which rules (M6, W1, W2). */
export interface BulkOrder {
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
  readonly fromWorkgroupId: string | null
  /** Null: as the portal is set. */
  readonly requireConfirmation: boolean | null
}

/** What a run has made so far; it goes on in the same batch after it was stopped. */
export interface BulkTally {
  made: number
  waiting: number
  departments: number
  batchId: string | null
  readonly queued: Record<MessageChannel, number>
}

export interface BulkRun {
  readonly actor: Actor
  /** The batch it makes, or goes on with. */
  readonly batchId: string
  readonly name: string
  readonly locale: Locale
  readonly delivery: BulkDelivery
  /** Whether the portal can send SMS: where it cannot, the links of those who have a phone number alone are handed over. */
  readonly bySms: boolean
  readonly text: MailText | null
  readonly order: BulkOrder
}

/**
 * Whether the operator may invite so, and where to (A1, Z11, W2). Throws NOT_ALLOWED, PLACE_NOT_ALLOWED, NOT_FOUND and what
 * demandPlacesFor throws.
 */
export async function demandBulk(reader: Reader, actor: Actor, order: BulkOrder): Promise<Inviting> {
  const { fromWorkgroupId, requireConfirmation } = order
  const rules = await demandInviting(reader, actor, requireConfirmation === false, fromWorkgroupId)
  // From a workgroup's page people are invited into this workgroup, whatever else the operator may choose (W2).
  if (fromWorkgroupId !== null && !order.workgroupIds.includes(fromWorkgroupId)) throw new Refusal('PLACE_NOT_ALLOWED')
  await demandPreset(reader, order, rules.scope)
  await demandPlacesFor(reader, { kind: 'employee' }, order)
  return rules
}

/**
 * Invites the included rows as one batch (Z1), in transactions of PEOPLE_TOGETHER: person, invitation, message and audit entry
 * are there together or not at all (S5). False where it was cancelled: who is invited stays invited.
 */
export async function runBulk(
  context: ServiceContext,
  file: CheckedFile,
  run: BulkRun,
  tally: BulkTally,
  labour: Labour,
): Promise<boolean> {
  const { actor, batchId, delivery, order } = run
  const sends = delivery === 'send'
  let textId: string | null = null
  /** What the transaction under way begins; true only once it is kept. */
  let begun: { textId: string | null; people: readonly Incomer[] } | null = null

  async function keep(writer: Writer, people: readonly Incomer[]): ReturnType<Keeper['keep']> {
    begun = null
    if (people.length === 0) return []
    const { scope } = await demandInviting(writer, actor, order.requireConfirmation === false, order.fromWorkgroupId)
    if (!people.every((person) => isWithin(scope, person))) throw new Refusal('PLACE_NOT_ALLOWED')
    if (tally.batchId === null) await beginBatch(writer, context, run)
    const wording = textId ?? (run.text && sends ? await keepText(writer, context, run.text) : null)
    const asking: Asking = {
      ...run,
      requireConfirmation: order.requireConfirmation,
      textId: wording,
      channelOf: (incomer) => channelOf(incomer, run),
      isSent: (_channel, person) => isSentTo(person, run),
    }
    const kept = await keepInvited(writer, context, asking, people)
    // Rows are left out of the file once they are settled: these are among those still to come.
    await growBatch(writer, batchId, kept.length, tally.made + file.included)
    begun = { textId: wording, people }
    return kept
  }

  const demandRight = (writer: Writer): Promise<void> => demandStill(writer, actor)
  const before = tally.made
  let complete = false
  try {
    complete = await keepIncluded(context, file, { actor, inOrder: false, demandRight, keep }, labour, (made) => {
      if (!begun) return
      tally.made += made.length
      tally.batchId = batchId
      textId = begun.textId
      if (!sends) return
      for (const { email, phone } of begun.people.filter((person) => isSentTo(person, run))) {
        tally.queued[messageChannelFor(email ?? phone ?? '')] += 1
      }
    })
    return complete
  } finally {
    if (complete || tally.made > before) {
      await context.store.write(async (writer) => {
        if (complete) await completeBatch(writer, batchId)
        if (tally.made > before) await recordBatch(writer, context, run, tally, complete)
      })
    }
  }
}

/** Whether the portal sends to somebody by itself. */
function isSentTo({ email }: Pick<Incomer, 'email'>, { bySms, delivery }: BulkRun): boolean {
  return delivery === 'send' && (email !== null || bySms)
}

/** What the invitation of somebody travels by. */
function channelOf(incomer: Incomer, run: BulkRun): Channel {
  if (run.order.fromWorkgroupId !== null) return 'workgroup'
  if (!isSentTo(incomer, run)) return 'link'
  return incomer.email === null ? 'sms' : 'mail-service'
}

async function beginBatch(writer: Writer, context: ServiceContext, { actor, batchId, name }: BulkRun): Promise<void> {
  await insertBatch(writer, { id: batchId, name, created_by: actor.personId, created_at: context.clock.now() })
}

/** A2: who has been dismissed while the work went on does not go on with it. */
async function demandStill(writer: Writer, actor: Actor): Promise<void> {
  const standing = await readStanding(writer, actor.personId)
  if (standing?.actor.role !== actor.role) throw new Refusal('NOT_ALLOWED')
}

/** H2: one entry that people notice, beside one for each person. */
async function recordBatch(
  writer: Writer,
  context: ServiceContext,
  { actor, batchId, name }: BulkRun,
  tally: BulkTally,
  complete: boolean,
): Promise<void> {
  const action = complete ? 'batch.invited' : 'batch.stopped'
  const entry = {
    actor,
    origin: 'console',
    action,
    subject: { id: batchId, name },
    details: { people: tally.made },
  } as const
  await recordAudit(writer, context.clock.now(), entry)
}
