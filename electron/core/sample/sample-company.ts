import { DAY, dayOf, daysAfter } from '../domain/days'
import { handleFrom } from '../domain/join-codes'
import { newId } from '../services/ids'
import { newPortalSecret } from '../services/portal-secret'
import type { ServiceContext } from '../services/service-context'
import { recordAudit } from '../store/audit'
import type { Writer } from '../store/store'
import { insertPortal } from '../store/setup'
import { writeChecklists } from './checklists'
import { type Journey, journeyOf, type SampleEvent } from './journeys'
import { writePartners } from './partners'
import { type SamplePeople, type SamplePerson, samplePeople } from './people'
import { type Seeded, seeded, seededBytes } from './seeded'
import { COMPANY_NAME, GREETING, WORKGROUPS } from './structure'

const SEED = 20_260_302
const INVITED = 20
const PARTNERS = 2
const EXTERNALS = 5
/** The first so many workgroups are shared with them. */
const EXTRANET_GROUPS = 2
/** In how many days the last day of the first guests is. */
const GUEST_DAYS = [5, 40]
/** Ids of messages and entries of the log rise with their age: lists are ordered by them. */
const byAge = (one: { readonly at: number }, other: { readonly at: number }): number => one.at - other.at

/**
 * Writes the sample company into an empty store: some three hundred people in thirty departments, in every state,
 * with invitations, answered messages, tasks and a chained log of the past weeks. The same every time, but for dates,
 * which are counted back from `now` (milliseconds UTC), and the secret of its links. Nothing in it waits to be sent,
 * it has no mail account, and all addresses are of domains that belong to nobody. Returns the administrator's id.
 */
export async function createSampleCompany(context: ServiceContext, now: number): Promise<string> {
  const numbers = seeded(SEED)
  const ids = idsAt(now - 1_100 * DAY)
  const company = samplePeople(numbers, ids, now)
  const [administrator, ...colleagues] = company.people
  if (!administrator) throw new Error('The sample company has nobody in it')
  administrator.administrator = 1
  administrator.invited_at = null
  administrator.joined_at = administrator.created_at = now - 1_095 * DAY

  const inviters = invitersOf(company, administrator)
  const invited = Array.from({ length: INVITED }, (_, order) =>
    company.draw({ status: 'invited', since: now - (order * 17 + 3) * (DAY / 24) - numbers.between(0, DAY / 24) }),
  )
  const guests = [
    ...Array.from({ length: PARTNERS }, () =>
      company.draw({ kind: 'partner', status: 'active', since: now - 200 * DAY }),
    ),
    ...Array.from({ length: EXTERNALS }, () =>
      company.draw({ kind: 'external', status: 'active', since: now - 90 * DAY }),
    ),
  ]
  const travellers = [...invited, ...company.newcomers]
  const journeys = travellers.map((person, order) => {
    const inviter = numbers.pick(inviters)
    person.invited_by = inviter.id
    const fate = order === 4 || order === 11 ? 'failed' : order === 8 ? 'unknown' : 'sent'
    if (fate === 'failed') person.delivery_failed = 1
    return journeyOf(numbers, ids, person, inviter, now, fate)
  })
  for (const person of colleagues) person.invited_by ??= numbers.pick(inviters).id
  for (const person of guests) person.invited_by = administrator.id
  setGuestTerms(guests, administrator, now)

  await context.store.write(async (writer) => {
    await insertPortal(writer, {
      name: COMPANY_NAME,
      locale: 'en',
      country: 'GB',
      sample: true,
      rootId: company.departments[0]?.id ?? ids(),
      variant: { id: ids(), handle: handleFrom(Uint8Array.from({ length: 4 }, () => numbers.between(0, 255))) },
      administrator: {
        id: administrator.id,
        firstName: administrator.first_name,
        lastName: administrator.last_name,
        name: administrator.name,
        sortName: administrator.sort_name,
        email: administrator.address,
      },
      at: now - 1_095 * DAY,
    })
    await writePortalSettings(writer, administrator)
    await writer
      .insertInto('person')
      .values([...colleagues, ...invited, ...guests])
      .execute()
    await writePartners(writer, guests, now)
    await writer.insertInto('department').values(company.departments.slice(1)).execute()
    await writer.insertInto('department_member').values(company.members.slice(1)).execute()
    await writeWorkgroups(writer, numbers, ids, company.people, guests, now)
    await writeJourneys(writer, numbers, company, journeys, invited.length)
    await writeChecklists(writer, ids, company, administrator.id, now)
    for (const event of eventsOf(company, administrator, journeys, now)) await recordAudit(writer, event.at, event)
    context.vault.set('portal-secret', newPortalSecret(context.randomness))
  })
  context.changes.announce('settings', 'structure', 'people', 'counters', 'workgroups', 'messages', 'activity')
  return administrator.id
}

/** Ids that rise from a moment on: the same ones every time for the same moment. */
function idsAt(moment: number): () => string {
  const source = { clock: { now: () => moment }, randomness: seededBytes(SEED) }
  return () => newId(source)
}

