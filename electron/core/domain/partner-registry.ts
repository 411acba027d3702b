import { readAddress } from './addresses'
import { readLine } from './lines'
import type { CertifiedCompany } from './partners'
import { Refusal } from './refusal'
import { PARTNER_STATUSES, type PartnerStatus } from './vocabulary'

/**
 * The partner registry's file (B2): JSON of `format`, `payload` (base64 of the list's bytes) and `signature` (base64url of
 * Ed25519 over those bytes). The list is UTF-8 JSON of `serial`, `issuedAt`, `expiresAt` and `companies`.
 */
const REGISTRY_FORMAT = 'usher-partner-registry/1'
/** Longest file, in bytes. */
export const REGISTRY_MAXIMUM = 20_000_000
const MOST_COMPANIES = 50_000
const SIGNATURE_BYTES = 64
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/u
const COMPANY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u

export interface RegistryEnvelope {
  /** What was signed. */
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

/** Times in milliseconds UTC; addresses in comparable form. */
export interface RegistryList {
  readonly serial: number
  readonly issuedAt: number
  readonly expiresAt: number
  readonly companies: readonly CertifiedCompany[]
  readonly addresses: readonly { readonly address: string; readonly companyId: string }[]
}

/** Takes the file apart; nothing in it is believed yet. Throws REGISTRY_UNREADABLE. */
export function readEnvelope(text: string): RegistryEnvelope {
  if (text.length > REGISTRY_MAXIMUM) throw unreadable()
  const envelope = fieldsOf(parsed(text.replace(/^\uFEFF/u, '')), ['format', 'payload', 'signature'])
  if (envelope['format'] !== REGISTRY_FORMAT) throw unreadable()
  const payload = decoded(envelope['payload'], 'base64')
  const signature = decoded(envelope['signature'], 'base64url')
  if (signature.length !== SIGNATURE_BYTES) throw unreadable()
  return { payload, signature }
}

/**
 * Reads the signed list, yielding after each address so that the caller may let other work through. Nothing is skipped:
 * one wrong entry refuses the list. Throws REGISTRY_UNREADABLE.
 */
export function* readRegistryList(payload: Uint8Array): Generator<void, RegistryList> {
  const list = fieldsOf(parsed(textOf(payload)), ['serial', 'issuedAt', 'expiresAt', 'companies'])
  const { serial } = list
  if (typeof serial !== 'number' || !Number.isSafeInteger(serial) || serial < 1) throw unreadable()
  const issuedAt = instant(list['issuedAt'])
  const expiresAt = instant(list['expiresAt'])
  if (expiresAt <= issuedAt) throw unreadable()
  const entries = arrayOf(list['companies'])
  if (entries.length > MOST_COMPANIES) throw unreadable()

  const companies: CertifiedCompany[] = []
  const ids = new Set<string>()
  const addresses: { address: string; companyId: string }[] = []
  const taken = new Set<string>()
  for (const entry of entries) {
    const fields = fieldsOf(entry, ['id', 'name', 'status', 'addresses'])
    const company = companyFrom(fields)
    if (ids.has(company.id)) throw unreadable()
    ids.add(company.id)
    companies.push(company)
    for (const each of arrayOf(fields['addresses'])) {
      const { email } = typeof each === 'string' ? readAddress(each) : { email: null }
      // An address of two companies would make either the right one.
      if (email === null || taken.has(email)) throw unreadable()
      taken.add(email)
      addresses.push({ address: email, companyId: company.id })
      yield
    }
  }
  return { serial, issuedAt, expiresAt, companies, addresses }
}

function companyFrom(fields: Readonly<Record<string, unknown>>): CertifiedCompany {
  const { id, name, status } = fields
  if (typeof id !== 'string' || !COMPANY_ID.test(id) || typeof name !== 'string') throw unreadable()
  const read = readLine(name, 200, 'required')
  const known = PARTNER_STATUSES.find((each): each is PartnerStatus => each === status)
  if (read.problem !== null || known === undefined) throw unreadable()
  return { id, name: read.line, status: known }
}

/** Exactly these fields and no others. */
function fieldsOf(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable()
  const fields = new Map<string, unknown>(Object.entries(value))
  if (fields.size !== names.length || !names.every((name) => fields.has(name))) throw unreadable()
  return Object.fromEntries(fields)
}

function arrayOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadable()
  return value
}

function instant(value: unknown): number {
  const at = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at)) throw unreadable()
  return at
}

/** Bytes written in the one way there is to write them. */
function decoded(value: unknown, encoding: 'base64' | 'base64url'): Buffer {
  if (typeof value !== 'string') throw unreadable()
  const bytes = Buffer.from(value, encoding)
  if (bytes.toString(encoding) !== value) throw unreadable()
  return bytes
}

function textOf(payload: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload)
  } catch {
    throw unreadable()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable()
  }
}

function unreadable(): Refusal {
  return new Refusal('REGISTRY_UNREADABLE')
}
