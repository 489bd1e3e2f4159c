import { expect, test } from 'vitest'
import { addressOf, placeOf } from './address.ts'

test.each([
  ['/', '/app'],
  ['/?tab=a', '/app?tab=a'],
  ['/customers/accounts?q=a#top', '/app/customers/accounts?q=a#top'],
  ['/data/metrics/arr', '/app/data/metrics/arr'],
  ['/app/letters', '/app/letters'],
  ['/appendix', '/app/appendix'],
  ['/portal/buy?product=a', '/portal/buy?product=a'],
  ['/portal', '/portal'],
  ['/pricing?country=DE', '/pricing?country=DE'],
  ['/api/documents/1/pdf', '/api/documents/1/pdf'],
  ['//evil.example', '//evil.example'],
  ['https://example.com/', 'https://example.com/'],
  ['mailto:a@example.com', 'mailto:a@example.com'],
  ['#main', '#main'],
])('the place %s is at %s', (place, address) => {
  expect(addressOf(place)).toBe(address)
  expect(addressOf(address)).toBe(address)
})

test.each([
  ['/app', '/'],
  ['/app/', '/'],
  ['/app/customers', '/customers'],
  ['/portal/orders/1', '/portal/orders/1'],
  ['/apple', '/apple'],
])('%s shows the place %s', (path, place) => {
  expect(placeOf(path)).toBe(place)
})
