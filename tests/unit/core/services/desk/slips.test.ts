import { describe, expect, it, vi } from 'vitest'
import { TEMPORARY_ALPHABET, temporaryPassword } from '../../../../../electron/core/domain/temporary-passwords'
import { createAccountsService } from '../../../../../electron/core/services/accounts/accounts'
import { type DeskStory, openDesk } from '../../../../support/desk-story'
import { expectRefusal } from '../../../../support/refusals'

/** Passwords are hashed for real. */
vi.setConfig({ testTimeout: 60_000 })

/** Of each group that looks alike at most one is left: 9 without g and q, 6 without b. */
const LOOKALIKES = /[0O1lI2zZ5sSbgquvA-Z]/u
const SLIPS = { paper: 'A4', way: 'print' } as const
const passwordsOn = (body: string): readonly string[] =>
  [...body.matchAll(/typed password">([^<]+)</gu)].map((match) => match[1] ?? '')

async function credentialOf({ context }: DeskStory, personId: string) {
  return await context.store.reader
    .selectFrom('credential')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

describe('password slips', () => {
  it('Z4: each person has a page of their own with a new password, which lets in, and nothing of it is kept', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson({ firstName: 'Ann', email: 'ann@aurora.example' })
    const bob = await story.context.addPerson({ firstName: 'Bob', status: 'pending' })
    const result = await story.desk.printSlips(story.vera, { ids: [ann.personId, bob.personId], ...SLIPS })
    expect(result).toMatchObject({ printed: true, file: null, refused: [] })
    expect(result.done.map((each) => each.name)).toEqual(['Ann', 'Bob'])
    const [page] = story.printed
    const passwords = passwordsOn(page?.body ?? '')
    expect(page?.body.match(/<section class="slip"/gu)).toHaveLength(2)
    expect(new Set(passwords).size).toBe(2)
    for (const password of passwords) {
      expect(password).not.toMatch(LOOKALIKES)
      expect([...password.replaceAll('-', '')].every((each) => TEMPORARY_ALPHABET.includes(each))).toBe(true)
      expect(JSON.stringify(result)).not.toContain(password)
      expect(JSON.stringify(await story.context.rowsOf('audit'))).not.toContain(password)
    }
    const accounts = createAccountsService(story.context)
    const [own = ''] = passwords
    expect(await accounts.signIn('ann@aurora.example', own, 'console')).toMatchObject({ temporaryGeneration: 1 })
    expect(await credentialOf(story, ann.personId)).toMatchObject({ temporary_generation: 1 })
    expect(await story.context.rowsOf('audit')).toMatchObject([
      { action: 'person.password-given', subject_name: 'Ann', details: '{"welcome":"slip"}' },
      { action: 'person.password-given', subject_name: 'Bob', details: '{"welcome":"slip"}' },
      {},
    ])
  })

  it('Z4: printed again the passwords are new, and the ones printed before are dead', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson()
    const order = { ids: [ann.personId], ...SLIPS }
    await story.desk.printSlips(story.vera, order)
    await story.desk.printSlips(story.vera, order)
    const [first, second] = story.printed.map((page) => passwordsOn(page.body)[0])
    expect(first).not.toBe(second)
    expect(await credentialOf(story, ann.personId)).toMatchObject({ temporary_generation: 2 })
  })

  it('Z4: where nothing is printed, or the printer fails, nothing has changed', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson()
    const order = { ids: [ann.personId], ...SLIPS }
    story.paper.prints = false
    expect(await story.desk.printSlips(story.vera, order)).toEqual({
      printed: false,
      file: null,
      done: [],
      refused: [],
    })
    story.context.files.place = null
    expect(await story.desk.printSlips(story.vera, { ...order, way: 'pdf' })).toMatchObject({ printed: false })
    story.paper.jammed = new Error('jam')
    await expect(story.desk.printSlips(story.vera, order)).rejects.toThrow('jam')
    expect(await credentialOf(story, ann.personId)).toBeUndefined()
    expect(await story.context.rowsOf('audit')).toEqual([])
  })

  it('Z4: what a printer put out before it stopped never becomes a password with the next run', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson()
    const order = { ids: [ann.personId], ...SLIPS }
    await story.desk.printSlips(story.vera, order)
    story.paper.prints = false
    await story.desk.printSlips(story.vera, order)
    story.paper.prints = true
    expect(await story.desk.printSlips(story.vera, order)).toMatchObject({ done: [{ id: ann.personId }] })
    expect(await credentialOf(story, ann.personId)).toMatchObject({ temporary_generation: 3 })
  })

  it('Z4: saved as PDF the file is named, and the passwords count from then on', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson()
    const result = await story.desk.printSlips(story.vera, { ids: [ann.personId], paper: 'letter', way: 'pdf' })
    expect(result).toMatchObject({ printed: true, file: '/chosen/Password slips.pdf', done: [{ id: ann.personId }] })
    expect(story.printed[0]?.styles).toContain('@page{size:letter;margin:0}')
  })

  it('Z4, R2: who may not have one is refused by themselves and gets no page; the others get theirs', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson({ firstName: 'Ann' })
    const invited = await story.invite('Ida')
    const gone = await story.context.addPerson({ firstName: 'Dora', status: 'dismissed' })
    const ids = [story.vera.personId, invited.personId, gone.personId, ann.personId]
    const result = await story.desk.printSlips(story.vera, { ids, ...SLIPS })
    expect(result.refused.map((each) => each.refusal.code)).toEqual([
      'YOURSELF',
      'STATE_NOT_ALLOWED',
      'STATE_NOT_ALLOWED',
    ])
    expect(result.done).toEqual([{ id: ann.personId, name: 'Ann' }])
    expect(story.printed[0]?.body.match(/<section/gu)).toHaveLength(1)
  })

  it('S5: somebody dismissed while their slip is printed gets no password', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson({ firstName: 'Ann' })
    const { printed } = story
    const push = printed.push.bind(printed)
    let dismissing: Promise<unknown> = Promise.resolve()
    printed.push = (page) => {
      dismissing = story.context.store.write((writer) =>
        writer.updateTable('person').set({ status: 'dismissed' }).where('id', '=', ann.personId).execute(),
      )
      return push(page)
    }
    const result = await story.desk.printSlips(story.vera, { ids: [ann.personId], ...SLIPS })
    await dismissing
    expect(result).toMatchObject({ printed: true, done: [], refused: [{ name: 'Ann' }] })
    expect(await credentialOf(story, ann.personId)).toBeUndefined()
  })

  it('Z4: who reads Russian gets a slip in Russian; a name of markup comes out as text', async () => {
    const story = await openDesk({ name: '<b>Aurora</b>' })
    const ann = await story.context.addPerson({ firstName: '<script>alert(1)</script>', locale: 'ru' })
    await story.desk.printSlips(story.vera, { ids: [ann.personId], ...SLIPS })
    const body = story.printed[0]?.body ?? ''
    expect(body).toContain('Временный пароль')
    expect(body).toContain('&lt;script&gt;')
    expect(body).not.toMatch(/<script|<b>Aurora/u)
  })

  it('A2, B1: employees print none, and a partner none of an administrator', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson()
    const partner = await story.context.addPerson({ kind: 'partner' })
    await expectRefusal(story.desk.printSlips(ann, { ids: [partner.personId], ...SLIPS }), 'NOT_ALLOWED')
    const result = await story.desk.printSlips(partner, { ids: [story.vera.personId], ...SLIPS })
    expect(result).toMatchObject({ printed: false, refused: [{ refusal: { code: 'NOT_ALLOWED' } }] })
  })
})

