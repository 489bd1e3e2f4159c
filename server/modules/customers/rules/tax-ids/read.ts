import { kinds, prefixes, type TaxIdKind } from './kinds.ts'

/**
 * valid: form and digit rule fit (whether it is in force is the register's to say) · format_only: no digit rule is known for it ·
 * wrong_check_digit: mistyped · wrong_format: no number of that country looks like this.
 */
export type TaxIdReading = {
  result: 'valid' | 'format_only' | 'wrong_check_digit' | 'wrong_format'
  /** ISO code of the country whose number this is: the buyer's, or the one that its letters name */
  country: string
  /** the one form for documents and registers */
  id: string
  /** how people of that country call it */
  name: string
  /** what is wrong or doubtful, in words for whoever typed it */
  reason: string | null
}

/**
 * Reads a tax id as people write it: with spaces, dots, every kind of dash, words before it ("USt-IdNr. DE136695976", "ABN 83 914 …"), with
 * or without the letters of the country. `country`: the ISO code of the party. A number of another country counts as that country's where its
 * letters say so and its digits fit.
 */
export function readTaxId(country: string, given: string): TaxIdReading {
  const own = asOf(country === 'XI' ? country : isoOf(country), given)
  if (own.result === 'valid') return own
  const foreign = named(given).map((other) => asOf(other, given))
  const fits = foreign.find((one) => one.result === 'valid')
  if (fits) return fits
  // "FR…" of a buyer in Germany is a mistyped French number, not a German one of the wrong form
  return (own.result === 'wrong_format' && foreign.find((one) => one.country !== own.country)) || own
}

/** The number alone: full-width signs made plain, capitals, nothing between the signs. Doing it twice changes nothing. */
export function plainTaxId(given: string): string {
  return given
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}+*&]/gu, '')
}

/** Words that stand before a number; longest first, so that "VATREGNO" goes as a whole. */
const words = (
  'USTIDNR USTIDNO USTID UMSATZSTEUERID UIDNR MWSTNR STNR STEUERNUMMER VATREGISTRATIONNUMBER VATREGISTRATIONNO VATREGNO VATREGNR VATNUMBER VATNR VATNO VATID VAT TAXIDNO ' +
  'TAXID TAXNUMBER TAXNO GSTREGNO GSTHST GSTNO GSTIN GST HST QST PAN ABN ACN TRN TIN EIN NTVAINTRACOM NTVA NOTVA TVAINTRACOM TVA BTWNUMMER BTWNR BTW ' +
  'MOMSREGNR MOMSNR MOMS ORGNR ORGANISATIONSNUMMER ORGANISASJONSNUMMER CVRNR CVR SENR ALVNRO ALV YTUNNUS PARTITAIVA PIVA IVA CODICEFISCALE NIFIVA NIF CIF NIE NIPC ' +
  'NIP DIČ DIC IČDPH ICDPH IČO ICO ADÓSZÁM ADOSZAM OIB PVMKODAS PVM PVN DDV KMKR REGNR ΑΦΜ AFM ДДСНОМЕР ДДС ЄДРПОУ EDRPOU ИНН INN УНП UNP VERGINO VKN TCKN CNPJ CPF RFC CUIT RUT ' +
  'RUC NIT RIF CUI NPWP MST UEN IRD BRN USCC'
)
  .split(' ')
  .sort((a, b) => b.length - a.length)

function asOf(country: string, given: string): TaxIdReading {
  const kind = kinds[country]
  const plain = plainTaxId(given)
  if (!kind || kind.readers.length === 0) return unruled(country, kind, withoutWords(plain))
  const forms = formsOf(country, kind, plain)
  let mistyped: string | undefined
  for (const body of forms) {
    for (const reader of kind.readers) {
      const check = reader.check(body)
      if (check.fits) return { ...reading('valid', country, kind, written(country, kind, check.compact), null), name: reader.name }
      if (check.digit) mistyped ??= body
    }
  }
  if (mistyped !== undefined) {
    const id = written(country, kind, mistyped)
    if (kind.lenient)
      return reading('format_only', country, kind, id, `The control sign of this ${kind.name} does not fit; please look at it again.`)
    const reason = `The check digit of this ${kind.name} is wrong (${country}: ${kind.rule}). Please look for a typing mistake.`
    return reading('wrong_check_digit', country, kind, id, reason)
  }
  const bare = withoutWords(plain)
  if (!kind.strict && /^[\p{L}\p{N}]{2,20}$/u.test(bare)) return reading('format_only', country, kind, bare, null)
  return reading('wrong_format', country, kind, plain, `This does not look like a ${kind.name} of ${country}.`)
}

