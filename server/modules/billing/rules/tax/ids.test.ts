import { describe, expect, it } from 'vitest'
import { checkTaxId } from './ids.ts'

describe('tax ids', () => {
  it.each([
    ['DE', 'DE136695976'],
    ['DE', 'DE811569869'],
    ['AT', 'ATU13585627'],
    ['BE', 'BE0428759497'],
    ['DK', 'DK13585628'],
    ['EE', 'EE100594102'],
    ['FI', 'FI20774740'],
    ['FR', 'FR40303265045'],
    ['GR', 'EL094259216'],
    ['HR', 'HR33392005961'],
    ['HU', 'HU12892312'],
    ['IT', 'IT00743110157'],
    ['LU', 'LU15027442'],
    ['MT', 'MT11679112'],
    ['NL', 'NL004495445B01'],
    ['PL', 'PL8567346215'],
    ['PT', 'PT501964843'],
    ['SE', 'SE556188840401'],
    ['SK', 'SK2022749619'],
    ['GB', 'GB980780684'],
    ['CH', 'CHE-107.787.577 IVA'],
    ['NO', '995525828MVA'],
    ['AU', '83 914 571 673'],
  ])('of %s: %s is well formed, and not with one digit changed', (country, id) => {
    expect(checkTaxId(country, id)).toMatchObject({ ok: true })
    const at = [...id].findIndex((sign, index) => /\d/.test(sign) && index >= 5)
    const other = `${id.slice(0, at)}${(Number(id[at]) + 1) % 10}${id.slice(at + 1)}`
    expect(checkTaxId(country, other).ok).toBe(false)
  })

  it('are written in one form, with the prefix that registers expect', () => {
    expect(checkTaxId('DE', '136 695 976').id).toBe('DE136695976')
    expect(checkTaxId('GR', '094259216').id).toBe('EL094259216')
    expect(checkTaxId('BE', '428.759.497').id).toBe('BE0428759497')
  })

  it('of countries without a rule are taken as they are', () => {
    expect(checkTaxId('BR', '12.345.678/0001-95')).toMatchObject({ ok: true, id: '12345678000195' })
    expect(checkTaxId('BR', '?').ok).toBe(false)
  })
})
