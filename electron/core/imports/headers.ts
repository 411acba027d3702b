import type { ImportField, ImportFormat } from '../domain/vocabulary'
import { fieldOfTitle, headerKey } from './header-words'

/** Cells of the longest header that is looked for. */
const LONGEST_HEADER = 500

/** Which program wrote a file with this header row (D4). */
export function formatOfHeader(header: readonly string[]): ImportFormat {
  const keys = header.map(headerKey)
  const has = (...wanted: readonly string[]): boolean => wanted.every((key) => keys.includes(key))
  const hasProperties = header.some((title) => /\[[a-z]\w*\]/u.test(title))
  if (hasProperties && has('inviteeemail')) return 'entra-bulk-invite'
  if (hasProperties && has('userprincipalname', 'displayname')) return 'entra-bulk-create'
  if (has('userprincipalname') && ['givenname', 'objectid', 'usertype', 'accountenabled'].some((key) => has(key))) {
    return 'entra'
  }
  if (has('firstname', 'lastname', 'emailaddress', 'orgunitpath')) return 'google-workspace'
  if (has('username', 'firstname', 'lastname', 'displayname')) return 'microsoft-365'
  if (has('имяпользователя', 'имя', 'фамилия', 'отображаемоеимя')) return 'microsoft-365'
  if (isGoogleContacts(keys)) return 'google-contacts'
  if (isOutlook(keys)) return 'outlook'
  if (has('firstname', 'lastname', 'employeeid', 'workemail')) return 'orangehrm'
  if (keys[0] === 'email' && keys[1] === 'groups' && keys.length <= 3) return 'discourse'
  return 'table'
}

/** Outlook.com and Google Contacts share three leading columns: the fourth, and how addresses are titled, tell them apart. */
function isGoogleContacts(keys: readonly string[]): boolean {
  if (keys.includes('phoneticfirstname') || keys.includes('email1value')) return true
  return keys.includes('givenname') && keys.includes('additionalname') && keys.includes('familyname')
}

function isOutlook(keys: readonly string[]): boolean {
  const english = ['firstname', 'middlename', 'lastname', 'title', 'emailaddress', 'email2address']
  const russian = ['имя', 'отчество', 'фамилия', 'адресэлпочты']
  return english.every((key) => keys.includes(key)) || russian.every((key) => keys.includes(key))
}

/** Titles that mean something else in the files of one program than they do elsewhere. */
const OTHERWISE: Readonly<Partial<Record<ImportFormat, Readonly<Record<string, ImportField | null>>>>> = {
  // Outlook: `Title` is how somebody is addressed, `Отдел` and `Организация` are as elsewhere.
  outlook: { title: null },
  'microsoft-365': { username: 'email', имяпользователя: 'email', alternateemailaddress: null },
  'google-contacts': { title: null },
  orangehrm: { otheremail: 'email' },
}

/** The field of each column. Of columns no field can be made of two: a first name alone is a whole name. */
export function fieldsOfHeader(header: readonly string[], format: ImportFormat): (ImportField | null)[] {
  const otherwise = OTHERWISE[format] ?? {}
  const fields = header.map((title) => {
    const special = otherwise[headerKey(title)]
    return special === undefined ? fieldOfTitle(title) : special
  })
  const holds = (field: ImportField): boolean => fields.includes(field)
  if (!holds('firstName') || holds('lastName') || holds('fullName')) return fields
  return fields.map((field) => (field === 'firstName' ? 'fullName' : field))
}

/** How many titles of a row are known; 0 of one too long to be a header. */
export function knownTitles(cells: readonly string[]): number {
  if (cells.length > LONGEST_HEADER) return 0
  return fieldsOfHeader(cells, formatOfHeader(cells)).filter((field) => field !== null).length
}