/** A country without a rule: 2 to 20 letters and digits; the United Arab Emirates give 15 digits and no rule for the last. */
function unruled(country: string, kind: TaxIdKind | undefined, plain: string): TaxIdReading {
  const bare = plain.startsWith(country) && /\d/.test(plain) && country === 'AE' ? plain.slice(2) : plain
  const known = kind ?? { name: 'tax id', readers: [], rule: '' }
  const fits = country === 'AE' ? /^\d{15}$/.test(bare) : /^[\p{L}\p{N}]{2,20}$/u.test(bare)
  if (fits) return reading('format_only', country, known, bare, null)
  const like = country === 'AE' ? 'A TRN has 15 digits.' : 'A tax id has 2 to 20 letters and digits.'
  return reading('wrong_format', country, known, bare, like)
}

/** What may be the number itself, most trusted first: as it stands, without words, without letters of the country. */
function formsOf(country: string, kind: TaxIdKind, plain: string): string[] {
  const letters = [...new Set([kind.prefix ?? country, country, ...(kind.written ?? [])])].filter((one) => one !== '')
  const bases = [plain, withoutWords(plain)].flatMap((base) => [
    base,
    ...letters.filter((one) => base.startsWith(one)).map((one) => base.slice(one.length)),
  ])
  const all = [...bases, ...bases.map(withoutWords)]
  return [...new Set([...all, ...all.flatMap((body) => completed(country, body))])].filter((body) => body !== '')
}

/** What people leave away: Sweden's 01, Norway's MVA, the first 0 of Belgium, the CHE of Switzerland. */
function completed(country: string, body: string): string[] {
  if (country === 'SE' && /^\d{10}$/.test(body)) return [`${body}01`]
  if (country === 'NO' && /^\d{9}$/.test(body)) return [`${body}MVA`]
  if (country === 'BE' && /^\d{9}$/.test(body)) return [`0${body}`]
  if (country === 'CH' && /^E?\d{9}(MWST|TVA|IVA)?$/.test(body)) return [`CHE${body.replace('E', '')}`]
  return []
}

function withoutWords(plain: string): string {
  const word = words.find((one) => plain.startsWith(one) && plain.length > one.length + 1)
  return word === undefined ? plain : withoutWords(plain.slice(word.length))
}

function written(country: string, kind: TaxIdKind, body: string): string {
  const bare = country === 'NO' && /^\d{9}$/.test(body) ? `${body}MVA` : body
  const prefix = kind.prefix ?? ''
  return bare.startsWith(prefix) ? bare : `${prefix}${bare}`
}

/** Countries that the letters at the front of the number name, with words before it or without. */
function named(given: string): string[] {
  const plain = plainTaxId(given)
  const found = [plain, withoutWords(plain)].flatMap((text) =>
    [text.slice(0, 3), text.slice(0, 2)].flatMap((letters) => prefixes.get(letters) ?? []),
  )
  return [...new Set(found)]
}

function reading(result: TaxIdReading['result'], country: string, kind: TaxIdKind, id: string, reason: string | null): TaxIdReading {
  return { result, country: isoOf(country), id, name: kind.name, reason }
}

/** EL and UK are the names that VAT ids use for Greece and the United Kingdom; XI is Northern Ireland's. */
function isoOf(country: string): string {
  if (country === 'EL') return 'GR'
  return country === 'UK' || country === 'XI' ? 'GB' : country
}
