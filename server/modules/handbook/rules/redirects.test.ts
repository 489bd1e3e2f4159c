import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { fitRedirect, fitRemoval, redirectKinds, type Standing, statusOf } from './redirects.ts'

type Page = { id: string; path: string; retired: boolean; instead: string | null }
const act = fc.oneof(
  fc.record({ do: fc.constant('move' as const), page: fc.nat(4), path: fc.nat(9) }),
  fc.record({ do: fc.constant('retire' as const), page: fc.nat(4), to: fc.option(fc.nat(4)) }),
  fc.record({ do: fc.constant('lead' as const), path: fc.nat(9), to: fc.nat(4) }),
)

test('whatever is moved, retired and led on, an address leads to a page in force in one hop, or nowhere', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const pages: Page[] = [0, 1, 2, 3, 4].map((n) => ({ id: `p${n}`, path: `a${n}`, retired: false, instead: null }))
      const owners = new Map(pages.map(({ id, path }) => [path, id]))
      const of = (id: string | undefined) => pages.find((page) => page.id === id)
      const further = (from: string, to: string) => {
        for (const page of pages) if (page.instead === from && page.id !== to) page.instead = to
      }
      for (const one of acts) {
        const page = pages[one.do === 'lead' ? one.to : one.page] as Page
        if (one.do === 'move') {
          const path = `a${one.path}`
          if (page.retired || (owners.get(path) ?? page.id) !== page.id) continue
          owners.set(path, page.id)
          page.path = path
        }
        if (one.do === 'retire') {
          const other = one.to === null ? undefined : pages[one.to]
          if (page.retired || other?.retired || other === page) continue
          page.retired = true
          page.instead = other?.id ?? null
          if (other) further(page.id, other.id)
        }
        if (one.do === 'lead') {
          const path = `a${one.path}`
          const there = of(owners.get(path))
          const at: Standing = there && {
            page: there.id,
            own: there.path === path,
            retired: there.retired,
            led: there.instead !== null,
          }
          try {
            if (fitRedirect(at, page) === 'new') owners.set(path, page.id)
            else if (there) {
              there.instead = page.id
              further(there.id, page.id)
            }
          } catch (error) {
            expect(isRefusal(error)).toBe(true)
          }
        }
        for (const owner of owners.values()) {
          const first = of(owner) as Page
          const last = first.retired ? of(first.instead ?? undefined) : first
          // a page that is over and has nothing in its place, or whose heir is over, says so itself
          if (last?.retired) expect(last.instead).toBeNull()
        }
      }
    }),
  )
})

test.each([
  [undefined, { id: 'a', retired: false }, 'new'],
  [undefined, { id: 'a', retired: true }, 'redirect.target_retired'],
  [{ page: 'a', own: true, retired: false, led: false }, { id: 'a', retired: false }, 'redirect.loop'],
  [{ page: 'b', own: true, retired: false, led: false }, { id: 'a', retired: false }, 'redirect.taken'],
  [{ page: 'b', own: false, retired: false, led: false }, { id: 'a', retired: false }, 'redirect.taken'],
  [{ page: 'b', own: true, retired: true, led: false }, { id: 'a', retired: false }, 'retired'],
  [{ page: 'b', own: true, retired: true, led: true }, { id: 'a', retired: false }, 'redirect.taken'],
] as const)('an address at which %j stands, led to %j: %s', (at, to, is) => {
  const said = () => {
    try {
      return fitRedirect(at, to)
    } catch (error) {
      return isRefusal(error) ? error.code : 'broken'
    }
  }
  expect(said()).toBe(is)
})

test('an address at which a page was leads on for good; a guess is answered as one', () => {
  const lasting = redirectKinds.filter((kind) => {
    try {
      fitRemoval(kind)
      return false
    } catch {
      return true
    }
  })
  expect(lasting).toEqual(['moved', 'rename'])
  expect([statusOf(true), statusOf(false)]).toEqual([301, 302])
})
