import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../../../electron/core/services/ids'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { bulkService, bulkStory, openBulkPortal } from '../../../../support/bulk-story'
import { openMailPortal, saveAccount } from '../../../../support/mail-story'
import { expectRefusal } from '../../../../support/refusals'

describe('inviting in bulk', { timeout: 120_000 }, () => {
  it('S6, Z7: each row gets its fate, and who resembles somebody stays out until chosen', async () => {
    const { bulk, check, context, preview, rows } = await openBulkPortal()
    for (const status of ['active', 'dismissed', 'invited', 'pending'] as const) {
      await context.addPerson({ email: `${status}@x.com`, status, firstName: 'Known', lastName: status })
    }
    await context.addPerson({ email: 'anna@x.com', firstName: 'Anna', lastName: 'Berg' })
    const id = await check(
      [
        'First name,Last name,E-mail,Phone',
        'New,One,new@x.com,',
        ',,active@x.com,',
        ',,dismissed@x.com,',
        ',,invited@x.com,',
        ',,pending@x.com,',
        ',,NEW@X.com,',
        ',,broken@,',
        'Anna,Berg,anna+work@x.com,',
        'By,Phone,,030 123456',
      ].join('\n'),
    )
    expect((await rows(id)).map((row) => [row.fate, row.included])).toEqual([
      ['new', true],
      ['active', false],
      ['dismissed', false],
      ['invited', false],
      ['pending', false],
      ['duplicate', false],
      ['invalid', false],
      ['new', false],
      ['new', true],
    ])
    expect((await rows(id))[7]?.lookAlikes).toMatchObject([{ why: 'email', person: { name: 'Anna Berg' } }])
    expect(await preview(id)).toMatchObject({
      included: 2,
      lookAlikes: 1,
      channels: { mail: 1, sms: 1 },
      decisions: { resend: 1, confirm: 1, rehire: 1, add: 0 },
    })
    const chosen = await bulk.choose(context.administrator, { id, rows: [9], included: true })
    expect(chosen).toMatchObject({ included: 3, channels: { mail: 2, sms: 1 } })
  })

  it('M4, SM2, SM5, M7: pasted addresses and numbers are read, with spaces, commas, semicolons and new lines between', async () => {
    const { paste, rows } = await openBulkPortal()
    const addresses = await paste('a@x.com b@x.com,c@x.com; "Lee, Ann" <ann@x.com>\nBob Ray <bob@x.com>\n+4930123456')
    expect((await rows(addresses)).map((row) => row.email ?? row.phone)).toEqual([
      'a@x.com',
      'b@x.com',
      'c@x.com',
      'ann@x.com',
      'bob@x.com',
      '+4930123456',
    ])
    expect((await rows(addresses)).slice(3, 5).map((row) => row.name)).toEqual(['Ann Lee', 'Bob Ray'])
    const numbers = await paste('+49 30 1234567 +49 30 7654321, 030 111111; 030-222222\n+7 (912) 345-67-89')
    expect((await rows(numbers)).map((row) => [row.fate, row.phone])).toEqual([
      ['new', '+49301234567'],
      ['new', '+49307654321'],
      ['new', '+4930111111'],
      ['new', '+4930222222'],
      ['new', '+79123456789'],
    ])
    const spaced = await paste('+49 170 123 45 67 +49 171 123 45 67 0171 2345678 0172 2345678')
    expect((await rows(spaced)).map((row) => row.phone)).toEqual([
      '+491701234567',
      '+491711234567',
      '+491712345678',
      '+491722345678',
    ])
  })

  it('M6, M7, W1: everybody becomes a person with a live link into the places chosen, one entry each and one for the batch', async () => {
    const { check, context, list, run } = await openBulkPortal({ expiry_days: 5 })
    const design = await context.addDepartment('Design')
    const text = 'First name,Last name,E-mail,Phone\nAnn,Lee,ann@x.com,030 123456\nBob,Ray,,+49 30 777777\n'
    const id = await check(text, { departmentIds: [design], requireConfirmation: false })
    const outcome = await run(id)
    expect(outcome).toMatchObject({ state: 'done', invited: 2, leftOut: 0, queued: { mail: 0, sms: 0 } })
    const people = await context.store.reader
      .selectFrom('person')
      .innerJoin('invitation', 'invitation.person_id', 'person.id')
      .innerJoin('invitation_department', 'invitation_department.invitation_id', 'invitation.id')
      .select(['person.name', 'person.phone', 'person.status', 'invitation.channel', 'invitation.state'])
      .select(['invitation.batch_id', 'invitation.require_confirmation', 'invitation_department.department_id'])
      .orderBy('person.name')
      .execute()
    const alike = {
      status: 'invited',
      channel: 'link',
      state: 'live',
      batch_id: outcome.batchId,
      require_confirmation: 0,
      department_id: design,
    }
    expect(people).toEqual([
      { ...alike, name: 'Ann Lee', phone: '+4930123456' },
      { ...alike, name: 'Bob Ray', phone: '+4930777777' },
    ])
    const audit = await context.rowsOf('audit')
    expect(audit.map((entry) => Reflect.get(entry, 'action'))).toEqual([
      'person.invited',
      'person.invited',
      'batch.invited',
    ])
    expect((await verifyAudit(context.store.reader)).intact).toBe(true)
    expect(await list()).toMatchObject([
      { id: outcome.batchId, name: 'people.csv', people: 2, accepted: 0, failed: 0, undoRefusal: null },
    ])
    expect(context.announced.flat()).toEqual(expect.arrayContaining(['batches', 'people', 'counters', 'messages']))
  })

  it('SM2, M4: without an SMS account the e-mails go out, and who has a number alone is invited with a link to be handed over', async () => {
    const { context, links } = await openMailPortal()
    await saveAccount(context, 2525)
    const story = bulkStory(bulkService(context, links), context.administrator)
    const id = await story.paste('ann@x.com, +49 30 1234567, bob@x.com')
    expect(await story.preview(id)).toMatchObject({ included: 3, channels: { mail: 2, sms: 1 } })
    const outcome = await story.run(id, { delivery: 'send' })
    expect(outcome).toMatchObject({ state: 'done', invited: 3, queued: { mail: 2, sms: 0 }, leftOut: 0 })
    const messages = await context.store.reader.selectFrom('message').select(['to_address', 'channel']).execute()
    expect(messages).toEqual([
      { to_address: 'ann@x.com', channel: 'mail' },
      { to_address: 'bob@x.com', channel: 'mail' },
    ])
    const invitations = await context.store.reader
      .selectFrom('invitation')
      .innerJoin('person', 'person.id', 'invitation.person_id')
      .select(['person.address', 'invitation.channel'])
      .orderBy('person.address')
      .execute()
    expect(invitations).toEqual([
      { address: '+49301234567', channel: 'link' },
      { address: 'ann@x.com', channel: 'mail-service' },
      { address: 'bob@x.com', channel: 'mail-service' },
    ])
  })

  it('M4, M5: sending needs the accounts the rows want, and own wording a commercial plan; each message waits with its text', async () => {
    const { context, links } = await openMailPortal()
    const story = bulkStory(bulkService(context, links), context.administrator)
    const id = await story.paste('ann@x.com, bob@x.com')
    await expectRefusal(story.run(id, { delivery: 'send' }), 'MAIL_ACCOUNT_MISSING')
    await saveAccount(context, 2525)
    const text = { subject: 'Hello {{firstName}}', body: '{{link}}' }
    await expectRefusal(
      story.run(id, { delivery: 'send', text: { ...text, body: '{{nothing}}' } }),
      'UNKNOWN_PLACEHOLDER',
    )
    expect(await story.run(id, { delivery: 'send', text })).toMatchObject({ invited: 2, queued: { mail: 2, sms: 0 } })
    const texts = await context.store.reader.selectFrom('message_text').selectAll().execute()
    expect(texts).toMatchObject([text])
    const message = { state: 'queued', channel: 'mail', kind: 'invitation', text_id: texts[0]?.id }
    expect(await context.rowsOf('message')).toMatchObject([
      { ...message, to_address: 'ann@x.com' },
      { ...message, to_address: 'bob@x.com' },
    ])
    const numbers = await story.paste('+49 30 1234567')
    await expectRefusal(story.run(numbers, { delivery: 'send' }), 'SMS_ACCOUNT_MISSING')
    expect(await context.rowsOf('person')).toHaveLength(3)
    await context.store.write(async (writer) => {
      await writer.updateTable('portal').set({ plan: 'free' }).execute()
    })
    const more = await story.paste('cy@x.com')
    await expectRefusal(story.run(more, { delivery: 'send', text }), 'MAIL_TEXT_FIXED')
  })

  it('S6: rows that need a decision are decided together, and what is refused says why', async () => {
    const { check, context, decide, preview } = await openBulkPortal({ seat_limit: 3 })
    const design = await context.addDepartment('Design')
    await context.addPerson({ email: 'active@x.com' })
    await context.addPerson({ email: 'left@x.com', status: 'dismissed', joined_at: 1 })
    await context.addPerson({ email: 'one@x.com', status: 'pending' })
    const id = await check('E-mail\nactive@x.com\nleft@x.com\none@x.com\n', { departmentIds: [design] })
    expect(await decide(id, 'add')).toMatchObject({ state: 'done', decision: 'add', decided: 1, refusals: 0 })
    expect(await context.store.reader.selectFrom('department_member').selectAll().execute()).toContainEqual(
      expect.objectContaining({ department_id: design }),
    )
    expect(await decide(id, 'confirm')).toMatchObject({ decided: 1, refusals: 0 })
    expect(await preview(id)).toMatchObject({ fates: { active: 2, pending: 0, dismissed: 1 } })
    // No seat is left for whoever comes back (N1).
    expect(await decide(id, 'rehire')).toMatchObject({
      decided: 0,
      refusals: 1,
      refused: [{ refusal: { code: 'NO_SEAT' } }],
    })
    expect(await preview(id)).toMatchObject({ decisions: { add: 2, confirm: 0, rehire: 1 } })
  })

  it('S5, S6: two runs at once are refused, and a cancelled one goes on in the same batch', async () => {
    const { bulk, check, context, list, ran, run } = await openBulkPortal()
    const lines = Array.from({ length: 900 }, (_, index) => `p${index}@x.com`)
    const actor = context.administrator
    const id = await check(`E-mail\n${lines.join('\n')}`)
    const other = await check('E-mail\nother@x.com\n')
    const order = { locale: 'en', delivery: 'link', text: null } as const
    await bulk.run(actor, { id, ...order })
    await expectRefusal(bulk.run(actor, { id, ...order }), 'IMPORT_RUNNING')
    await expectRefusal(bulk.run(actor, { id: other, ...order }), 'IMPORT_RUNNING')
    while ((await list()).length === 0) await new Promise((resolve) => void setImmediate(resolve))
    expect(await list()).toMatchObject([{ planned: 900, stopped: false }])
    expect(bulk.isWorking()).toBe(true)
    await bulk.cancel(actor, { id })
    await ran(id)
    const stopped = await bulk.outcome(actor, { id })
    expect(stopped.state).toBe('cancelled')
    expect(bulk.isWorking()).toBe(false)
    expect(stopped.invited).toBeLessThan(900)
    expect(stopped.invited + stopped.leftOut).toBe(900)
    const cutOff = { id: stopped.batchId, people: stopped.invited, planned: 900 }
    expect(await list()).toMatchObject([{ ...cutOff, stopped: true }])
    expect(await run(id)).toMatchObject({ state: 'done', invited: 900, leftOut: 0, batchId: stopped.batchId })
    expect(await list()).toMatchObject([{ people: 900, planned: 900, stopped: false }])
    const entries = context.store.reader.selectFrom('audit').select(['action', 'notable']).orderBy('id')
    expect(await entries.where('action', 'like', 'batch.%').execute()).toEqual([
      { action: 'batch.stopped', notable: 1 },
      { action: 'batch.invited', notable: 1 },
    ])
  })

  it('S6: a batch is whole, not stopped, where others were quicker with some of its people', async () => {
    const { check, context, list, run } = await openBulkPortal()
    const id = await check('E-mail\na@x.com\nb@x.com\nc@x.com\n')
    await context.addPerson({ email: 'b@x.com', status: 'invited' })
    expect(await run(id)).toMatchObject({ state: 'done', invited: 2 })
    expect(await list()).toMatchObject([{ people: 2, planned: 2, stopped: false }])
  })

  it('A1, A2, Z11, W2: an employee invites where they may, and sees whom they invited and nobody else', async () => {
    const { bulk, check, context } = await openBulkPortal({
      who_may_invite: 'everyone',
      structure_seen_by: 'administrators',
    })
    const design = await context.addDepartment('Design')
    const ed = await context.addPerson({ email: 'ed@x.com', firstName: 'Ed' })
    const story = bulkStory(bulk, ed)
    await context.addPerson({ email: 'mine@x.com', status: 'invited', invited_by: ed.personId, firstName: 'Mine' })
    await context.addPerson({ email: 'other@x.com', status: 'invited', firstName: 'Other' })
    await context.addPerson({ email: 'waits@x.com', status: 'pending', firstName: 'Waits' })
    const id = await story.paste('mine@x.com other@x.com waits@x.com')
    expect((await story.rows(id)).map((row) => [row.fate, row.person?.name ?? null])).toEqual([
      ['invited', 'Mine'],
      ['invited', null],
      ['pending', null],
    ])
    expect((await story.preview(id)).decisions).toEqual({ resend: 1, confirm: 0, rehire: 0, add: 0 })
    await expectRefusal(story.decide(id, 'confirm'), 'NOT_ALLOWED')
    await expectRefusal(story.paste('new@x.com', { departmentIds: [design] }), 'PLACE_NOT_ALLOWED')
    // A department they may not choose is as unknown in the file as one that is not there.
    const named = await story.check('E-mail,Department\na@x.com,Design\nb@x.com,Nowhere\n')
    expect((await story.rows(named)).map((row) => row.problems)).toEqual([
      ['DEPARTMENT_UNKNOWN'],
      ['DEPARTMENT_UNKNOWN'],
    ])
    await expectRefusal(bulk.preview(ed, { id: await check('E-mail\nz@x.com\n') }), 'IMPORT_GONE')
    const batch = await story.run(await story.paste('new@x.com'))
    expect(batch).toMatchObject({ state: 'done', invited: 1 })
    expect(await bulkStory(bulk, context.administrator).list()).toMatchObject([{ by: { name: 'Ed' } }])

    await context.store.write(async (writer) => {
      await writer.updateTable('portal').set({ who_may_invite: 'administrators' }).execute()
    })
    await expectRefusal(story.paste('late@x.com'), 'NOT_ALLOWED')
    await expectRefusal(story.run(id), 'NOT_ALLOWED')
    const group = newId(context)
    await context.store.write(async (writer) => {
      const row = { id: group, name: 'Choir', description: '', created_at: 0, members_may_invite: 1 as const }
      await writer.insertInto('workgroup').values(row).execute()
      await writer.insertInto('workgroup_member').values({ workgroup_id: group, person_id: ed.personId }).execute()
    })
    const fromGroup = await story.paste('singer@x.com', { fromWorkgroupId: group, workgroupIds: [group] })
    expect(await story.run(fromGroup)).toMatchObject({ invited: 1 })
    const channels = await context.store.reader.selectFrom('invitation').select('channel').execute()
    expect(channels.map((row) => row.channel).toSorted()).toEqual(['link', 'workgroup'])
  })

  it('A2, S4: an operator who is dismissed meanwhile invites nobody', async () => {
    const { check, context, run } = await openBulkPortal()
    const ed = await context.addPerson({ administrator: true })
    const id = await check('E-mail\na@x.com\n')
    await context.store.write(async (writer) => {
      await writer.updateTable('person').set({ status: 'dismissed' }).where('id', '!=', ed.personId).execute()
    })
    expect(await run(id)).toMatchObject({ state: 'failed', refusal: { code: 'NOT_ALLOWED' }, invited: 0 })
    expect(await context.rowsOf('person')).toHaveLength(2)
    expect(await context.rowsOf('audit')).toEqual([])
  })

  it('S6: whatever a file holds, inviting from it twice makes nobody twice and loses no row', async () => {
    const cell = fc.constantFrom(
      '',
      'Ann',
      'Иван',
      'a@x.com',
      'b@x.com',
      'A@X.com',
      'bad@',
      '030 123456',
      '+4930123456',
      '\u0001',
    )
    const line = fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(','))
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 20 }), async (lines) => {
        const { bulk, check, context, rows, run } = await openBulkPortal()
        await context.addPerson({ email: 'b@x.com', status: 'dismissed' })
        const text = `First name,Last name,E-mail,Phone\n${lines.join('\n')}`
        const id = await check(text).catch(() => null)
        if (id === null) return
        const all = (await rows(id)).map((row) => row.row)
        const { included } = await bulk.choose(context.administrator, { id, rows: all, included: true })
        if (included > 0) {
          const outcome = await run(id)
          expect(outcome.invited + outcome.leftOut).toBe(all.length)
          expect(await context.rowsOf('person')).toHaveLength(outcome.invited + 2)
        } else await expectRefusal(run(id), 'NOBODY_TO_INVITE')
        const people = await context.rowsOf('person')
        const again = await check(text)
        await bulk.choose(context.administrator, { id: again, rows: all, included: true })
        await run(again).catch(() => null)
        expect(await context.rowsOf('person')).toEqual(people)
      }),
      { numRuns: 20 },
    )
  })
})
