// The issuer's tool for the registry of certified partners: makes keys, signs lists, shows what a file says (docs/partner-registry.md).
// Plain Node without dependencies; it needs nothing of Usher but this file and lib/partner-list.mjs.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { InputError, payloadOf, readCompanies } from './lib/partner-list.mjs'

const FORMAT = 'usher-partner-registry/1'
const DAY = 86_400_000
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const USAGE = `Usage:
  node scripts/partner-registry.mjs keys --out FOLDER
  node scripts/partner-registry.mjs sign --key PRIVATE.pem --in LIST.json|LIST.csv --serial NUMBER [--days 90] --out REGISTRY.json
  node scripts/partner-registry.mjs show REGISTRY.json [--key KEY]

  KEY is the public key as text, or a file that holds it.`

const rawOf = (key) => key.export({ type: 'spki', format: 'der' }).subarray(-32)
const fingerprintOf = (key) =>
  createHash('sha256')
    .update(rawOf(key))
    .digest('hex')
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1 ')

function tellKey(key) {
  console.log(`Public key:   ${rawOf(key).toString('base64url')}`)
  console.log(`Fingerprint:  ${fingerprintOf(key)}`)
}

/** keys: a new key pair. The private key is readable by its owner only, and an existing one is never overwritten. */
function keys({ out }) {
  needed({ out })
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  mkdirSync(out, { recursive: true })
  const place = join(out, 'private.pem')
  write(place, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  write(join(out, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }), {})
  console.log(`Written: ${place} (keep it secret) and ${join(out, 'public.pem')}`)
  tellKey(publicKey)
}

/** sign: a list with its signature. */
function signList({ key, in: list, serial, days, out }) {
  needed({ key, in: list, serial, out })
  const number = whole('serial', serial)
  const lasting = whole('days', days ?? '90')
  const privateKey = privateKeyFrom(key)
  const now = Math.floor(Date.now() / 1000) * 1000
  const companies = readCompanies(read(list), list)
  const payload = payloadOf({
    serial: number,
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + lasting * DAY).toISOString(),
    companies,
  })
  const signature = sign(null, payload, privateKey).toString('base64url')
  writeFileSync(out, `${JSON.stringify({ format: FORMAT, payload: payload.toString('base64'), signature }, null, 2)}\n`)
  const addresses = companies.reduce((sum, company) => sum + company.addresses.length, 0)
  console.log(`Written: ${out}: list ${number}, ${companies.length} companies, ${addresses} addresses, ${lasting} days`)
  tellKey(createPublicKey(privateKey))
}

/** show: what a file says, and with a key whether its signature is right. */
function show(file, { key }) {
  if (!file) throw new InputError(USAGE)
  const { list, payload, signature } = envelopeOf(read(file))
  const addresses = list.companies.reduce((sum, company) => sum + company.addresses.length, 0)
  console.log(`List ${list.serial}, issued ${list.issuedAt}, expires ${list.expiresAt}`)
  if (Date.parse(list.expiresAt) <= Date.now()) console.log('It has expired.')
  console.log(`${list.companies.length} companies, ${addresses} addresses`)
  for (const { id, name, status, addresses: own } of list.companies) {
    console.log(`  ${id}  ${name}  ${status}  ${own.length}`)
  }
  if (key === undefined) return console.log('Signature not checked: give the public key with --key.')
  const publicKey = publicKeyFrom(key)
  tellKey(publicKey)
  if (!verify(null, payload, publicKey, signature)) throw new InputError('The signature is WRONG.')
  console.log('The signature is right.')
}

function envelopeOf(text) {
  try {
    const envelope = JSON.parse(text)
    if (envelope.format !== FORMAT) throw new Error(`its format is not ${FORMAT}`)
    const payload = Buffer.from(envelope.payload, 'base64')
    const list = JSON.parse(payload.toString('utf8'))
    if (!Array.isArray(list.companies)) throw new Error('it has no companies')
    return { list, payload, signature: Buffer.from(envelope.signature, 'base64url') }
  } catch (error) {
    throw new InputError(`This is no partner registry: ${error.message}`)
  }
}

function privateKeyFrom(file) {
  const key = orAdvice(() => createPrivateKey(read(file)), `${file} holds no private key that can be read.`)
  if (key.asymmetricKeyType !== 'ed25519') throw new InputError(`${file} is no Ed25519 key. Make one with "keys".`)
  return key
}

function publicKeyFrom(given) {
  const raw = /^[A-Za-z0-9_-]{43}$/
  const text = raw.test(given) ? given : read(given).trim()
  const key = orAdvice(
    () =>
      raw.test(text)
        ? createPublicKey({
            key: Buffer.concat([PUBLIC_PREFIX, Buffer.from(text, 'base64url')]),
            format: 'der',
            type: 'spki',
          })
        : createPublicKey(text),
    `${given} is no public key that can be read.`,
  )
  if (key.asymmetricKeyType !== 'ed25519') throw new InputError(`${given} is no Ed25519 key.`)
  return key
}

function orAdvice(work, advice) {
  try {
    return work()
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(advice)
  }
}

function read(file) {
  return orAdvice(() => readFileSync(file, 'utf8'), `${file} cannot be read.`)
}

function write(file, text, options) {
  try {
    writeFileSync(file, text, { ...options, flag: 'wx' })
  } catch (error) {
    throw new InputError(
      error.code === 'EEXIST' ? `${file} is there already and is not overwritten.` : `${file} cannot be written.`,
    )
  }
}

function needed(options) {
  const missing = Object.entries(options).find(([, value]) => value === undefined)
  if (missing) throw new InputError(`--${missing[0]} is missing.\n\n${USAGE}`)
}

function whole(name, text) {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InputError(`--${name} is a whole number from 1 up.`)
  return number
}

/** A public key may begin with a hyphen, which would be taken for an option that lacks its value. */
function withKeyAsValue(args) {
  const at = args.indexOf('--key')
  const key = args[at + 1]
  return at === -1 || key === undefined ? args : args.toSpliced(at, 2, `--key=${key}`)
}

const OPTIONS = Object.fromEntries(['out', 'key', 'in', 'serial', 'days'].map((name) => [name, { type: 'string' }]))

try {
  const args = withKeyAsValue(process.argv.slice(2))
  const { values, positionals } = orAdvice(() => parseArgs({ args, options: OPTIONS, allowPositionals: true }), USAGE)
  const [command, file] = positionals
  if (command === 'keys') keys(values)
  else if (command === 'sign') signList(values)
  else if (command === 'show') show(file, values)
  else throw new InputError(USAGE)
} catch (error) {
  if (!(error instanceof InputError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
