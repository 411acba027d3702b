import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bounces as contract } from '../../../../../electron/contract/bounces'
import { createBouncesService } from '../../../../../electron/core/services/bounces/bounces'
import { readBounceMessage } from '../../../../../electron/core/services/bounces/bounce-message'
import { bounceFile } from '../../../../support/bounces'
import { openTestPortal } from '../../../../support/core-context'
import { inviting, openSendingPortal } from '../../../../support/mail-story'

const base64 = (bytes: Buffer) => ({ data: bytes.toString('base64') })

/** Somebody was sent an invitation; `read` hands a bounce about it over. */
async function open(...emails: readonly string[]) {
  const { context, invitations, outbox } = await openSendingPortal()
  const { administrator } = context
  await invitations.inviteByMailService(
    administrator,
    inviting(...(emails.length > 0 ? emails : ['ann@northwind.example'])),
  )
  await outbox.settled()
  const service = createBouncesService(context)
  const messages = await context.store.reader.selectFrom('message').selectAll().orderBy('id').execute()
  const messageId = (messages[0]?.message_id ?? '').slice(1, -1)
  const states = async () =>
    (await context.store.reader.selectFrom('message').select('state').orderBy('id').execute()).map((row) => row.state)
  const marked = async () =>
    (await context.store.reader.selectFrom('person').select('address').where('delivery_failed', '=', 1).execute()).map(
      (row) => row.address,
    )
  return {
    context,
    administrator,
    states,
    marked,
    messageId,
    read: (name: string, actor = administrator) => service.read(actor, base64(bounceFile(name, messageId))),
  }
}

