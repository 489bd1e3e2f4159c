import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds } from './kinds.ts'
import { plainTaxId, readTaxId } from './read.ts'

describe('a tax id is read as people write it', () => {
  it.each([
    ['AT', 'U13585627', 'ATU13585627'],
    ['AT', 'ATU 1358 5627', 'ATU13585627'],
    ['BE', '428759497', 'BE0428759497'],
    ['BE', 'BE 0428.759.497', 'BE0428759497'],
    ['BE', 'BTW BE 0428.759.497', 'BE0428759497'],
    ['BG', '175074752', 'BG175074752'],
    ['CY', '10259033P', 'CY10259033P'],
    ['CZ', 'DIČ: CZ25123891', 'CZ25123891'],
    ['DE', '136 695 976', 'DE136695976'],
    ['DE', 'USt-IdNr. DE136695976', 'DE136695976'],
    ['DE', 'DE–136–695–976', 'DE136695976'],
    ['DE', 'ＤＥ１３６６９５９７６', 'DE136695976'],
    ['DE', 'de811569869', 'DE811569869'],
    ['DK', 'DK 13 58 56 28', 'DK13585628'],
    ['EE', 'EE100594102', 'EE100594102'],
    ['ES', 'B64717838', 'ESB64717838'],
    ['FI', 'FI20774740', 'FI20774740'],
    ['FR', 'FR 40 303 265 045', 'FR40303265045'],
    ['FR', 'N° TVA FR40303265045', 'FR40303265045'],
    ['GR', 'GR094259216', 'EL094259216'],
    ['GR', 'EL 094259216', 'EL094259216'],
    ['EL', '094259216', 'EL094259216'],
    ['HR', 'OIB 33392005961', 'HR33392005961'],
    ['HU', 'HU-12892312', 'HU12892312'],
    ['IE', '6433435F', 'IE6433435F'],
    ['IT', 'P.IVA 00743110157', 'IT00743110157'],
    ['LT', 'LT100001919017', 'LT100001919017'],
    ['LU', 'LU15027442', 'LU15027442'],
    ['LV', '40003521600', 'LV40003521600'],
    ['MT', 'MT11679112', 'MT11679112'],
    ['NL', 'NL0044.95.445.B01', 'NL004495445B01'],
    ['PL', 'NIP 856-734-62-15', 'PL8567346215'],
    ['PT', 'PT501964843', 'PT501964843'],
    ['SE', '556188-8404', 'SE556188840401'],
    ['SE', 'SE 556188840401', 'SE556188840401'],
    ['SI', '50223054', 'SI50223054'],
    ['SK', 'SK2022749619', 'SK2022749619'],
    ['GB', 'GB 980 7806 84', 'GB980780684'],
    ['GB', 'XI980780684', 'XI980780684'],
    ['CH', 'CHE-107.787.577 IVA', 'CHE107787577IVA'],
    ['CH', '116.281.710', 'CHE116281710'],
    ['NO', 'NO 995 525 828 MVA', 'NO995525828MVA'],
    ['NO', '995 525 828 MVA', 'NO995525828MVA'],
    ['NO', '995525828', 'NO995525828MVA'],
    ['IN', '27AAPFU0939F1ZV', '27AAPFU0939F1ZV'],
    ['AU', '83914571673', '83914571673'],
    ['AU', 'ABN 83 914 571 673', '83914571673'],
    ['TR', '4540536920', '4540536920'],
    ['UA', '14360570', '14360570'],
    ['BR', '16.727.230/0001-97', '16727230000197'],
    ['JP', 'T5835678256246', '5835678256246'],
  ])('%s: %s → %s', (country, given, id) => {
    expect(readTaxId(country, given)).toMatchObject({ result: 'valid', id, reason: null })
  })

  it.each([
    ['BG', '175074751', 'weights 1 to 8, modulo 11'],
    ['CY', '10259033Z', 'modulo 26'],
    ['CZ', '25123890', 'weights 8 to 2, modulo 11'],
    ['ES', 'B64717839', 'NIF, NIE and CIF'],
    ['IE', '6433435E', 'modulo 23'],
    ['LT', '100001919018', 'modulo 11'],
    ['LV', '40003521601', 'modulo 11'],
    ['SI', '50223055', 'weights 8 to 2, modulo 11'],
    ['DE', 'DE136695977', 'MOD 11,10'],
    ['AU', '83 914 571 674', 'modulo 89'],
    ['IN', '27AAPFU0939F1ZW', 'modulo 36'],
    ['TR', '4540536921', 'VKN'],
    ['NO', '995525829', 'modulo 11'],
    ['CH', 'CHE-107.787.578', 'modulo 11'],
  ])('%s: %s is mistyped, and the reason names the digit rule (%s)', (country, given, rule) => {
    const read = readTaxId(country, given)
    expect(read).toMatchObject({ result: 'wrong_check_digit', country })
    expect(read.reason).toContain(rule)
  })

  it.each([
    ['DE', 'DE12'],
    ['DE', '"><script>alert(1)</script>'],
    ['FR', 'FR1'],
    ['AE', '12345'],
    ['AU', '123'],
    ['KW', '?'],
    ['KW', '123456789012345678901'],
  ])('%s: %s is no number of that country', (country, given) => {
    expect(readTaxId(country, given).result).toBe('wrong_format')
  })

  it('of countries without a rule the form is all we know', () => {
    expect(readTaxId('AE', 'TRN 100000000000003')).toMatchObject({ result: 'format_only', id: '100000000000003', name: 'TRN' })
    expect(readTaxId('KW', 'A-12/34')).toMatchObject({ result: 'format_only', id: 'A1234' })
    // Ukraine's VAT number has 12 digits and no published rule, beside the register's 8
    expect(readTaxId('UA', '143605704021')).toMatchObject({ result: 'format_only' })
  })

  it('a Mexican number whose control sign does not fit is kept with a warning: many real ones fail it', () => {
    const read = readTaxId('MX', 'GODE561231GR7')
    expect(read).toMatchObject({ result: 'format_only', id: 'GODE561231GR7' })
    expect(read.reason).toContain('look at it again')
  })

  it('a number of another country is that country’s, where its letters say so', () => {
    expect(readTaxId('FR', 'DE136695976')).toMatchObject({ result: 'valid', country: 'DE', id: 'DE136695976' })
    expect(readTaxId('DE', 'FR40303265046')).toMatchObject({ result: 'wrong_check_digit', country: 'FR' })
    expect(readTaxId('KW', 'DE136695976')).toMatchObject({ result: 'valid', country: 'DE' })
    expect(readTaxId('GB', 'XI980780684').country).toBe('GB')
  })
})

