import { describe, expect, it } from 'vitest'
import { startFillingLikeness } from '../../../../../electron/core/services/likeness'
import { openImportPortal } from '../../../../support/import-story'
import { inviting, openMailPortal } from '../../../../support/mail-story'

const HEADER = 'First name,Last name,E-mail,Phone\n'

describe('the same-person radar', { timeout: 60_000 }, () => {
  it('Z7: finds the same name in another alphabet, a plus-address, a shared number and a mistyped domain', async () => {
    const { check, context, imports, rows } = await openImportPortal()
    // Keys of people made without them are filled in the background.
    await context.addPerson({ firstName: 'Иван', lastName: 'Петров', email: 'petrov@aurora.example' })
    await context.addPerson({ firstName: 'Ann', lastName: 'Lee', email: 'ann@aurora.example', phone: '+4930123456' })
    for (const name of ['c', 'd', 'e']) await context.addPerson({ email: `${name}@aurora.example` })
    await fill(context)
    const id = await check(
      `${HEADER}Petrov,Ivan,ivan@x.com,\nSomebody,Else,ann+news@aurora.example,\nFront,Desk,desk@x.com,030 123456\n` +
        'Carl,Roe,c@aurroa.example,\nQuite,New,quite.new@aurora.example,\n',
    )
    const found = await rows(id)
    expect(found.map((row) => [row.fate, row.included])).toEqual([
      ['new', false],
      ['new', false],
      ['new', false],
      ['new', false],
      ['new', true],
    ])
    expect(found.map((row) => row.lookAlikes.map((alike) => [alike.why, alike.person?.address ?? null]))).toEqual([
      [['name', 'petrov@aurora.example']],
      [['email', 'ann@aurora.example']],
      [['phone', 'ann@aurora.example']],
      [['domain', 'c@aurora.example']],
      [],
    ])
    expect(found[3]?.lookAlikes[0]?.suggestion).toBe('c@aurora.example')
    expect(await imports.preview(context.administrator, { id })).toMatchObject({ lookAlikes: 4, included: 1 })
    const page = await imports.rows(context.administrator, { id, cursor: null, limit: 50, fate: 'look-alike' })
    expect(page.rows.map((row) => row.row)).toEqual([2, 3, 4, 5])
  })

  it('Z7: a mistyped address is corrected on a word, and the row meets its fate anew', async () => {
    const { check, context, imports, rows, run } = await openImportPortal()
    const { administrator } = context
    const here = await context.addPerson({ firstName: 'Cora', lastName: 'Day', email: 'c@aurora.example' })
    for (const name of ['d', 'e', 'f']) await context.addPerson({ email: `${name}@aurora.example` })
    await fill(context)
    const id = await check(
      `${HEADER}Cora,Day,c@aurroa.example,\nNew,One,new@aurroa.example,\nNew,Two,two@aurroa.example,\n` +
        'New,Two,two@aurora.example,\nNew,One,one@aurroa.example,\n',
    )
    const correct = async (row: number) => (await imports.correct(administrator, { id, rows: [row] }))[0]
    expect(await correct(2)).toMatchObject({ email: 'c@aurora.example', fate: 'active', person: { id: here.personId } })
    expect(await correct(3)).toMatchObject({ email: 'new@aurora.example', fate: 'new', lookAlikes: [], included: true })
    expect(await correct(4)).toMatchObject({ email: 'two@aurora.example', fate: 'duplicate', included: false })
    // There is another of this name in the file.
    expect(await correct(6)).toMatchObject({ fate: 'new', included: false, lookAlikes: [{ why: 'name', row: 3 }] })
    // Nothing else was meant.
    expect(await correct(5)).toEqual((await rows(id))[3])
    expect(await imports.preview(administrator, { id })).toMatchObject({
      fates: { new: 3, active: 1, duplicate: 1 },
      lookAlikes: 2,
      included: 1,
    })
    await expect(correct(99)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await run(id)).toMatchObject({ made: 1 })
    await expect(
      context.store.reader.selectFrom('person').select('email').where('email', '=', 'new@aurora.example').execute(),
    ).resolves.toHaveLength(1)
  })

  it('Z7: many are corrected at once, in the order of the file', async () => {
    const { check, context, imports, rows } = await openImportPortal()
    for (const name of ['d', 'e', 'f']) await context.addPerson({ email: `${name}@aurora.example` })
    await fill(context)
    const id = await check(
      `${HEADER}New,One,one@aurroa.example,\nNew,Two,two@aurroa.example,\nAn,Other,other@aurora.example,\n` +
        'New,One,one@auror.example,\nNo,Body,d@aurroa.example,\n',
    )
    const corrected = await imports.correct(context.administrator, { id, rows: [6, 5, 4, 3, 2] })
    expect(corrected.map((row) => [row.row, row.email, row.fate, row.included])).toEqual([
      [6, 'd@aurora.example', 'active', false],
      [5, 'one@aurora.example', 'duplicate', false],
      [4, 'other@aurora.example', 'new', true],
      [3, 'two@aurora.example', 'new', true],
      [2, 'one@aurora.example', 'new', true],
    ])
    expect((await rows(id)).toReversed()).toEqual(corrected)
  })

  it('Z7: rows of one file are compared with each other, and a chosen one is imported without the number of another', async () => {
    const { check, context, imports, rows, run } = await openImportPortal()
    const id = await check(
      `${HEADER}Ann,Lee,ann@x.com,030 123456\nLee,Ann,ann.lee@y.com,\nBo,Ty,bo@x.com,+49 30 123456\nAnn,Other,ann+2@x.com,\n`,
    )
    expect((await rows(id)).map((row) => row.lookAlikes.map((alike) => [alike.why, alike.row, alike.person]))).toEqual([
      [],
      [['name', 2, null]],
      [['phone', 2, null]],
      [['email', 2, null]],
    ])
    await imports.choose(context.administrator, { id, rows: [4], included: true })
    expect(await run(id)).toMatchObject({ made: 2, leftOut: 2 })
    const people = await context.store.reader
      .selectFrom('person')
      .select(['email', 'phone'])
      .where('email', 'like', '%@x.com')
      .orderBy('email')
      .execute()
    expect(people).toEqual([
      { email: 'ann@x.com', phone: '+4930123456' },
      { email: 'bo@x.com', phone: null },
    ])
  })

  it('Z7, A2: pasted addresses show look-alikes too, but an employee learns of nobody they may not see', async () => {
    const { context, invitations } = await openMailPortal()
    const employee = await context.addPerson({ firstName: 'Emil', lastName: 'Lost' })
    await context.addPerson({ firstName: 'Ann', lastName: 'Lee', email: 'ann@aurora.example' })
    await context.addPerson({
      firstName: 'Bob',
      lastName: 'Ray',
      email: 'bob@aurora.example',
      invited_by: employee.personId,
    })
    await fill(context)
    const text = 'Ann Lee <ann.lee@x.com>; bob+home@aurora.example; ann@aurora.example'
    const whoms = async (actor: typeof employee) =>
      (await invitations.read(actor, { text })).entries.map((entry) =>
        entry.lookAlikes.map((alike) => alike.person?.name),
      )
    expect(await whoms(context.administrator)).toEqual([['Ann Lee'], ['Bob Ray'], []])
    expect(await whoms(employee)).toEqual([[], ['Bob Ray'], []])
  })

  it('Z7: the keys follow the name and the address of whoever is invited', async () => {
    const { context, invitations } = await openMailPortal()
    await invitations.prepareDrafts(context.administrator, {
      ...inviting('ann+x@example.com'),
      mode: 'each',
    })
    const made = await context.store.reader
      .selectFrom('person')
      .select(['name_key', 'email_key'])
      .where('email', '=', 'ann+x@example.com')
      .executeTakeFirst()
    expect(made).toEqual({ name_key: '', email_key: 'ann@example.com' })
  })

  it('Z7: keys are made in the background until nobody is without, and stopping waits for the step under way', async () => {
    const { context } = await openImportPortal()
    for (let person = 0; person < 120; person += 1) await context.addPerson()
    await fill(context)
    const stop = startFillingLikeness(context)
    await stop()
    expect(await without(context)).toBe(0)
    expect(context.log.lines).toEqual([])
  })
})

type Context = Awaited<ReturnType<typeof openImportPortal>>['context']

async function fill(context: Context): Promise<void> {
  const stop = startFillingLikeness(context)
  while ((await without(context)) > 0) await new Promise((resolve) => void setImmediate(resolve))
  await stop()
}

async function without(context: Context): Promise<number> {
  const rows = await context.store.reader.selectFrom('person').select('id').where('name_key', 'is', null).execute()
  return rows.length
}
