import type { Updateable } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createJoiningService } from '../../../../../electron/core/services/joining/joining'
import { startNotices } from '../../../../../electron/core/services/notices'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import type { PersonTable, PortalTable } from '../../../../../electron/core/store/schema'
import { createActivityService } from '../../../../../electron/core/services/activity/activity'
import { openSendingPortal } from '../../../../support/mail-story'
import { openTheLink } from '../../reception/reception-kit'

type Settings = Parameters<typeof openSendingPortal>[0]

/** Emil, an employee, has invited somebody whose invitation asks for confirmation or not. */
async function setUp(settings: Settings = {}, { confirmation = false } = {}) {
  const opened = await openSendingPortal(settings)
  const { context, links } = opened
  const emil = await context.addPerson({ firstName: 'Emil', email: 'emil@aurora.example', locale: 'ru' })
  const design = await context.addDepartment('Design')
  const anna = await context.addPerson({ status: 'invited', firstName: 'Anna', invited_by: emil.personId })
  const id = await context.addInvitation(anna.personId, [design])
  await context.store.write((writer) =>
    writer
      .updateTable('invitation')
      .set({ require_confirmation: confirmation ? 1 : 0 })
      .where('id', '=', id)
      .execute(),
  )
  const invitation = await context.store.reader.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
  const joining = createJoiningService(context)
  const people = createPeopleService(context)
  const accept = () =>
    joining.accept(links.token(invitation), {
      firstName: 'Anna',
      lastName: 'Berg',
      address: '',
      password: 'Copper kettle on Sunday',
      passwordAgain: 'Copper kettle on Sunday',
      locale: 'en',
    })
  const letters = () =>
    context.store.reader.selectFrom('message').selectAll().where('kind', '=', 'invitee-joined').execute()
  return { ...opened, emil, anna, accept, letters, people }
}

describe('word to the inviter', () => {
  it('Z12: a mail tells the inviter, in their language, that their invitee is in', async () => {
    const { accept, context, emil, peer } = await setUp()
    await accept()
    const [mail] = await peer.arrived(1)
    expect(mail?.to).toEqual(['emil@aurora.example'])
    expect(mail?.parsed.subject).toBe('Anna Berg уже в Aurora')
    expect(mail?.parsed.text).toContain('Здравствуйте, Emil!')
    expect(mail?.parsed.text).toContain('Отдел: Design')
    expect((await createActivityService(context).feed(emil, { cursor: null, limit: 10 })).rows).toMatchObject([
      { action: 'person.accepted', subject: 'Anna Berg' },
    ])
  })

  it('Z12: who waits for confirmation is not in yet; confirmed by somebody else, they are', async () => {
    const { accept, anna, context, letters, peer, people } = await setUp({}, { confirmation: true })
    await accept()
    expect(await letters()).toEqual([])
    await people.confirm(context.administrator, { ids: [anna.personId] })
    const [mail] = await peer.arrived(1)
    expect(mail?.to).toEqual(['emil@aurora.example'])
  })

  it('Z12: the inviter hears of who came in through the open link as well', async () => {
    const { context, emil, letters } = await setUp()
    const { personId } = await context.addPerson({
      status: 'invited',
      email: 'bella@aurora.example',
      invited_by: emil.personId,
    })
    const id = await context.addInvitation(personId)
    await context.store.write((writer) =>
      writer.updateTable('invitation').set({ require_confirmation: 0 }).where('id', '=', id).execute(),
    )
    const token = await openTheLink(context, { require_confirmation: 0 })
    const bella = { firstName: 'Bella', lastName: 'Rossi', address: 'bella@aurora.example', locale: 'en' } as const
    const password = 'Copper kettle on Sunday'
    await createJoiningService(context).accept(token, { ...bella, password, passwordAgain: password })
    expect(await letters()).toMatchObject([{ person_id: emil.personId }])
  })

  it.each([
    ['the portal does not tell', (story: Story) => setPortal(story, { tell_inviter: 0 })],
    ['the inviter has left', (story: Story) => setInviter(story, { status: 'dismissed' })],
    ['the inviter has no e-mail', (story: Story) => setInviter(story, { email: null, phone: '+4915112345678' })],
    [
      'the inviter sits at the console',
      async (story: Story) => void (story.context.presence.personId = story.emil.personId),
    ],
    [
      'there is no mail service',
      (story: Story) => story.context.store.write((writer) => writer.deleteFrom('mail_account').execute()),
    ],
  ])('Z12: no mail goes out where %s', async (_why, arrange) => {
    const story = await setUp()
    await arrange(story)
    await story.accept()
    expect(await story.letters()).toEqual([])
    expect((await story.people.get(story.context.administrator, { id: story.anna.personId })).status).toBe('active')
  })

  it('Z12: the inviter who lets somebody in themselves is not told what they know', async () => {
    const { accept, anna, context, letters, people } = await setUp({}, { confirmation: true })
    await context.store.write((writer) =>
      writer
        .updateTable('person')
        .set({ invited_by: context.administrator.personId })
        .where('id', '=', anna.personId)
        .execute(),
    )
    await accept()
    await people.confirm(context.administrator, { ids: [anna.personId] })
    expect(await letters()).toEqual([])
  })

  it('Z12: whoever sits at the console is told on the desktop of those they invited', async () => {
    const { accept, anna, context, emil, people } = await setUp({}, { confirmation: true })
    const told: string[] = []
    const stop = await startNotices(context, { notify: (title, body) => void told.push(`${title} | ${body}`) })
    await accept()
    await expect.poll(() => told).toEqual(['Anna Berg waits for confirmation | Confirm or decline in Aurora.'])
    context.presence.personId = emil.personId
    await people.confirm(context.administrator, { ids: [anna.personId] })
    await expect.poll(() => told.at(1)).toBe('Anna Berg is in | You invited them to Aurora.')
    stop()
  })

  it('L9: who comes in without confirmation is not said to wait', async () => {
    const { accept, context } = await setUp()
    const told: string[] = []
    const stop = await startNotices(context, { notify: (title, body) => void told.push(`${title} | ${body}`) })
    await accept()
    await expect.poll(() => told).toEqual(['Anna Berg is in | Accepted the invitation to Aurora.'])
    stop()
  })
})

type Story = Awaited<ReturnType<typeof setUp>>

async function setPortal({ context }: Story, values: Updateable<PortalTable>): Promise<void> {
  await context.store.write((writer) => writer.updateTable('portal').set(values).execute())
}

async function setInviter({ context, emil }: Story, values: Updateable<PersonTable>): Promise<void> {
  await context.store.write((writer) =>
    writer.updateTable('person').set(values).where('id', '=', emil.personId).execute(),
  )
}
