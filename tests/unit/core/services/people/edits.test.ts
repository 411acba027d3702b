import { describe, expect, it } from 'vitest'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { openTestPortal } from '../../../../support/core-context'
import { expectRefusal, refusalOf } from '../../../../support/refusals'

async function setUp() {
  const context = await openTestPortal()
  const person = async (id: string) =>
    await context.store.reader.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { context, people: createPeopleService(context), vera: context.administrator, person }
}

describe('change of address', () => {
  it('C5: a changed address kills the old link of an invited person', async () => {
    const { context, people, vera, person } = await setUp()
    const ann = await context.addPerson({ firstName: '', email: 'an@aurora.example', status: 'invited' })
    await context.addInvitation(ann.personId)
    await people.changeAddress(vera, { id: ann.personId, address: ' Ann@Aurora.example', resend: false })
    expect(await person(ann.personId)).toMatchObject({
      email: 'ann@aurora.example',
      address: 'ann@aurora.example',
      name: 'ann@aurora.example',
    })
    expect(await context.rowsOf('invitation')).toMatchObject([{ state: 'live', generation: 2 }])
    expect(await context.rowsOf('audit')).toMatchObject([
      { action: 'person.address-changed', details: '{"from":"an@aurora.example","to":"ann@aurora.example"}' },
    ])
  })

  it('X5: an address that was freed belongs to nobody; one that is taken is refused with whose it is', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ firstName: 'Ann', email: 'ann@aurora.example' })
    const bob = await context.addPerson({ firstName: 'Bob', email: 'bob@aurora.example' })
    const change = { id: bob.personId, address: 'ANN@aurora.example', resend: false }
    const refusal = await refusalOf(people.changeAddress(vera, change))
    expect(refusal).toMatchObject({
      code: 'ADDRESS_TAKEN',
      params: { name: 'Ann' },
      fields: [{ field: 'address', code: 'ADDRESS_TAKEN' }],
    })
    await people.changeAddress(vera, { id: ann.personId, address: 'ann.lee@aurora.example', resend: false })
    await people.changeAddress(vera, change)
  })

  it('A2: an employee is told that an address is taken, but not by whom', async () => {
    const { context, people } = await setUp()
    const eve = await context.addPerson()
    await context.addPerson({ firstName: 'Ann', email: 'ann@aurora.example' })
    const own = await context.addPerson({ status: 'invited', invited_by: eve.personId })
    const change = people.changeAddress(eve, { id: own.personId, address: 'ann@aurora.example', resend: false })
    await expectRefusal(change, 'ADDRESS_TAKEN', {})
  })

  it('SM5: a phone is read with the portal’s country and takes the place of the e-mail address', async () => {
    const { context, people, vera, person } = await setUp()
    const ann = await context.addPerson({ status: 'invited' })
    await people.changeAddress(vera, { id: ann.personId, address: '030 901820', resend: false })
    expect(await person(ann.personId)).toMatchObject({ email: null, phone: '+4930901820', address: '+4930901820' })
    const both = await context.addPerson({ email: 'b@aurora.example', phone: '+4930901821' })
    await people.changeAddress(vera, { id: both.personId, address: 'c@aurora.example', resend: false })
    expect(await person(both.personId)).toMatchObject({ email: 'c@aurora.example', phone: '+4930901821' })
  })

  it('C5: what is no address is refused at its field and changes nothing', async () => {
    const { context, people, vera, person } = await setUp()
    const ann = await context.addPerson({ email: 'ann@aurora.example' })
    for (const [address, code] of [
      ['ann at aurora', 'EMAIL_INVALID'],
      ['+4', 'PHONE_INVALID'],
    ]) {
      const refusal = await refusalOf(
        people.changeAddress(vera, { id: ann.personId, address: address ?? '', resend: false }),
      )
      expect(refusal.fields).toEqual([{ field: 'address', code }])
    }
    expect(await person(ann.personId)).toMatchObject({ email: 'ann@aurora.example' })
  })

  it('C5: asked to send again without a mail account, nothing is changed at all', async () => {
    const { context, people, vera, person } = await setUp()
    const ann = await context.addPerson({ email: 'an@aurora.example', status: 'invited' })
    await context.addInvitation(ann.personId)
    const change = people.changeAddress(vera, { id: ann.personId, address: 'ann@aurora.example', resend: true })
    await expectRefusal(change, 'MAIL_ACCOUNT_MISSING')
    expect(await person(ann.personId)).toMatchObject({ email: 'an@aurora.example' })
    expect(await context.rowsOf('invitation')).toMatchObject([{ generation: 1 }])
    expect(await context.rowsOf('audit')).toEqual([])
  })

  it('M8: with a mail account the new link is put into the outbox', async () => {
    const { context, people, vera } = await setUp()
    await context.store.write((writer) =>
      writer
        .insertInto('mail_account')
        .values({
          id: 1,
          host: 'mail.aurora.example',
          port: 587,
          security: 'starttls',
          username: '',
          from_name: '',
          from_address: 'hr@aurora.example',
          updated_at: 0,
        })
        .execute(),
    )
    const ann = await context.addPerson({ email: 'an@aurora.example', status: 'invited' })
    await context.addInvitation(ann.personId)
    await people.changeAddress(vera, { id: ann.personId, address: 'ann@aurora.example', resend: true })
    expect(await context.rowsOf('message')).toMatchObject([
      { state: 'queued', to_address: 'ann@aurora.example', generation: 2, created_by: vera.personId },
    ])
    const toPhone = people.changeAddress(vera, { id: ann.personId, address: '+4930901820', resend: true })
    await expectRefusal(toPhone, 'SMS_ACCOUNT_MISSING')
  })

  it('C5, S5: the address they have already changes nothing, so that what is on its way keeps its link', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ email: 'an@aurora.example', phone: '+4930901820', status: 'invited' })
    await context.addInvitation(ann.personId)
    for (const address of [' AN@aurora.example', '030 901820']) {
      await people.changeAddress(vera, { id: ann.personId, address, resend: true })
    }
    expect(await context.rowsOf('invitation')).toMatchObject([{ state: 'live', generation: 1 }])
    expect(await context.rowsOf('audit')).toEqual([])
  })
})

