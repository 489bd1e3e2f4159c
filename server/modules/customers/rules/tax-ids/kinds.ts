import { type Numbers, taxNumbers } from '../../tax-numbers.ts'

/** What stdnum says of a number: its plain form, or why it does not fit. */
type Check = { fits: true; compact: string } | { fits: false; digit: boolean }
/** One national number: how people call it, who checks it, and how its digits are checked, in words for whoever mistyped it. */
export type TaxIdKind = {
  /** tried in order; the first that fits decides. `name` as a document says it: "VAT id", "ABN", "GSTIN" */
  readers: readonly { name: string; check: (body: string) => Check }[]
  /** of the first of them, and of what fits none */
  name: string
  /** the digit rule in words */
  rule: string
  /** letters before the number in registers and on documents; Greece's are not its country code */
  prefix?: string
  /** other letters that people write before the number */
  written?: readonly string[]
  /** no other form exists, so that one which does not fit is refused; elsewhere it is kept as it is */
  strict?: true
  /** the digit rule fails on numbers that are in use: say so and keep the number */
  lenient?: true
}

type Country = keyof Numbers

/** `names`: the numbers of stdnum, tried in order; `called`: what each is called on paper, parted by "|". */
function readersOf(country: Country, names: string, called: string): TaxIdKind['readers'] {
  const titles = called.split('|')
  return names.split(' ').map((name, at) => ({
    name: titles[at] ?? titles[0] ?? '',
    check: (body) => {
      const found = Object.entries(taxNumbers()[country] ?? {}).find(([key]) => key === name)?.[1]
      if (!found) throw new Error(`stdnum knows no ${country}.${name}`)
      return checked(found, body)
    },
  }))
}

function checked(number: { validate: (body: string) => { isValid: boolean; compact?: string; error?: Error } }, body: string): Check {
  try {
    const { isValid, compact, error } = number.validate(body)
    return isValid && compact !== undefined ? { fits: true, compact } : { fits: false, digit: error?.name === 'InvalidChecksum' }
  } catch {
    // some validators stumble over a number without its parts ("NL"); it is no number then
    return { fits: false, digit: false }
  }
}

const mod11And10 = 'ISO 7064 MOD 11,10'
const luhn = 'Luhn, modulo 10'

function european(country: Country, names: string, rule: string, more: Partial<TaxIdKind> = {}): TaxIdKind {
  return { ...elsewhere(country, names, 'VAT id', rule), prefix: country, strict: true, ...more }
}

function elsewhere(country: Country, names: string, called: string, rule: string, more: Partial<TaxIdKind> = {}): TaxIdKind {
  return { name: called.split('|')[0] ?? called, readers: readersOf(country, names, called), rule, ...more }
}

/**
 * The numbers under which a business is taxed, by country. Rules of the EU: European Commission, VIES checksum routines; of the others
 * the tax authority of each. A country that is not here has no rule that we know: its numbers are kept as written.
 */
