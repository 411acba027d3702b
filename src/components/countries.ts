/** ISO 3166-1 alpha-2. Their names come from the system, in the window's language. */
const CODES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG ' +
  'CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH ' +
  'GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY ' +
  'KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG ' +
  'NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN ' +
  'SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ' +
  'ZM ZW'

const codes = CODES.split(' ')

/** What a select shows of a country. */
export type CountryOption = { readonly value: string; readonly label: string }

/** One country with its name in `locale`. */
export function countryOption(value: string, locale: string): CountryOption {
  return { value, label: new Intl.DisplayNames([locale], { type: 'region' }).of(value) ?? value }
}

/** All countries with their names in `locale`, by name. */
export function countryOptions(locale: string): CountryOption[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((one, other) => one.label.localeCompare(other.label, locale))
}

/** The country of the system's language setting (`en-GB` → GB), or that of the window's language. */
export function likelyCountry(languages: readonly string[], locale: string): string {
  for (const language of languages) {
    const region = new Intl.Locale(language).region
    if (region && codes.includes(region)) return region
  }
  return locale === 'ru' ? 'RU' : 'US'
}
