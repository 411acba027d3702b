import { expect, it, vi } from 'vitest'
import { createPeopleService } from '../../../../electron/core/services/people/people'
import { addAnna, anna, registeringOver } from '../../../support/registering-story'
import { BASE, openSendingPortal } from '../../../support/mail-story'

/** Passwords are hashed for real. */
vi.setConfig({ testTimeout: 60_000 })

async function openStory() {
  const opened = await openSendingPortal({ require_confirmation: 0 })
  return { ...registeringOver(opened), peer: opened.peer, outbox: opened.outbox }
}

const PASSWORD = /(?:[a-z\d]{4}-){3}[a-z\d]{4}/u

async function states({ context }: Awaited<ReturnType<typeof openStory>>) {
  const rows = await context.store.reader.selectFrom('message').select(['kind', 'state']).orderBy('id').execute()
  return rows.map((row) => `${row.kind} ${row.state}`)
}

it('R1: the welcome goes out with login, password and where to sign in; the operator never sees the password', async () => {
  const story = await openStory()
  const result = await story.registering.add(story.vera, anna({ welcome: 'mail-service' }))
  expect(result).toMatchObject({ fate: 'new', given: { password: null } })
  const [mail] = await story.peer.arrived(1)
  const text = mail?.parsed.text ?? ''
  expect(mail?.to).toEqual(['anna.berg@aurora.example'])
  expect(text).toContain(`${BASE}/sign-in`)
  expect(text).toContain('Login: anna.berg@aurora.example')
  const password = PASSWORD.exec(text)?.[0] ?? ''
  expect(await story.accounts.signIn('anna.berg@aurora.example', password, 'console')).toMatchObject({
    temporaryGeneration: 1,
  })
  await story.outbox.settled()
  expect(await states(story)).toEqual(['welcome sent'])
  const stored = JSON.stringify([await story.context.rowsOf('message'), await story.context.rowsOf('audit')])
  expect(stored).not.toContain(password)
})

it('R1: in Russian, and with the join site off it says whom to ask', async () => {
  const story = await openStory()
  story.site.address = null
  await story.registering.add(story.vera, anna({ welcome: 'mail-service', locale: 'ru' }))
  const [mail] = await story.peer.arrived(1)
  expect(mail?.parsed.subject).toBe('Добро пожаловать в Aurora')
  expect(mail?.parsed.text).toContain('Спросите у администратора, где войти.')
})

it('R2: a welcome is cancelled once its password is replaced, changed, past or its person is out', async () => {
  const story = await openStory()
  await story.outbox.stop()
  const add = async (email: string) => {
    const result = await story.registering.add(story.vera, anna({ email, welcome: 'mail-service' }))
    return result.fate === 'new' ? result.given.personId : ''
  }
  const replaced = await add('replaced@aurora.example')
  const changed = await add('changed@aurora.example')
  const dismissed = await add('dismissed@aurora.example')
  const moved = await add('moved@aurora.example')
  await story.registering.givePassword(story.vera, { id: replaced, welcome: 'sheet' })
  const chosen = { next: 'velvet otter lamp 41', temporaryGeneration: 1, origin: 'console' as const }
  await story.accounts.choosePassword(changed, chosen)
  const people = createPeopleService(story.context)
  await people.dismiss(story.vera, { ids: [dismissed] })
  await people.changeAddress(story.vera, { id: moved, address: 'new@aurora.example', resend: false })
  const outbox = story.newOutbox()
  await outbox.start()
  await expect.poll(() => states(story)).toEqual(Array(4).fill('welcome cancelled'))
  await add('anna@aurora.example')
  await story.peer.arrived(1)
  await outbox.settled()
  await outbox.stop()
  expect(story.peer.received.map((mail) => mail.to)).toEqual([['anna@aurora.example']])
})

it('R2: a new password goes out by mail with its own welcome', async () => {
  const story = await openStory()
  const { id, password } = await addAnna(story)
  await story.registering.givePassword(story.vera, { id, welcome: 'mail-service' })
  const [mail] = await story.peer.arrived(1)
  const second = PASSWORD.exec(mail?.parsed.text ?? '')?.[0]
  expect(second).not.toBe(password)
  expect(await story.accounts.signIn('anna.berg@aurora.example', second ?? '', 'console')).toMatchObject({
    temporaryGeneration: 2,
  })
})
