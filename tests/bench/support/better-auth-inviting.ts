import { join } from 'node:path'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { organization } from 'better-auth/plugins'
import Connection from 'better-sqlite3'

/** The organization plugin of better-auth over a file of its own, as a product built on it would call it. */
export interface PeerInviting {
  /** Invites so many people one after the other: it knows no other way; milliseconds an invitation. */
  invite(people: number): Promise<number>
  close(): void
}

/** In-process, journal WAL, synchronous NORMAL, no mail, its limit of a hundred invitations raised. */
export async function openPeerInviting(folder: string): Promise<PeerInviting> {
  const database = new Connection(join(folder, `peer-${process.hrtime.bigint()}.db`))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  const options = {
    database,
    secret: 'a secret for this measurement alone',
    baseURL: 'http://127.0.0.1:3000',
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true },
    plugins: [organization({ invitationLimit: 1_000_000, sendInvitationEmail: () => Promise.resolve() })],
  }
  await (await getMigrations(options)).runMigrations()
  const auth = betterAuth(options)
  const owner = { name: 'Alice Keller', email: 'alice@northwind.example', password: 'Quiet harbour 88 lanterns' }
  const signedUp = await auth.api.signUpEmail({ body: owner, returnHeaders: true })
  const cookie = signedUp.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const headers = new Headers({ cookie })
  const made = await auth.api.createOrganization({ body: { name: 'Northwind', slug: 'northwind' }, headers })
  const organizationId = made?.id
  if (organizationId === undefined) throw new Error('the peer made no organization')
  let invited = 0
  return {
    async invite(people) {
      const began = performance.now()
      for (let each = 0; each < people; each += 1) {
        invited += 1
        const email = `peer-${invited}@northwind.example`
        await auth.api.createInvitation({ body: { email, role: 'member', organizationId }, headers })
      }
      return (performance.now() - began) / people
    },
    close: () => void database.close(),
  }
}
