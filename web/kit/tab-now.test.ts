import { expect, test } from 'vitest'
import { tabNow } from './tab-now.ts'

const tabs = [
  { href: '/plans/company' },
  { href: '/plans/company?tab=measures' },
  { href: '/plans/company?tab=history&all=yes' },
  { href: '/roles' },
]

test.each([
  ['/plans/company', '', 0],
  ['/plans/company', '?tab=measures', 1],
  // a dialog that the address opens lies over its own tab
  ['/plans/company', '?tab=measures&bind=arr', 1],
  ['/plans/company', '?bind=arr&tab=measures', 1],
  ['/plans/company', '?tab=history', 0],
  ['/plans/company', '?tab=history&all=yes', 2],
  ['/roles', '?q=x', 3],
  ['/elsewhere', '', 0],
])('at %s%s the tab is number %i', (path, search, at) => {
  expect(tabNow(tabs, { path, search })).toBe(tabs[at])
})

test('of two that say as much of an address the first is meant', () => {
  const two = [{ href: '/plans?view=mine' }, { href: '/plans?sort=title' }]
  expect(tabNow(two, { path: '/plans', search: '?sort=title&view=mine' })).toBe(two[0])
})
