/**
 * Keys by which two entries may be found to be one person (Z7). They are lossy on purpose: what is shown is a hint, and
 * a person decides. Telephone numbers need none: their stored form is comparable (SM5).
 */

/** Cyrillic letters as the passport rules (ICAO 9303) write them, those of neighbours among them; signs fall away. */
const LATIN_OF: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i', і: 'i', к: 'k' },
    ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch' },
    ...{ ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'iu', я: 'ia', ђ: 'd', ј: 'j', љ: 'l', њ: 'n', ћ: 'ch' },
    ...{ џ: 'dzh', ә: 'a', ғ: 'g', қ: 'k', ң: 'n', ө: 'o', ұ: 'u', ү: 'u', һ: 'h' },
    ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
  }),
)

/**
 * What different rules write for one sound, and the one letter it gets here. Passport, BGN and GOST spellings meet:
 * Щ is shch, sch or shh; Х is kh, h or x, and x is also ks; Ц is ts, tz, tc, cz or c, and c is also k.
 */
const SOUNDS: Readonly<Record<string, string>> = {
  ...{ tsch: 'q', tch: 'q', ch: 'q', chr: 'kr', shch: 's', sch: 's', shh: 's', sh: 's', zh: 'z' },
  ...{ kh: 'h', ks: 'h', x: 'h', ph: 'f', th: 't', ts: 'k', tz: 'k', tc: 'k', cz: 'k', ck: 'k', c: 'k', q: 'k' },
  ...{ w: 'v', y: 'i', j: 'i' },
}
const SOUND = /tsch|tch|chr|ch|shch|sch|shh|sh|zh|kh|ks|x|ph|th|ts|tz|tc|cz|ck|c|q|w|y|j/gu

/** Ё is yo, jo, io or e, and behind Ч also o; Ю is yu, ju, iu or u; Е behind a vowel is ye. Then ü is ue. */
const SOFT_VOWELS: Readonly<Record<string, string>> = { io: 'e', ie: 'e', iu: 'u', qo: 'qe' }
const UMLAUTS: Readonly<Record<string, string>> = { ae: 'a', oe: 'o', ue: 'u' }

/** Names that passports spell one way and people, writing English, another; in the letters of the keys. */
const SAME_NAME: ReadonlyMap<string, string> = new Map([
  ['alehander', 'alehandr'],
  ['peter', 'petr'],
  ['eugen', 'evgeni'],
  ['eugene', 'evgeni'],
  ['miqal', 'mihail'],
  ['andrev', 'andrei'],
  ['katerina', 'ekaterina'],
  ['katerine', 'ekaterina'],
  ['nataly', 'natalia'],
])

/** Ends of patronymics in the letters of the keys: -ович, -евич, -ич, -овна, -евна, -ична. */
const PATRONYMIC = /(?:oviq|eviq|iq|ovna|evna|iqna)$/u

/**
 * One key for all spellings of a name (Z7): Cyrillic and Latin, either order, with and without accents, double letters
 * and patronymic. Null where the name says too little: no letters, or one word of fewer than three.
 */
export function nameKey(firstName: string, lastName: string): string | null {
  const words = `${firstName} ${lastName}`
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’‘ʼʹʺ´"”“]|`/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .map(wordKey)
    .filter((word) => word !== '')
  const telling = words.length > 2 ? words.filter((word) => word.length > 1 && !PATRONYMIC.test(word)) : words
  const kept = telling.length < 2 ? words : telling
  const [only = ''] = kept
  if (kept.length === 0 || (kept.length === 1 && only.length < 3)) return null
  return kept.toSorted().join(' ')
}

/** The same few thousand names come again and again; a file of a million others must not fill the memory. */
const WORDS_KEPT = 10_000
const wordKeys = new Map<string, string>()

function wordKey(word: string): string {
  const known = wordKeys.get(word)
  if (known !== undefined) return known
  if (wordKeys.size >= WORDS_KEPT) wordKeys.clear()
  const key = soundOf(word)
  wordKeys.set(word, key)
  return key
}

