import type { CertifiedCompany } from '../domain/partners'
import { insertAddresses, saveCompanies, savePartnerRegistry, savePartnerSource } from '../store/partners'
import type { Writer } from '../store/store'
import { DAY } from '../domain/days'
import type { SamplePerson } from './people'

/** A key whose private half was thrown away: nobody can sign a list for the sample company. */
const PUBLIC_KEY = 'ZE7e4WBIsKU9d6V1PcT06vMJMo-dX_iMKxKOtpZDJys'
const PARTNERS_COMPANY: CertifiedCompany = { id: 'harbour-light', name: 'Harbour Light Consulting', status: 'platinum' }
const OTHERS: readonly CertifiedCompany[] = [
  { id: 'oak-and-anchor', name: 'Oak & Anchor', status: 'gold' },
  { id: 'first-steps', name: 'First Steps', status: 'silver' },
]
/** To be tried in the tab *Partner*: one more of the company, one of another, one below Gold. */
const ADDRESSES = [
  { address: 'third.partner@example.org', companyId: PARTNERS_COMPANY.id },
  { address: 'fourth.partner@example.org', companyId: PARTNERS_COMPANY.id },
  { address: 'anchor@example.org', companyId: 'oak-and-anchor' },
  { address: 'beginner@example.org', companyId: 'first-steps' },
]

/** The registry in force, and the company of the partners among `guests` (B2, B3). They must be in the store already. */
export async function writePartners(writer: Writer, guests: readonly SamplePerson[], now: number): Promise<void> {
  const partners = guests.filter((guest) => guest.kind === 'partner')
  const companies = [PARTNERS_COMPANY, ...OTHERS]
  const own = partners.map((partner) => ({ address: partner.address, companyId: PARTNERS_COMPANY.id }))
  const addresses = [...own, ...ADDRESSES]
  await saveCompanies(writer, companies)
  await insertAddresses(writer, addresses)
  await savePartnerSource(writer, { address: null, public_key: PUBLIC_KEY, updated_at: now - 200 * DAY })
  await savePartnerRegistry(writer, {
    serial: 4,
    issued_at: now - 20 * DAY,
    expires_at: now + 70 * DAY,
    received_at: now - 19 * DAY,
    origin: 'file',
    digest: '',
    companies: companies.length,
    addresses: addresses.length,
  })
  for (const partner of partners) {
    await writer
      .updateTable('person')
      .set({ partner_company: PARTNERS_COMPANY.id })
      .where('id', '=', partner.id)
      .execute()
  }
}