it('every number of the table has a reader', () => {
  for (const { readers } of Object.values(kinds)) for (const { check } of readers) expect(check('0')).toHaveProperty('fits')
})

describe('laws', () => {
  const countries = fc.constantFrom(...Object.keys(kinds), 'KW', 'EL', 'UK')
  const hostile = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Z]{0,3}[ .-]?[0-9A-Z]{2,14}$/))

  it('reading what was read changes nothing', () => {
    fc.assert(
      fc.property(countries, hostile, (country, given) => {
        const once = readTaxId(country, given)
        const twice = readTaxId(country, once.id)
        expect([twice.id, twice.result, twice.country]).toEqual([once.id, once.result, once.country])
        expect(plainTaxId(plainTaxId(given))).toBe(plainTaxId(given))
      }),
      { numRuns: 5000 },
    )
  })

  it('spaces, dots and dashes say nothing', () => {
    const joints = fc.array(fc.constantFrom('', ' ', '.', '-', '–', '‑', '/', ' '), { minLength: 14, maxLength: 14 })
    fc.assert(
      fc.property(
        fc.constantFrom(['DE', 'DE136695976'], ['SE', '5561888404'], ['AU', '83914571673'], ['GR', 'GR094259216']),
        joints,
        (one, between) => {
          const [country = '', id = ''] = one
          const given = [...id].map((sign, at) => `${sign}${between[at] ?? ''}`).join('')
          expect(readTaxId(country, given)).toEqual(readTaxId(country, id))
        },
      ),
    )
  })
})