function soundOf(word: string): string {
  const latin = Array.from(word, (letter) => LATIN_OF.get(letter) ?? letter).join('')
  const sounds = withoutDoubles(latin.replaceAll(SOUND, (sound) => SOUNDS[sound] ?? sound))
  const vowels = sounds.replaceAll(/io|ie|iu|qo/gu, (some) => SOFT_VOWELS[some] ?? some)
  const key = withoutDoubles(vowels.replaceAll(/ae|oe|ue/gu, (some) => UMLAUTS[some] ?? some))
  return SAME_NAME.get(key) ?? key
}

function withoutDoubles(word: string): string {
  return word.replaceAll(/(?<letter>.)\k<letter>+/gu, '$1')
}

/** Domains of one mail provider: an account has its address at each of them. */
const YANDEX: ReadonlySet<string> = new Set(['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru'])

/**
 * One key for all spellings of a mailbox (Z7): what follows a plus falls away, dots mean nothing at Gmail, and at Yandex
 * a dot is a hyphen. Takes an address in its comparable form.
 */
export function emailKey(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  const plus = email.indexOf('+')
  const local = plus > 0 && plus < at ? email.slice(0, plus) : email.slice(0, at)
  if (domain === 'gmail.com' || domain === 'googlemail.com') return `${local.replaceAll('.', '') || local}@gmail.com`
  return YANDEX.has(domain) ? `${local.replaceAll('.', '-')}@yandex.ru` : `${local}@${domain}`
}

/** Where most people have their mail. */
const COMMON_DOMAINS: readonly string[] = [
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com'],
  ...['icloud.com', 'me.com', 'mac.com', 'aol.com', 'mail.com', 'email.com', 'proton.me', 'protonmail.com', 'zoho.com'],
  ...[
    'fastmail.com',
    'gmx.com',
    'gmx.de',
    'gmx.net',
    'web.de',
    't-online.de',
    'freenet.de',
    'posteo.de',
    'mailbox.org',
  ],
  ...['orange.fr', 'laposte.net', 'libero.it', 'wp.pl', 'seznam.cz', 'qq.com', '163.com', '126.com'],
  ...['mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru', 'yandex.ru', 'yandex.com', 'ya.ru', 'rambler.ru'],
]
const COMMON: ReadonlySet<string> = new Set(COMMON_DOMAINS)
/** Shorter first labels than this are one letter away from too many others. */
const SHORTEST_LABEL = 4

/**
 * The address as it was probably meant (Z7) where its domain is one slip away from a common one or from one of
 * `knownDomains`, and is not itself known: a letter missing, doubled, wrong, or two swapped. Takes a comparable address.
 */
export function mistypedDomain(email: string, knownDomains: Iterable<string>): string | null {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  if (COMMON.has(domain)) return null
  let meant: string | null = null
  for (const known of knownDomains) {
    if (known === domain) return null
    if (meant === null && isSlipOf(domain, known)) meant = known
  }
  meant ??= COMMON_DOMAINS.find((known) => isSlipOf(domain, known)) ?? null
  return meant === null ? null : `${email.slice(0, at)}@${meant}`
}

function isSlipOf(typed: string, known: string): boolean {
  if (known.indexOf('.') < SHORTEST_LABEL || !isOneSlipApart(typed, known)) return false
  // The same name under another country's domain is another domain: outlook.de is no slip of outlook.dk.
  const country = /^(?<name>.+)\.(?<country>[a-z]{2})$/u.exec(typed)?.groups
  const isSameName = country !== undefined && known.slice(0, known.lastIndexOf('.')) === country['name']
  return !isSameName || ['co', 'cm', 'om', 'rh', 'tu', 'ri'].includes(country['country'] ?? '')
}

/** Whether one text becomes the other by one letter more, fewer or other, or two neighbours swapped (Damerau). */
function isOneSlipApart(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  let tail = 0
  while (tail < Math.min(one.length, other.length) - start && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1
  const oneMiddle = one.slice(start, one.length - tail)
  const otherMiddle = other.slice(start, other.length - tail)
  if (oneMiddle.length <= 1 && otherMiddle.length <= 1) return true
  return (
    oneMiddle.length === 2 && otherMiddle.length === 2 && oneMiddle === `${otherMiddle[1] ?? ''}${otherMiddle[0] ?? ''}`
  )
}
