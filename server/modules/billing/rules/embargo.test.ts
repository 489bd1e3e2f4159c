import { expect, it } from 'vitest'
import { embargoes, embargoOn, whyForbidden } from './embargo.ts'

const day = '2026-06-15'

it.each([
  // seller, country, region, day, forbidden
  ['US', 'CU', null, day, true],
  ['US', 'IR', null, day, true],
  ['US', 'KP', null, day, true],
  ['US', 'RU', null, day, true],
  ['US', 'BY', null, day, true],
  ['US', 'BY', null, '2024-09-15', false],
  ['US', 'SY', null, '2025-06-30', true],
  ['US', 'SY', null, '2025-07-01', false],
  ['US', 'UA', null, day, false],
  ['US', 'UA', '43', day, true],
  ['US', 'UA', 'ua-40', day, true],
  ['US', 'UA', 'UA-30', day, false],
  ['US', 'UA', 'Crimea', day, true],
  ['US', 'UA', ' Autonomous Republic of CRIMEA', day, true],
  ['US', 'UA', 'Автономна Республіка Крим', day, true],
  ['US', 'UA', 'Sevastopol City', day, true],
  ['US', 'UA', 'Севастополь', day, true],
  ['US', 'UA', 'Kyiv', day, false],
  ['US', 'PL', 'Krym', day, false],
  // a company in the Union follows the Union's law, not that of the United States
  ['DE', 'RU', null, '2023-12-18', false],
  ['DE', 'RU', null, '2023-12-19', true],
  ['DE', 'KP', null, day, true],
  ['DE', 'CU', null, day, false],
  ['FR', 'IR', null, day, false],
  // no row of theirs is on file
  ['CH', 'RU', null, day, false],
])('the law of %s on a sale to %s %s on %s: forbidden %s', (seller, country, region, on, forbidden) => {
  expect(embargoOn({ seller, country, region }, on) !== undefined).toBe(forbidden)
})

it('what is no law of the seller but the choice of the house says so', () => {
  const choice = ['BY', 'UA-14']
  expect(whyForbidden({ seller: 'US', country: 'BY' }, day, choice)).toContain('The law of our selling company')
  expect(whyForbidden({ seller: 'DE', country: 'BY' }, day, choice)).toContain('We have chosen not to sell to BY')
  expect(whyForbidden({ seller: 'DE', country: 'UA', region: '14' }, day, choice)).toContain('UA-14')
  expect(whyForbidden({ seller: 'DE', country: 'UA', region: 'Donetsk oblast' }, day, choice)).toContain('UA-14')
  expect(whyForbidden({ seller: 'DE', country: 'UA', region: '30' }, day, choice)).toBeUndefined()
  expect(whyForbidden({ seller: 'DE', country: 'BY' }, day, [])).toBeUndefined()
})

it.each([
  ['Donetsk', 'UA-14'],
  ['Donetsʹk', 'UA-14'],
  ["Donets'k", 'UA-14'],
  ['Donets’k oblast', 'UA-14'],
  ['Донецька область', 'UA-14'],
  ['Донецк', 'UA-14'],
  ['Luhansk Oblast', 'UA-09'],
  ['LUGANSK', 'UA-09'],
  ["Luhans'k", 'UA-09'],
  ['Luhans’k', 'UA-09'],
  ['Луганська область', 'UA-09'],
  ['Kyiv', undefined],
])('a choice not to sell to some regions holds for a buyer who writes %s', (region, place) => {
  const said = whyForbidden({ seller: 'US', country: 'UA', region }, day, ['UA-14', 'UA-09'])
  expect(said?.match(/UA-\d\d/)?.[0]).toBe(place)
})

it.each([
  // region, city, postal code, place
  [null, 'Simferopol', undefined, 'UA-43'],
  [null, 'м. Сімферополь', undefined, 'UA-43'],
  [null, 'YALTA', undefined, 'UA-43'],
  ['Kyiv', 'Kerch', '01001', 'UA-43'],
  [null, 'Feodosiya', undefined, 'UA-43'],
  [null, 'Yevpatoriya', undefined, 'UA-43'],
  [null, 'Sìmferopol', undefined, 'UA-43'],
  [null, 'Simf\u0435ropol', undefined, 'UA-43'],
  [null, 'Євпаторія', undefined, 'UA-43'],
  [null, 'Krym', undefined, 'UA-43'],
  ['Qırım', 'Nowhere', undefined, 'UA-43'],
  [null, 'Nowhere', '٩٥٠٠٠', 'UA-43'],
  [null, 'Nowhere', '९८६००', 'UA-43'],
  [null, 'Sevastópol', undefined, 'UA-40'],
  [null, 'Yevpatoria (Crimea)', undefined, 'UA-43'],
  [null, undefined, '95000', 'UA-43'],
  [null, 'Nowhere', '98 600', 'UA-43'],
  [null, 'Nowhere', '298600', 'UA-43'],
  [null, 'Sevastopol', undefined, 'UA-40'],
  [null, 'Nowhere', '99011', 'UA-40'],
  [null, 'Donets’k', undefined, 'UA-14'],
  [null, 'Макіївка', undefined, 'UA-14'],
  [null, 'Nowhere', '83001', 'UA-14'],
  [null, 'Luhansk', undefined, 'UA-09'],
  [null, 'Nowhere', '94500', 'UA-09'],
  [null, 'Kyiv', '01001', undefined],
  [null, 'Lviv', '79000', undefined],
  [null, 'Nowhere', '9500', undefined],
  // villages of other regions that sound like one
  [null, 'Krymne', '44510', undefined],
  [null, 'Kharkiv', '61000', undefined],
  [null, undefined, undefined, undefined],
])('an address in Ukraine with region %s, city %s and post %s lies in %s', (region, city, postal_code, place) => {
  const sale = { seller: 'US', country: 'UA', region, city, postal_code }
  expect(whyForbidden(sale, day, ['UA-14', 'UA-09'])?.match(/UA-\d\d/)?.[0]).toBe(place)
})

it('towns and post of one country say nothing of another', () => {
  for (const country of ['PL', 'DE', 'US', 'TR']) {
    expect(whyForbidden({ seller: 'US', country, city: 'Sevastopol', postal_code: '95000' }, day, ['UA-43', 'UA-40'])).toBeUndefined()
  }
})

it('every row names its rule and the page on which it stands', () => {
  for (const row of embargoes) {
    expect(row.what.length, row.country).toBeGreaterThan(15)
    expect(row.source, row.country).toMatch(/^https?:\/\//)
    expect(row.to === null || row.from < row.to, row.country).toBe(true)
  }
})
