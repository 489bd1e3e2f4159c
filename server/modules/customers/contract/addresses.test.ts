import { expect, test } from 'vitest'
import { addressLines } from './addresses.ts'
import { countryCodes } from './countries.ts'

test.each([
  ['DE', { street: 'Kai 1', postal_code: '20457', city: 'Hamburg' }, ['Kai 1', '20457 Hamburg']],
  ['US', { street: '1 Main St', postal_code: '78701', city: 'Austin', region: 'TX' }, ['1 Main St', 'Austin, TX 78701']],
  ['GB', { street: '1 High St', postal_code: 'SW1A 1AA', city: 'London' }, ['1 High St', 'London', 'SW1A 1AA']],
  ['CA', { street: '1 Rue A', postal_code: 'H2X 1Y4', city: 'Montréal', region: 'QC' }, ['1 Rue A', 'Montréal QC H2X 1Y4']],
  ['SE', { street: 'Gata 1', postal_code: '111 22', city: 'Stockholm' }, ['Gata 1', '111 22 Stockholm']],
  ['CH', { street: 'Weg 1', postal_code: '8001', city: 'Zürich' }, ['Weg 1', '8001 Zürich']],
  ['MT', { street: 'Triq 1', postal_code: 'VLT 1117', city: 'Valletta' }, ['Triq 1', 'Valletta', 'VLT 1117']],
  ['IT', { street: 'Via 1', postal_code: '00100', city: 'Roma', region: 'RM' }, ['Via 1', '00100 Roma RM']],
  ['FR', { street: '1 rue X', postal_code: '75001', city: 'Paris', region: 'IDF' }, ['1 rue X', '75001 Paris', 'IDF']],
  ['AU', { street: '1 George St', postal_code: '2000', city: 'Sydney', region: 'NSW' }, ['1 George St', 'Sydney NSW 2000']],
  ['NL', { street: 'Kade 1', postal_code: '1011 AB', city: 'Amsterdam' }, ['Kade 1', '1011 AB Amsterdam']],
])('an address of %s stands in its own order', (country, address, lines) => {
  expect(addressLines({ ...address, country })).toEqual(lines)
})

test('an address of Japan begins with the code in its own script, with the street in ours', () => {
  expect(addressLines({ street: '丸の内1-1-1', postal_code: '100-0005', city: '千代田区', region: '東京都', country: 'JP' })).toEqual([
    '〒100-0005',
    '東京都千代田区丸の内1-1-1',
  ])
  expect(
    addressLines({ street: '1-1-1 Marunouchi', postal_code: '100-0005', city: 'Chiyoda', region: 'Tokyo', country: 'JP' })[0],
  ).toContain('1-1-1 Marunouchi')
})

test('in every country nothing of an address is lost', () => {
  for (const country of countryCodes) {
    const text = addressLines({ street: 'Street 1', postal_code: 'Q12345', city: 'Cityname', region: 'Regionname', country })
      .join(' ')
      .toUpperCase()
    for (const part of ['STREET 1', 'Q12345', 'CITYNAME', 'REGIONNAME']) expect(text, country).toContain(part)
  }
})

test('every country of ISO 3166 is there', () => {
  expect(countryCodes).toHaveLength(249)
  expect(countryCodes).not.toContain('XK')
})