describe('who is offered', () => {
  const ALL = { cursor: null, limit: 50, filter: 'all', departmentId: null, search: '' } as const

  it('Z4: people without a password of their own first, of a department or by name, page by page', async () => {
    const story = await openDesk()
    const sales = await story.context.addDepartment('Sales')
    for (const name of ['Cora', 'Anna', 'Bert']) {
      await story.context.addPerson({
        firstName: name,
        departmentIds: name === 'Bert' ? [sales] : [story.context.rootId],
      })
    }
    const own = await story.context.addPerson({ firstName: 'Olga' })
    await story.context.store.write((writer) =>
      writer.insertInto('credential').values({ person_id: own.personId, password: 'x', changed_at: 1 }).execute(),
    )
    await story.invite('Ida')
    const names = async (change: object) =>
      (await story.desk.slipPeople(story.vera, { ...ALL, ...change })).rows.map((row) => row.name)
    expect(await names({ filter: 'without-own' })).toEqual(['Anna', 'Bert', 'Cora'])
    expect(await names({})).toEqual(['Anna', 'Bert', 'Cora', 'Olga'])
    expect(await names({ departmentId: sales })).toEqual(['Bert'])
    expect(await names({ search: 'ÓLG' })).toEqual(['Olga'])
    const first = await story.desk.slipPeople(story.vera, { ...ALL, limit: 3 })
    expect(first.rows.map((row) => row.password)).toEqual(['none', 'none', 'none'])
    const second = await story.desk.slipPeople(story.vera, { ...ALL, limit: 3, cursor: first.nextCursor })
    expect(second).toMatchObject({ rows: [{ name: 'Olga', password: 'own' }], nextCursor: null })
  })

  it('A2: nobody is offered to an employee', async () => {
    const story = await openDesk()
    const ann = await story.context.addPerson()
    await expectRefusal(story.desk.slipPeople(ann, ALL), 'NOT_ALLOWED')
  })
})

it('Z4: no character of a temporary password looks like another, whatever the secret', () => {
  for (let generation = 1; generation <= 200; generation += 1) {
    expect(temporaryPassword(Buffer.alloc(32, generation).toString('base64url'), 'id', generation)).not.toMatch(
      LOOKALIKES,
    )
  }
})
