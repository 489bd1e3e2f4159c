import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anchorsOf, arrives, linkingsOf } from './links.ts'
import { movesOf, nearAmong, scoreOf } from './moves.ts'

const at = (source: string) =>
  linkingsOf(source, 'sales/quotes').map(({ from, to }) => (from === null || to === null ? null : source.slice(from, to)))

describe('links of a text', () => {
  test('tell where their address stands, letter by letter', () => {
    expect(at('See [leave](../people/leave.md#how "Leave") and [it](<a b.md>), [x](y(z).md) or [top](#top).')).toEqual([
      '../people/leave.md#how',
      'a b.md',
      'y(z).md',
      '#top',
    ])
    expect(at('---\ntitle: A\n---\n\nSee [leave][l] and [unused].\n\n[l]: /handbook/people/leave\n[other]: nowhere\n')).toEqual([
      '/handbook/people/leave',
    ])
    expect(at('[away](https://tidewater.example) and `[code](a.md)` and [mail](mailto:a@b.example)')).toEqual([])
  })

  test('say the page, the place, the line, and whether they are for some', () => {
    const [one, two] = linkingsOf('# A\n\n[b](b.md#c%20d)\n\n<!-- restricted: LT -->\n[e](e)\n<!-- /restricted -->\n', 'x/y')
    expect(one).toMatchObject({ path: 'x/b', anchor: 'c d', line: 3, narrow: false, words: 'b' })
    expect(two).toMatchObject({ path: 'x/e', anchor: '', line: 6, narrow: true })
  })

  test('another address in its place is all that changes', () => {
    const words = fc.stringMatching(/^[a-z ]{1,12}$/)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, fc.constantFrom('a.md', '../b/c', '<d e.md>', 'f#g')), { minLength: 1, maxLength: 5 }),
        (links) => {
          const source = links.map(([said, url]) => `${said} [x](${url}) ${said}`).join('\n\n')
          for (const { from, to } of linkingsOf(source, 'p/q')) {
            const next = `${source.slice(0, from ?? 0)}z/new${source.slice(to ?? 0)}`
            expect(linkingsOf(next, 'p/q').filter(({ url }) => url === 'z/new')).toHaveLength(1)
          }
        },
      ),
    )
  })
})

test('an anchor is alive by any of three rules, or where HTML names it', () => {
  const ids = anchorsOf('# 2. How to: ask — twice\n\n## Who\n\n## Who\n\n<a id="old-name"></a>\n')
  for (const alive of ['2-how-to-ask--twice', 'how-to-ask--twice', '2-how-to-ask-twice', 'who', 'who-1', 'who_1', 'old-name', 'top', '']) {
    expect(arrives(alive, ids), alive).toBe(true)
  }
  expect([arrives('whom', ids), arrives('who-2', ids)]).toEqual([false, false])
})

describe('where a page went', () => {
  test.each([
    [{ j: 0.62, c: 0.9, t: 1, n: 1, p: 0.25, h: 0.5 }, 0.7975],
    [{ j: 0.3, c: 0.5, t: 0.6, n: 0.5, p: 0.5, h: 0.2 }, 0.455],
    [{ j: 0.1, c: 0.2, t: 0.5, n: 1 / 3, p: 0, h: 0 }, 0.2467],
  ])('%j scores %d', (likeness, score) => {
    expect(scoreOf(likeness)).toBeCloseTo(score, 4)
  })

  const page = (id: string, path: string, title: string, words: string) => ({ id, path, title, headings: [], words })
  const long = 'Tell your manager two weeks before and put it in the calendar, nobody has to say what for.'
  test('is told by its text, title and name, and never guessed between two', () => {
    const gone = [page('old', 'people/leave', 'Time off', long)]
    expect(movesOf(gone, [page('new', 'staff/leave', 'Time off', long), page('x', 'sales/quotes', 'Quotes', 'Send it.')])).toMatchObject([
      { from: 'old', to: 'new', is: 'redirect' },
    ])
    const twins = [page('a', 'one/leave', 'Time off', long), page('b', 'two/leave', 'Time off', long)]
    expect(movesOf(gone, twins)).toMatchObject([{ to: 'a', is: 'suggestion' }])
    expect(movesOf(gone, [page('x', 'sales/quotes', 'Quotes', 'Send it.')])).toEqual([])
  })

  test('a link that leads nowhere has likely pages, the nearest first', () => {
    const pages = [
      { id: 'a', path: 'people/time-off', title: 'Time off' },
      { id: 'b', path: 'people/travel', title: 'Travelling abroad' },
      { id: 'c', path: 'sales/quotes', title: 'Quotes' },
    ]
    expect(nearAmong(pages)({ path: 'people/time-of', words: 'leave' })[0]).toBe('a')
    expect(nearAmong(pages)({ path: 'x/y', words: 'travelling' })).toEqual(['b'])
    expect(nearAmong(pages)({ path: 'zzz', words: 'qqq' })).toEqual([])
  })
})

test('pages are read once for however many links that lead nowhere', () => {
  let read = 0
  const titled = (at: number) => ({
    ...{ id: `p${at}`, path: `people/page-${at}` },
    get title() {
      read += 1
      return `Page ${at}`
    },
  })
  const near = nearAmong(Array.from({ length: 50 }, (_none, at) => titled(at)))
  for (let at = 0; at < 200; at += 1) expect(near({ path: `people/page-${at % 50}`, words: 'it' })[0]).toBe(`p${at % 50}`)
  expect(read).toBe(50)
})