/** Who invites in this company: the administrator and the heads of half a dozen departments. */
function invitersOf(company: SamplePeople, administrator: SamplePerson): readonly [SamplePerson, ...SamplePerson[]] {
  const heads = new Set(company.members.filter((member) => member.head === 1).map((member) => member.person_id))
  const others = company.people.filter((person) => heads.has(person.id) && person.id !== administrator.id)
  const [deputy] = others.slice(-1)
  if (deputy) deputy.administrator = 1
  return [administrator, ...others.filter((_, order) => order % 5 === 3), ...others.slice(-1)]
}

async function writePortalSettings(writer: Writer, administrator: SamplePerson): Promise<void> {
  await writer.updateTable('portal').set({ plan: 'professional', expiry_days: 14, idle_lock_minutes: 0 }).execute()
  await writer.updateTable('plan_limit').set({ seat_limit: 300 }).where('plan', '=', 'professional').execute()
  await writer
    .updateTable('person')
    .set({ position: administrator.position, phone: administrator.phone })
    .where('id', '=', administrator.id)
    .execute()
  await writer.updateTable('department_member').set({ head: 1 }).where('person_id', '=', administrator.id).execute()
  await writer.updateTable('open_link').set({ enabled: 1, greeting: GREETING }).execute()
}

/** Two guests with a sponsor and a last day: one soon enough for notice, one later (Z8). */
function setGuestTerms(guests: readonly SamplePerson[], sponsor: SamplePerson, now: number): void {
  const externals = guests.filter((guest) => guest.kind === 'external')
  for (const [order, days] of GUEST_DAYS.entries()) {
    const guest = externals[order]
    if (!guest) continue
    guest.sponsor_id = sponsor.id
    guest.ends_on = daysAfter(dayOf(now), days)
  }
}

async function writeWorkgroups(
  writer: Writer,
  numbers: Seeded,
  ids: () => string,
  people: readonly SamplePerson[],
  guests: readonly SamplePerson[],
  now: number,
): Promise<void> {
  const active = people.filter((person) => person.status === 'active')
  for (const [order, { name, description, members }] of WORKGROUPS.entries()) {
    const id = ids()
    const chosen = new Set(Array.from({ length: members }, () => active[numbers.between(0, active.length - 1)]?.id))
    const [ownerId = null] = chosen
    await writer
      .insertInto('workgroup')
      .values({
        id,
        name,
        description,
        // The first two are shared with external users, and every other one is owned by one of its members.
        allow_external: order < EXTRANET_GROUPS ? 1 : 0,
        members_may_invite: order === 1 || order === 4 ? 1 : 0,
        owner_id: order % 2 === 0 ? ownerId : null,
        created_at: now - (order + 2) * 40 * DAY,
      })
      .execute()
    if (order < EXTRANET_GROUPS) for (const guest of guests) if (guest.kind === 'external') chosen.add(guest.id)
    const rows = [...chosen].flatMap((personId) =>
      personId === undefined ? [] : [{ workgroup_id: id, person_id: personId }],
    )
    await writer.insertInto('workgroup_member').values(rows).execute()
  }
}

async function writeJourneys(
  writer: Writer,
  numbers: Seeded,
  company: SamplePeople,
  journeys: readonly Journey[],
  invited: number,
): Promise<void> {
  await writer
    .insertInto('invitation')
    .values(journeys.map((journey) => journey.invitation))
    .execute()
  const below = company.departments.slice(1)
  await writer
    .insertInto('invitation_department')
    .values(
      journeys.slice(0, invited).map(({ invitation }) => ({
        invitation_id: invitation.id,
        department_id: below[numbers.between(0, below.length - 1)]?.id ?? '',
      })),
    )
    .execute()
  const messages = journeys
    .flatMap((journey) => (journey.message ? [{ ...journey.message, at: journey.message.created_at }] : []))
    .sort(byAge)
  const randomness = seededBytes(SEED + 1)
  await writer
    .insertInto('message')
    .values(messages.map(({ at, ...message }) => ({ ...message, id: newId({ clock: { now: () => at }, randomness }) })))
    .execute()
  await writer
    .insertInto('task')
    .values(journeys.flatMap((journey) => journey.tasks))
    .execute()
}

/** The log in the order of time: the portal, everybody's way in, and those who left. */
function eventsOf(
  company: SamplePeople,
  administrator: SamplePerson,
  journeys: readonly Journey[],
  now: number,
): readonly SampleEvent[] {
  const actor = { personId: administrator.id, name: administrator.name }
  const created: SampleEvent = {
    at: now - 1_095 * DAY,
    actor,
    origin: 'console',
    action: 'portal.created',
    subject: null,
    details: { name: COMPANY_NAME },
  }
  const dismissals = company.people
    .filter((person) => person.dismissed_at !== null)
    .map((person): SampleEvent => ({
      at: person.dismissed_at ?? now,
      actor,
      origin: 'console',
      action: 'person.dismissed',
      subject: { id: person.id, name: person.name },
    }))
  return [created, ...journeys.flatMap((journey) => journey.events), ...dismissals].sort(byAge)
}
