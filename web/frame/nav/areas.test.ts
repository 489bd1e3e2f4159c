import { describe, expect, test } from 'vitest'
import { areasOf, doorOf, placeIn } from './areas.ts'
import { house } from './house.ts'

const found = import.meta.glob<{ heading: never; nav: never; routes: { path: string }[] }>('../../modules/*/index.ts', { eager: true })
const rooms = Object.values(found)
const areas = areasOf([...house, ...rooms], () => true)
const lit = (path: string) => {
  const place = placeIn(areas, path)
  return place && `${place.area.title} › ${place.page.title}`
}

const drawn = ['Home', 'Plan', 'Work', 'Handbook', 'Customers', 'Revenue', 'Licences', 'Data', 'Systems', 'Privacy', 'Company']

describe('the areas', () => {
  test('have each a letter and a name of their own', () => {
    expect(new Set(areas.map((area) => area.letter)).size).toBe(areas.length)
    const titles = areas.map((area) => area.title)
    expect(new Set(titles).size).toBe(titles.length)
    // those that are drawn stand in the drawn order; a further room stands among them by its place
    expect(titles.filter((title) => drawn.includes(title))).toEqual(drawn.filter((title) => titles.includes(title)))
    expect([titles[0], titles.at(-1)]).toEqual(['Home', 'Company'])
  })

  test('that one may not enter are absent, and so are their pages', () => {
    const seen = areasOf([...house, ...rooms], (right) => right === undefined || right === 'strategy.read' || right === 'people.read')
    expect(seen.map((area) => area.title)).toEqual(['Home', 'Plan', 'Company'])
    expect(seen.flatMap((area) => area.pages).map((page) => page.title)).not.toContain('Audit trail')
  })

  test.each([
    ['/', 'Home › Home'],
    ['/billing', 'Revenue › Overview'],
    ['/billing/orders', 'Revenue › Orders'],
    ['/billing/orders/O-000001', 'Revenue › Orders'],
    ['/billing/journals', 'Revenue › Ledger'],
    ['/billing/series', 'Revenue › Ledger'],
    ['/billing/price-books', 'Revenue › Catalogue'],
    ['/billing/price-books/new', 'Revenue › Catalogue'],
    ['/billing/companies/1', 'Revenue › Catalogue'],
    ['/billing/runs/1', 'Revenue › Billing runs'],
    ['/customers/segments', 'Customers › Segments'],
    ['/strategy/plans/company', 'Plan › Plans'],
    ['/strategy/imports/1', 'Plan › Import'],
    ['/people/calendars/core', 'Company › About us'],
    ['/people/roles', 'Company › People'],
    ['/trail', 'Company › Audit trail'],
    ['/nowhere', undefined],
  ])('%s is %s', (path, place) => expect(lit(path)).toBe(place))

  test('hold every page of their rooms: none is shown as the overview that is not', () => {
    const lost = rooms
      .flatMap((room) => room.routes)
      .map(({ path }) => path)
      .filter((path) => path !== '/people/me' && path !== '/billing' && (lit(path) === undefined || lit(path) === 'Revenue › Overview'))
    expect(lost).toEqual([])
  })

  test('begin at their first page', () => expect(areas.map(doorOf)).not.toContain(undefined))
})