describe('bounce messages', { timeout: 60_000 }, () => {
  it.each([
    ['postfix', '5.1.1', 'User unknown in virtual mailbox table'],
    ['exchange-online', '5.1.10', 'RESOLVER.ADR.RecipientNotFound'],
    ['gmail', '5.1.1', 'does not exist'],
    ['sendmail', '5.1.1', 'User unknown'],
    ['exim-plain', '5.7.1', 'Mailbox disabled'],
    ['qmail', '5.1.1', 'No such user'],
    ['names-the-sender', '5.1.1', 'No such user'],
    ['forwarded', '5.1.1', ''],
  ])('M9: a bounce of %s is read, matched and marks message and person', async (name, status, reason) => {
    const { administrator, context, marked, read, states } = await open()
    expect(await states()).toEqual(['sent'])
    const { recipients } = await read(name)
    expect(recipients).toEqual([
      {
        address: 'ann@northwind.example',
        fate: 'failed',
        status,
        reason: expect.stringContaining(reason),
        match: {
          personId: expect.any(String),
          name: 'ann@northwind.example',
          sentTo: 'ann@northwind.example',
          address: 'ann@northwind.example',
          marked: 'now',
          mayCorrect: true,
        },
      },
    ])
    expect(await states()).toEqual(['bounced'])
    expect(await marked()).toEqual(['ann@northwind.example'])
    const entries = await context.store.reader
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'message.bounced')
      .execute()
    expect(entries).toMatchObject([{ actor_id: administrator.personId }])
    expect(context.announced.at(-1)).toEqual(['messages', 'people', 'activity'])

    const again = await read(name)
    expect(again.recipients[0]?.match).toMatchObject({ marked: 'before' })
    expect(
      await context.store.reader.selectFrom('audit').selectAll().where('action', '=', 'message.bounced').execute(),
    ).toHaveLength(1)
  })

  it('M9: a delay is told and marks nothing', async () => {
    const { marked, read, states } = await open()
    const { recipients } = await read('delayed')
    expect(recipients).toMatchObject([{ fate: 'delayed', status: '4.4.1', match: { marked: 'no', mayCorrect: true } }])
    expect(await states()).toEqual(['sent'])
    expect(await marked()).toEqual([])
  })

  it.each(['passed-on', 'passed-on-inline'])(
    'M9: a mailbox that passed the mail on is known by the Message-ID, whatever address failed: %s',
    async (name) => {
      const { marked, read } = await open()
      const { recipients } = await read(name)
      expect(recipients).toMatchObject([
        { address: 'ann.private@elsewhere.example', match: { sentTo: 'ann@northwind.example', marked: 'now' } },
      ])
      expect(await marked()).toEqual(['ann@northwind.example'])
    },
  )

  it('M9: of several recipients each is matched by address; who was reached is left alone, who is not ours is told', async () => {
    const people = ['ann', 'bob', 'cid', 'dan'].map((name) => `${name}@northwind.example`)
    const { marked, read, states } = await open(...people)
    const { recipients } = await read('several')
    expect(recipients.map(({ address, match }) => [address, match?.marked ?? null])).toEqual([
      ['ann@northwind.example', 'now'],
      ['bob@northwind.example', 'now'],
      // Given up after days of trying: final, although its status says temporary.
      ['dan@northwind.example', 'now'],
      ['nobody@elsewhere.example', null],
    ])
    expect(await states()).toEqual(['bounced', 'bounced', 'sent', 'bounced'])
    expect((await marked()).toSorted()).toEqual([people[0], people[1], people[3]])
  })

  it('M9: letters beyond ASCII are read in the report and in the text around it', async () => {
    const { marked, read } = await open('аня@northwind.example')
    const { recipients } = await read('eight-bit')
    expect(recipients).toMatchObject([
      { address: 'аня@northwind.example', reason: '550 5.1.1 Пользователь не найден', match: { marked: 'now' } },
    ])
    expect(await marked()).toEqual(['аня@northwind.example'])
  })

  it('M9: a hostile report marks nobody but whom it names, and its text comes in one harmless line', async () => {
    const { marked, read } = await open('ann@northwind.example', 'bob@northwind.example')
    const { recipients } = await read('hostile')
    expect(recipients.map((each) => each.address)).toEqual(['ann@northwind.example', '"; DROP TABLE person; --'])
    expect(recipients[0]).toMatchObject({ status: '5.1.1', match: { marked: 'now' } })
    expect(recipients[0]?.reason).toBe('550 <img src=x onerror=alert(1)> evil and a very long tail')
    expect(recipients[1]?.match).toBeNull()
    expect(await marked()).toEqual(['ann@northwind.example'])
  })

  it('M9: an address corrected since is not blamed for the old one', async () => {
    const { administrator, context, marked, read, states } = await open()
    await context.store.write((writer) =>
      writer
        .updateTable('person')
        .set({ email: 'ann.lee@northwind.example', address: 'ann.lee@northwind.example' })
        .where('email', '=', 'ann@northwind.example')
        .execute(),
    )
    const { recipients } = await read('postfix', administrator)
    expect(recipients[0]?.match).toMatchObject({
      marked: 'now',
      address: 'ann.lee@northwind.example',
      mayCorrect: false,
    })
    expect(await states()).toEqual(['bounced'])
    expect(await marked()).toEqual([])
  })

  it('A2: an employee learns of their own messages only', async () => {
    const { context, marked, read } = await open()
    const employee = await context.addPerson()
    const { recipients } = await read('postfix', employee)
    expect(recipients).toMatchObject([{ address: 'ann@northwind.example', match: null }])
    expect(await marked()).toEqual([])
  })

  it.each([
    ['a reply', bounceFile('no-bounce')],
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 256))],
  ])('M9: %s is refused as no bounce', async (_title, bytes) => {
    const context = await openTestPortal()
    await expect(createBouncesService(context).read(context.administrator, base64(bytes))).rejects.toMatchObject({
      code: 'BOUNCE_UNREADABLE',
    })
  })

  it('M9: whatever a file holds, reading it neither throws nor hangs', { timeout: 120_000 }, async () => {
    const bounce = bounceFile('several')
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bounce.length),
        fc.nat(200),
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.constant(Buffer.from('\r\n\r\n--MANY\r\nContent-Type: message/rfc822\r\n\r\n')),
        ),
        async (at, cut, put) => {
          const bytes = Buffer.concat([bounce.subarray(0, at), put, bounce.subarray(at + cut)])
          const { recipients } = await readBounceMessage(bytes)
          expect(recipients.every((each) => each.reason.length <= 500 && !/[\p{Cc}]/u.test(each.reason))).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('M9: a file over five megabytes is refused before it is read', () => {
    const schema = contract.read['~orpc'].inputSchema
    expect(schema?.safeParse({ data: 'A'.repeat(7_200_000) }).success).toBe(false)
    expect(schema?.safeParse({ data: 'A'.repeat(6_800_000) }).success).toBe(true)
    expect(schema?.safeParse({ data: 'not base64!' }).success).toBe(false)
  })
})
