import type { Option } from '../../kit/index.ts'

export const kinds: Option[] = [
  { value: 'business', label: 'Business' },
  { value: 'consumer', label: 'Consumer' },
  { value: 'government', label: 'Government' },
  { value: 'nonprofit', label: 'Non-profit' },
  { value: 'academic', label: 'Academic' },
  { value: 'partner', label: 'Partner' },
  { value: 'internal', label: 'Internal' },
  { value: 'test', label: 'Test' },
]

export const segments: Option[] = [
  { value: 'smb', label: 'Small and medium' },
  { value: 'mid_market', label: 'Mid-market' },
  { value: 'enterprise', label: 'Enterprise' },
]

export const sources: Option[] = [
  { value: 'self_service', label: 'Came alone' },
  { value: 'staff', label: 'Entered by us' },
  { value: 'import', label: 'Imported' },
]

export const contactRoles: Option[] = [
  { value: 'owner', label: 'Owner: buys, pays, invites' },
  { value: 'billing', label: 'Billing: sees and pays invoices' },
  { value: 'technical', label: 'Technical: downloads licences' },
]

/** The label of a value among options; the value itself when it is none of them. */
export function labelOf(options: Option[], value: string | null): string | undefined {
  return options.find((option) => option.value === value)?.label ?? value ?? undefined
}

const codes =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WS YE YT ZA ZM ZW'.split(
    ' ',
  )

/** A country's name in the reader's language. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** All countries by name. */
export function countryOptions(): Option[] {
  return codes.map((code) => ({ value: code, label: countryName(code) })).sort((a, b) => a.label.localeCompare(b.label))
}
