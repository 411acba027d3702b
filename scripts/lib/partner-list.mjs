// What a list of certified partners is: read from JSON or CSV, checked as strictly as Usher does, and written in one way.
import { domainToASCII } from 'node:url'

export const STATUSES = ['bronze', 'silver', 'gold', 'platinum', 'diamond']
const COLUMNS = ['id', 'name', 'status', 'address']
const COMPANY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** Something in the input that a person has to put right; shown without a stack. */
export class InputError extends Error {}

/** The companies of a file's text: JSON for a name that ends in .json, else CSV. */
export function readCompanies(text, fileName) {
  const companies = /\.json$/i.test(fileName) ? fromJson(text) : fromCsv(text)
  return checked(companies)
}

/** The bytes that are signed: companies and addresses in order, so that the same list is the same text. */
export function payloadOf({ serial, issuedAt, expiresAt, companies }) {
  const sorted = [...companies]
    .sort((a, b) => inOrder(a.id, b.id))
    .map(({ id, name, status, addresses }) => ({ id, name, status, addresses: [...addresses].sort(inOrder) }))
  return Buffer.from(JSON.stringify({ serial, issuedAt, expiresAt, companies: sorted }), 'utf8')
}

function inOrder(one, other) {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function fromJson(text) {
  let value
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch (error) {
    throw new InputError(`The list is no JSON: ${error.message}`)
  }
  const companies = Array.isArray(value) ? value : value?.companies
  if (!Array.isArray(companies)) throw new InputError('The list has no "companies".')
  return companies
}

/** One row an address: id, name, status, address; a company's first row gives its name and status. */
function fromCsv(text) {
  const [head, ...rows] = csvRows(text.replace(/^\uFEFF/u, ''))
  const columns = COLUMNS.map((name) => (head ?? []).findIndex((cell) => cell.trim().toLowerCase() === name))
  if (columns.includes(-1)) throw new InputError(`The first row must name the columns: ${COLUMNS.join(', ')}.`)
  const companies = new Map()
  rows.forEach((row, index) => {
    const [id, name, status, address] = columns.map((column) => (row[column] ?? '').trim())
    const known = companies.get(id) ?? { id, name, status, addresses: [] }
    if (known.name !== name || known.status !== status) {
      throw new InputError(`Row ${index + 2}: company ${id} has another name or status than above.`)
    }
    companies.set(id, known)
    if (address !== '') known.addresses.push(address)
  })
  return [...companies.values()]
}

/** Cells of RFC 4180; the delimiter is a comma, or a semicolon where the first row has one outside of quotes. */
function csvRows(text) {
  const delimiter = /^[^"\n,]*;/.test(text) ? ';' : ','
  const rows = []
  const row = []
  let cell = ''
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index]
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[index + 1] === '"') cell += text[(index += 1)]
      else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === delimiter || sign === '\n') {
      row.push(sign === '\n' ? cell.replace(/\r$/, '') : cell)
      cell = ''
      if (sign === '\n') rows.push(row.splice(0))
    } else cell += sign
  }
  if (quoted) throw new InputError('A quoted cell is not closed.')
  rows.push([...row, cell])
  return rows.filter((cells) => cells.some((each) => each.trim() !== ''))
}

function checked(companies) {
  const ids = new Set()
  const owners = new Map()
  return companies.map((company, index) => {
    const place = `Company ${index + 1} (${String(company?.id ?? 'without id')})`
    const { id, name, status, addresses } = company ?? {}
    if (typeof id !== 'string' || !COMPANY_ID.test(id)) {
      throw new InputError(`${place}: an id is up to 64 letters, digits, dots, dashes or underscores.`)
    }
    if (ids.has(id)) throw new InputError(`${place}: there is another company with this id.`)
    ids.add(id)
    const title = typeof name === 'string' ? name.trim().normalize('NFC') : ''
    if (title === '' || title.length > 200 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(title)) {
      throw new InputError(`${place}: a name is one line of up to 200 characters.`)
    }
    if (!STATUSES.includes(status)) {
      throw new InputError(`${place}: the status "${String(status)}" is none of ${STATUSES.join(', ')}.`)
    }
    if (!Array.isArray(addresses)) throw new InputError(`${place}: "addresses" is a list of e-mail addresses.`)
    const read = addresses.map((each) => {
      const address = comparable(each)
      if (address === null) throw new InputError(`${place}: "${String(each)}" is no e-mail address.`)
      const owner = owners.get(address)
      if (owner !== undefined) throw new InputError(`${place}: ${address} is listed already, under ${owner}.`)
      owners.set(address, id)
      return address
    })
    return { id, name: title, status, addresses: read }
  })
}

/** Trimmed, lower case, the domain in punycode; null where it is no address. */
function comparable(text) {
  if (typeof text !== 'string') return null
  const typed = text.trim().normalize('NFC')
  const at = typed.lastIndexOf('@')
  if (at < 1 || at !== typed.indexOf('@')) return null
  const local = typed.slice(0, at).toLowerCase().normalize('NFC')
  const domain = domainToASCII(typed.slice(at + 1)).toLowerCase()
  const labels = domain.split('.')
  const named = labels.length > 1 && labels.every((label) => DOMAIN_LABEL.test(label)) && !/^\d+$/.test(labels.at(-1))
  const address = `${local}@${domain}`
  return named && LOCAL_PART.test(local) && Buffer.byteLength(local) <= 64 && Buffer.byteLength(address) <= 254
    ? address
    : null
}