export const kinds: Readonly<Record<string, TaxIdKind>> = {
  AT: european('AT', 'uid', 'weights 1 2 1 2 1 2 1, plus 4, modulo 10'),
  BE: european('BE', 'vat', '97 less the number modulo 97'),
  BG: european('BG', 'vat', 'weights 1 to 8, modulo 11'),
  CY: european('CY', 'vat', 'a letter, modulo 26'),
  CZ: european('CZ', 'dic', 'weights 8 to 2, modulo 11'),
  DE: european('DE', 'vat', mod11And10),
  DK: european('DK', 'cvr', 'weights 2 7 6 5 4 3 2 1, modulo 11'),
  EE: european('EE', 'kmkr', 'weights 3 7 1, modulo 10'),
  ES: european('ES', 'nif', 'the control digit or letter of NIF, NIE and CIF'),
  FI: european('FI', 'alv', 'weights 7 9 10 5 8 4 2, modulo 11'),
  FR: european('FR', 'tva', 'the key (12 + 3 × (SIREN modulo 97)) modulo 97, and the SIREN by Luhn'),
  GR: european('GR', 'vat', 'weights 256 to 2, modulo 11', { prefix: 'EL', written: ['GR'] }),
  HR: european('HR', 'oib', mod11And10),
  HU: european('HU', 'anum', 'weights 9 7 3 1, modulo 10'),
  IE: european('IE', 'vat', 'a letter, weights 8 to 2, modulo 23'),
  IT: european('IT', 'iva', luhn),
  LT: european('LT', 'pvm', 'weights from 1, modulo 11'),
  LU: european('LU', 'tva', 'the first six digits modulo 89'),
  LV: european('LV', 'pvn', 'weights 9 1 4 8 3 10 2 5 7 6, modulo 11'),
  MT: european('MT', 'vat', 'weights 3 4 6 7 8 9, modulo 37'),
  NL: european('NL', 'btw', 'weights 9 to 2, modulo 11, or modulo 97 for sole traders'),
  PL: european('PL', 'nip', 'weights 6 5 7 2 3 4 5 6 7, modulo 11'),
  PT: european('PT', 'nif', 'weights 9 to 2, modulo 11'),
  RO: european('RO', 'cif', 'weights 7 5 3 2 1 7 5 3 2, modulo 11'),
  SE: european('SE', 'vat', luhn),
  SI: european('SI', 'ddv', 'weights 8 to 2, modulo 11'),
  SK: european('SK', 'dph', 'divisible by 11'),
  GB: european('GB', 'vat', 'weights 8 to 2, modulo 97'),
  /** Northern Ireland, for goods; VIES knows it, HMRC checks the same digits */
  XI: european('GB', 'vat', 'weights 8 to 2, modulo 97', { prefix: 'XI' }),
  CH: european('CH', 'vat uid', 'weights 5 4 3 2 7 6 5 4, modulo 11', { prefix: 'CHE', written: ['CHE'] }),
  NO: european('NO', 'mva', 'weights 3 2 7 6 5 4 3 2, modulo 11'),
  IS: elsewhere('IS', 'vsk kennitala', 'VSK number|kennitala', 'weights 3 2 7 6 5 4 3 2, modulo 11'),
  LI: elsewhere('LI', 'peid', 'tax number', 'the PEID'),
  MC: elsewhere('MC', 'tva', 'VAT id', 'the key of French VAT ids', { prefix: 'FR' }),
  SM: elsewhere('SM', 'coe', 'COE', 'the form of the COE'),
  AD: elsewhere('AD', 'nrt', 'NRT', 'the form of the NRT'),
  FO: elsewhere('FO', 'vn', 'V-number', 'the form of the V-number'),
  AL: elsewhere('AL', 'nipt', 'NIPT', 'the control letter of the NIPT'),
  ME: elsewhere('ME', 'pib', 'PIB', 'weights 8 to 2, modulo 11'),
  MK: elsewhere('MK', 'edb', 'EDB', 'weights 7 6 5 4 3 2, modulo 11'),
  RS: elsewhere('RS', 'pib', 'PIB', mod11And10),
  MD: elsewhere('MD', 'idno', 'IDNO', 'weights 7 3 1, modulo 10'),
  UA: elsewhere('UA', 'edrpou rntrc', 'EDRPOU|RNTRC', 'weights 1 to 7 or 7 1 to 6, modulo 11'),
  BY: elsewhere('BY', 'unp', 'UNP', 'weights 29 23 19 17 13 7 5 3, modulo 11'),
  RU: elsewhere('RU', 'inn', 'INN', 'weights 2 4 10 3 5 9 4 6 8, modulo 11'),
  TR: elsewhere('TR', 'vkn tckimlik', 'VKN|TCKN', 'the control digit of the VKN or of the identity number', { strict: true }),
  AU: elsewhere('AU', 'abn', 'ABN', 'weights 10 1 3 5 7 9 11 13 15 17 19, modulo 89', { strict: true }),
  NZ: elsewhere('NZ', 'ird', 'IRD number', 'weights 3 2 7 6 5 4 3 2, modulo 11'),
  IN: elsewhere('IN', 'gstin pan', 'GSTIN|PAN', 'Luhn, modulo 36', { strict: true }),
  SG: elsewhere('SG', 'uen', 'UEN', 'the control letter of the UEN'),
  JP: elsewhere('JP', 'cn', 'corporate number', '9 less the weighted sum modulo 9', { written: ['T'] }),
  KR: elsewhere('KR', 'brn', 'BRN', 'weights 1 3 7 1 3 7 1 3 5, modulo 10'),
  CN: elsewhere('CN', 'uscc', 'USCC', 'weights 3ⁿ, modulo 31'),
  TW: elsewhere('TW', 'ubn', 'UBN', 'weights 1 2 1 2 1 2 4 1, modulo 5'),
  TH: elsewhere('TH', 'tin moa idnr', 'TIN', 'weights 13 to 2, modulo 11'),
  VN: elsewhere('VN', 'mst', 'MST', 'weights 31 29 23 19 17 13 7 5 3, modulo 11'),
  ID: elsewhere('ID', 'npwp', 'NPWP', luhn),
  PK: elsewhere('PK', 'ntn cnic', 'NTN|CNIC', 'the form of the NTN'),
  AZ: elsewhere('AZ', 'tin', 'VÖEN', 'the control digit of the VÖEN'),
  IL: elsewhere('IL', 'hp idnr', 'company number', luhn),
  AE: { name: 'TRN', readers: [], rule: 'none is published' },
  ZA: elsewhere('ZA', 'vat tin', 'VAT number', luhn),
  EG: elsewhere('EG', 'tn', 'tax number', 'the form of the tax number'),
  KE: elsewhere('KE', 'pin', 'PIN', 'the form of the PIN'),
  GH: elsewhere('GH', 'tin', 'TIN', 'weights 1 to 9, modulo 11'),
  MA: elsewhere('MA', 'ice', 'ICE', 'modulo 97'),
  TN: elsewhere('TN', 'mf', 'MF', 'the control letter of the MF'),
  DZ: elsewhere('DZ', 'nif', 'NIF', 'the form of the NIF'),
  GN: elsewhere('GN', 'nifp', 'NIFp', luhn),
  MZ: elsewhere('MZ', 'nuit', 'NUIT', 'weights 8 to 2, modulo 11'),
  US: elsewhere('US', 'ein', 'EIN', 'the form of the EIN'),
  CA: elsewhere('CA', 'gst bn qst', 'GST/HST number|business number|QST number', luhn),
  MX: elsewhere('MX', 'rfc', 'RFC', 'the control sign of the RFC, modulo 11', { lenient: true }),
  BR: elsewhere('BR', 'cnpj cpf', 'CNPJ|CPF', 'two digits, modulo 11', { strict: true }),
  AR: elsewhere('AR', 'cuit', 'CUIT', 'weights 5 4 3 2 7 6 5 4 3 2, modulo 11', { strict: true }),
  CL: elsewhere('CL', 'rut', 'RUT', 'weights 2 to 7, modulo 11', { strict: true }),
  CO: elsewhere('CO', 'nit', 'NIT', 'weights 3 7 13 17 19 23 29 37 41, modulo 11'),
  PE: elsewhere('PE', 'ruc', 'RUC', 'weights 5 4 3 2 7 6 5 4 3 2, modulo 11'),
  EC: elsewhere('EC', 'ruc', 'RUC', 'modulo 10 or 11'),
  UY: elsewhere('UY', 'rut', 'RUT', 'weights 4 3 2 9 8 7 6 5 4 3 2, modulo 11'),
  PY: elsewhere('PY', 'ruc', 'RUC', 'weights from 2, modulo 11'),
  VE: elsewhere('VE', 'rif', 'RIF', 'weights 3 2 7 6 5 4 3 2, modulo 11'),
  CR: elsewhere('CR', 'cpj cpf cr', 'cédula', 'the form of the cédula'),
  DO: elsewhere('DO', 'rnc cedula', 'RNC|cédula', 'weights 7 9 8 6 5 4 3 2, modulo 11'),
  GT: elsewhere('GT', 'nit', 'NIT', 'weights from 2, modulo 11'),
  SV: elsewhere('SV', 'nit', 'NIT', 'weights 2 7 6 5 4 3 2, modulo 11'),
}

/** The letters at the front of VAT ids, with the country whose number they announce. */
export const prefixes: ReadonlyMap<string, string> = new Map(
  Object.entries(kinds).flatMap(([country, kind]): [string, string][] =>
    kind.strict && kind.prefix ? [kind.prefix, ...(kind.written ?? [])].map((letters) => [letters, country]) : [],
  ),
)
