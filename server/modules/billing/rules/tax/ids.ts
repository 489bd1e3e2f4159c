import { countryCode } from './countries.ts'

/** `ok` says only that the id is well formed; whether it is valid is the register's to say. `id` is the form for documents and registers. */
export type TaxIdCheck = { ok: boolean; id: string; reason?: string }

type Rule = { prefix: string; pattern: RegExp; check?: (body: string) => boolean }

/**
 * Forms of VAT ids (European Commission, "VAT identification numbers", annex; HMRC, ESTV, Brønnøysund, ABR, IRD for the others), with check
 * digits where their rule is published.
 */
const rules: Record<string, Rule> = {
  AT: { prefix: 'AT', pattern: /^U\d{8}$/, check: austria },
  BE: { prefix: 'BE', pattern: /^[01]\d{9}$/, check: (body) => 97 - (Number(body.slice(0, 8)) % 97) === Number(body.slice(8)) },
  BG: { prefix: 'BG', pattern: /^\d{9,10}$/ },
  CY: { prefix: 'CY', pattern: /^\d{8}[A-Z]$/ },
  CZ: { prefix: 'CZ', pattern: /^\d{8,10}$/ },
  DE: { prefix: 'DE', pattern: /^[1-9]\d{8}$/, check: germany },
  DK: { prefix: 'DK', pattern: /^[1-9]\d{7}$/, check: (body) => weighted(body, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  EE: { prefix: 'EE', pattern: /^10\d{7}$/, check: (body) => weighted(body, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 },
  ES: { prefix: 'ES', pattern: /^([A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/ },
  FI: { prefix: 'FI', pattern: /^\d{8}$/, check: (body) => weighted(body, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0 },
  FR: { prefix: 'FR', pattern: /^[A-HJ-NP-Z0-9]{2}\d{9}$/, check: france },
  GR: {
    prefix: 'EL',
    pattern: /^\d{9}$/,
    check: (body) => (weighted(body, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(body[8]),
  },
  HR: { prefix: 'HR', pattern: /^\d{11}$/, check: mod11and10 },
  HU: { prefix: 'HU', pattern: /^\d{8}$/, check: (body) => weighted(body, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0 },
  IE: { prefix: 'IE', pattern: /^(\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/ },
  IT: { prefix: 'IT', pattern: /^\d{11}$/, check: luhn },
  LT: { prefix: 'LT', pattern: /^(\d{9}|\d{12})$/ },
  LU: { prefix: 'LU', pattern: /^\d{8}$/, check: (body) => Number(body.slice(0, 6)) % 89 === Number(body.slice(6)) },
  LV: { prefix: 'LV', pattern: /^\d{11}$/ },
  MT: { prefix: 'MT', pattern: /^[1-9]\d{7}$/, check: (body) => weighted(body, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0 },
  NL: { prefix: 'NL', pattern: /^\d{9}B\d{2}$/, check: netherlands },
  PL: { prefix: 'PL', pattern: /^\d{10}$/, check: (body) => weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(body[9]) },
  PT: { prefix: 'PT', pattern: /^[1-9]\d{8}$/, check: (body) => portugal(body) },
  RO: { prefix: 'RO', pattern: /^[1-9]\d{1,9}$/ },
  SE: { prefix: 'SE', pattern: /^\d{10}01$/, check: (body) => luhn(body.slice(0, 10)) },
  SI: { prefix: 'SI', pattern: /^[1-9]\d{7}$/ },
  SK: { prefix: 'SK', pattern: /^[1-9]\d{9}$/, check: (body) => Number(body) % 11 === 0 },
  GB: { prefix: 'GB', pattern: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/, check: unitedKingdom },
  CH: { prefix: 'CHE', pattern: /^\d{9}(MWST|TVA|IVA)?$/, check: (body) => weighted(body, [5, 4, 3, 2, 7, 6, 5, 4, 1]) % 11 === 0 },
  NO: { prefix: '', pattern: /^\d{9}(MVA)?$/, check: (body) => weighted(body, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  AU: { prefix: '', pattern: /^\d{11}$/, check: (body) => australia(body) },
}

/**
 * Checks the form of a tax id of a country (ISO code). Spaces, dots and dashes are ignored and the prefix may be left out. Countries
 * without a rule here take anything of 2 to 20 letters and digits.
 */
export function checkTaxId(country: string, given: string): TaxIdCheck {
  const plain = given.toUpperCase().replace(/[\s.\-/]/g, '')
  const rule = rules[countryCode(country)]
  if (!rule)
    return /^[A-Z0-9]{2,20}$/.test(plain)
      ? { ok: true, id: plain }
      : { ok: false, id: plain, reason: 'A tax id has 2 to 20 letters and digits.' }
  const prefix = country === 'XI' && plain.startsWith('XI') ? 'XI' : rule.prefix
  const body = prefix !== '' && plain.startsWith(prefix) ? plain.slice(prefix.length) : plain
  const padded = countryCode(country) === 'BE' && body.length === 9 ? `0${body}` : body
  const id = `${prefix}${padded}`
  if (!rule.pattern.test(padded)) return { ok: false, id, reason: `This does not look like a tax id of ${country}.` }
  if (rule.check && !rule.check(padded)) return { ok: false, id, reason: 'The check digit is wrong: please look for a typing mistake.' }
  return { ok: true, id }
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

/** ISO 7064 MOD 11,10: Germany and Croatia. */
function mod11and10(body: string): boolean {
  let product = 10
  for (const digit of body.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10
    product = (2 * (sum === 0 ? 10 : sum)) % 11
  }
  return (11 - product) % 10 === Number(body.at(-1))
}

function germany(body: string): boolean {
  return mod11and10(body)
}

function luhn(body: string): boolean {
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

function austria(body: string): boolean {
  const digits = body.slice(1)
  const sum = [...digits.slice(0, 7)].reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + Math.floor(value / 10) + (value % 10)
  }, 0)
  return (96 - sum) % 10 === Number(digits[7])
}

/** The old numeric key; newer keys with letters have no published rule. */
function france(body: string): boolean {
  const key = body.slice(0, 2)
  return /\D/.test(key) || Number(`${body.slice(2)}12`) % 97 === Number(key)
}

/** Mod 11 for companies, or mod 97 over the whole id for sole traders since 2020. */
function netherlands(body: string): boolean {
  if (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(body[8])) return true
  const text = [...`NL${body}`].map((sign) => (/\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55))).join('')
  return BigInt(text) % 97n === 1n
}

function portugal(body: string): boolean {
  const rest = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
  return (rest < 2 ? 0 : 11 - rest) === Number(body[8])
}

function unitedKingdom(body: string): boolean {
  if (/^[GH]/.test(body)) return true
  const sum = weighted(body, [8, 7, 6, 5, 4, 3, 2]) + Number(body.slice(7, 9))
  return sum % 97 === 0 || (sum + 55) % 97 === 0
}

function australia(body: string): boolean {
  const lessOne = `${Number(body[0]) - 1}${body.slice(1)}`
  return body[0] !== '0' && weighted(lessOne, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 === 0
}