describe('other edits', () => {
  it('M7: an edited name is what lists show, sort by and find', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ firstName: 'Ann' })
    await people.edit(vera, { id: ann.personId, firstName: 'Фёдор', lastName: 'Ёлкин', position: 'Пилот' })
    const search = {
      cursor: null,
      limit: 10,
      filter: 'all',
      departmentId: null,
      sort: 'name',
      descending: false,
    } as const
    for (const text of ['федор', 'ЕЛК', 'ёлкин фёд', 'ПИЛОТ']) {
      expect((await people.list(vera, { ...search, search: text })).rows, text).toMatchObject([{ name: 'Фёдор Ёлкин' }])
    }
    expect((await people.list(vera, { ...search, search: 'Ann' })).rows).toEqual([])
  })

  it('C5: an invited person’s departments are those they will land in; a member’s are changed at once', async () => {
    const { context, people, vera } = await setUp()
    const sales = await context.addDepartment('Sales')
    const invited = await context.addPerson({ status: 'invited' })
    await context.addInvitation(invited.personId)
    const active = await context.addPerson()
    const dismissed = await context.addPerson({ status: 'dismissed' })
    const ids = [invited.personId, active.personId, dismissed.personId]
    const result = await people.changeDepartments(vera, { ids, departmentIds: [sales] })
    expect(result.refused).toMatchObject([{ id: dismissed.personId, refusal: { code: 'STATE_NOT_ALLOWED' } }])
    for (const id of [invited.personId, active.personId]) {
      expect((await people.get(vera, { id })).departments).toEqual([{ id: sales, name: 'Sales' }])
    }
    expect(await context.store.reader.selectFrom('invitation_department').selectAll().execute()).toHaveLength(1)
  })

  it('D1: nobody is left without a department, and none is made up', async () => {
    const { context, people, vera } = await setUp()
    const ids = [(await context.addPerson()).personId]
    await expectRefusal(people.changeDepartments(vera, { ids, departmentIds: [] }), 'INVALID_INPUT')
    const result = await people.changeDepartments(vera, { ids, departmentIds: [newDepartment] })
    expect(result.refused).toMatchObject([{ refusal: { code: 'NOT_FOUND' } }])
  })

  it('B1: only an administrator makes and unmakes administrators', async () => {
    const { context, people, vera, person } = await setUp()
    const partner = await context.addPerson({ kind: 'partner' })
    const ann = await context.addPerson()
    const give = { id: ann.personId, administrator: true }
    await expectRefusal(people.setAdministrator(partner, give), 'NOT_ALLOWED')
    await people.setAdministrator(vera, give)
    expect(await person(ann.personId)).toMatchObject({ administrator: 1 })
    await people.setAdministrator(vera, { ...give, administrator: false })
    expect(await person(ann.personId)).toMatchObject({ administrator: 0 })
    await expectRefusal(
      people.setAdministrator(vera, { id: vera.personId, administrator: false }),
      'LAST_ADMINISTRATOR',
    )
  })

  it('B1, A2: a partner edits no administrator, an employee nobody who has accepted', async () => {
    const { context, people, vera } = await setUp()
    const partner = await context.addPerson({ kind: 'partner' })
    const eve = await context.addPerson()
    const own = await context.addPerson({ invited_by: eve.personId })
    const edit = { firstName: 'X', lastName: '', position: '' }
    await expectRefusal(people.edit(partner, { id: vera.personId, ...edit }), 'NOT_ALLOWED')
    await expectRefusal(people.edit(eve, { id: own.personId, ...edit }), 'NOT_ALLOWED')
    await expectRefusal(people.edit(eve, { id: vera.personId, ...edit }), 'NOT_FOUND')
  })
})

const newDepartment = '01900000-0000-7000-8000-000000000000'
