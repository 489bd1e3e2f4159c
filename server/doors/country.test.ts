import { expect, test } from 'vitest'
import type { OpenHouse } from '../kernel/house.ts'
import { countryOf } from './request.ts'

const house = (trustProxy: boolean, countryHeader: string) => ({ settings: { trustProxy, countryHeader } }) as unknown as OpenHouse
const asked = (said?: string) => new Request('https://shop.example/', said ? { headers: { 'cf-ipcountry': said } } : {})

test.each([
  ['a proxy that we trust says it', house(true, 'CF-IPCountry'), 'de', 'DE'],
  ['nobody in between is trusted: anyone could write that header', house(false, 'CF-IPCountry'), 'DE', undefined],
  ['no header is named', house(true, ''), 'DE', undefined],
  ['the proxy does not know', house(true, 'CF-IPCountry'), 'XX', undefined],
  ['an anonymous network', house(true, 'CF-IPCountry'), 'T1', undefined],
  ['the proxy says nothing', house(true, 'CF-IPCountry'), undefined, undefined],
])('the country of the caller’s address: %s', (_name, open, said, country) => expect(countryOf(asked(said), open)).toBe(country))
