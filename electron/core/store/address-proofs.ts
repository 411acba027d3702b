import type { AddressProofTable } from './schema'
import type { Reader, Writer } from './store'

/** L5: the domains whose proved addresses need no confirmation, as domain/listed-domains.ts writes them. */
export async function readListedDomains(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.selectFrom('open_link_domain').select('domain').orderBy('domain').execute()
  return rows.map((row) => row.domain)
}

export async function setListedDomains(writer: Writer, domains: readonly string[]): Promise<void> {
  await writer.deleteFrom('open_link_domain').execute()
  const rows = [...new Set(domains)].map((domain) => ({ domain }))
  if (rows.length > 0) await writer.insertInto('open_link_domain').values(rows).execute()
}

/** A proof with the person it is about, where it is about one. */
export type ProofRow = NonNullable<Awaited<ReturnType<typeof findProof>>>

export async function findProof(reader: Reader, id: string) {
  return reader
    .selectFrom('address_proof')
    .leftJoin('person', 'person.id', 'address_proof.person_id')
    .select(['address_proof.id', 'address_proof.person_id', 'address_proof.address', 'address_proof.generation'])
    .select(['address_proof.tries', 'address_proof.expires_at'])
    .select(['person.name', 'person.kind', 'person.status', 'person.email', 'person.unproved', 'person.pending_reason'])
    .where('address_proof.id', '=', id)
    .executeTakeFirst()
}

export async function insertProof(writer: Writer, proof: AddressProofTable): Promise<void> {
  await writer.insertInto('address_proof').values(proof).execute()
}

/** J5: counts a wrong code of this generation. */
export async function countWrongProof(writer: Writer, id: string): Promise<void> {
  await writer
    .updateTable('address_proof')
    .set((column) => ({ tries: column('tries', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** The code before dies; the new one has all its tries. */
export async function renewProof(writer: Writer, id: string, at: number, expiresAt: number): Promise<void> {
  await writer
    .updateTable('address_proof')
    .set((column) => ({ generation: column('generation', '+', 1), tries: 0, created_at: at, expires_at: expiresAt }))
    .where('id', '=', id)
    .execute()
}

/** Forgets proofs that ended before `before`, in milliseconds UTC. */
export async function forgetProofs(writer: Writer, before: number): Promise<void> {
  await writer.deleteFrom('address_proof').where('expires_at', '<', before).execute()
}
