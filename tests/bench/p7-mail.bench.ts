import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { fillMailText } from '../../electron/core/domain/mail-templates'
import { createInvitationsService } from '../../electron/core/services/inviting/invitations'
import { STANDARD_TEXTS } from '../../electron/core/services/templates/standard-texts'
import { fakeMailApp } from '../support/fake-mail-app'
import { openOutbox } from '../support/outbox-child'
import { type BenchContext, type Benchmark, compare } from './support/benchmark'
import { startMailSink } from './support/mail-sink'
import { generatePortal } from './support/portal-generator'

const MESSAGES = 2_000
const CONNECTIONS = 5

/** What goes out is the same on both sides, to the letter: only the links differ. */
const MAIL = fillMailText(
  STANDARD_TEXTS.invitation.en,
  {
    firstName: 'Newcomer',
    portal: 'Northwind Trading',
    link: 'https://join.aurora.example/J/ABCDEFGHJKMNPQRSTVWXYZ0123456789',
    inviter: 'Alice Keller',
    department: '',
    expires: '',
    code: 'ABCD-EFGH-JKMN-PQRS',
  },
  'en',
)

/** A portal with so many invitations in its outbox; each round sends a copy of it. */
async function writeQueue(folder: string, port: number): Promise<string> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'queued.db')
  const { administratorId } = await generatePortal(file, { people: 100, departments: 10, seed: 7 })
  const { context, links } = await openOutbox({ file, backupFolder: join(folder, 'backups') })
  await context.store.write(async (writer) => {
    await writer
      .insertInto('mail_account')
      .values({
        id: 1,
        host: '127.0.0.1',
        port,
        security: 'none',
        username: '',
        sign_in: 'none',
        from_name: 'Northwind',
        from_address: 'hr@northwind.example',
        updated_at: 0,
      })
      .execute()
  })
  const invitations = createInvitationsService(context, links, fakeMailApp())
  await invitations.inviteByMailService(
    { personId: administratorId, name: 'Alice Keller', role: 'administrator' },
    {
      people: Array.from({ length: MESSAGES }, (_, index) => ({
        email: `new-${index}@x.com`,
        firstName: 'Newcomer',
        lastName: String(index),
      })),
      departmentIds: [],
      workgroupIds: [],
      locale: 'en',
      requireConfirmation: null,
      text: null,
    },
  )
  await context.store.close()
  return file
}

/** Milliseconds until the outbox has sent all of a fresh copy of the queue. */
async function sendOurs(context: BenchContext, queue: string, round: number): Promise<number> {
  const file = join(context.folder, 'p7', `round-${round}.db`)
  await copyFile(queue, file)
  const opened = await openOutbox({ file, backupFolder: join(context.folder, 'p7', 'backups') })
  const began = performance.now()
  await opened.outbox.start()
  await opened.outbox.settled()
  const took = performance.now() - began
  await opened.outbox.stop()
  const { reader } = opened.context.store
  const sent = await reader.selectFrom('message').select('id').where('state', '=', 'sent').execute()
  await opened.context.store.close()
  if (sent.length !== MESSAGES) throw new Error(`only ${sent.length} of ${MESSAGES} messages were sent`)
  return took
}

/** The same mails handed to nodemailer as fast as its pool takes them, with nothing written down. */
async function sendBare(port: number): Promise<number> {
  const transport = nodemailer.createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: 1_000,
  })
  const began = performance.now()
  await Promise.all(
    Array.from({ length: MESSAGES }, (_, index) =>
      transport.sendMail({
        from: { name: 'Northwind', address: 'hr@northwind.example' },
        to: { name: `Newcomer ${index}`, address: `new-${index}@x.com` },
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...MAIL,
      }),
    ),
  )
  const took = performance.now() - began
  transport.close()
  return took
}

/** P7: what durable delivery costs, against nodemailer's bare pool at the same server, in the same number of connections. */
export const benchmark: Benchmark = {
  id: 'P7',
  work: `mail service, ${MESSAGES} messages to a local server`,
  async run(context) {
    const sink = await startMailSink(context.projectFolder)
    const ours: number[] = []
    const bare: number[] = []
    try {
      const queue = await writeQueue(join(context.folder, 'p7'), sink.port)
      for (let round = -1; round < context.rounds; round += 1) {
        context.say(`round ${round + 1} of ${context.rounds}`)
        const mine = await sendOurs(context, queue, round)
        const other = await sendBare(sink.port)
        // The first round warms the compiler.
        if (round < 0) continue
        ours.push(mine)
        bare.push(other)
      }
    } finally {
      await sink.close()
    }
    // At least 0.8 of the bare throughput.
    return [compare('all of them sent, ms', 1.25, ours, bare)]
  },
}
