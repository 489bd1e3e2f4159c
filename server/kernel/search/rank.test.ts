import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countIn, type Field, fields, type Indexed, Inverted } from './inverted.ts'
import { slipsBetween, standsFor } from './near.ts'
import { rank, rarity, worth } from './rank.ts'
import { questionTerms, termsOf } from './terms.ts'

const text = (key: string, title: string, more: Partial<Indexed> = {}): Indexed => ({
  key,
  title,
  aliases: [],
  headings: [],
  path: key,
  body: '',
  links: [],
  open: true,
  ...more,
})
const indexOf = (texts: readonly Indexed[]) => {
  const index = new Inverted()
  for (const one of texts) index.put(one)
  return index
}
const keys = (index: Inverted, question: string, more: { sees?: (key: string) => boolean; unfinished?: boolean } = {}) =>
  rank(index, question, { sees: () => true, limit: 20, ...more }).map(({ key }) => key)

describe('words', () => {
  test.each([
    ['Crew’s Überfahrt', ['crew', 'uberfahrt']],
    ["O’Reilly, O'Neill", ['oreilli', 'oneil']],
    ['STRASSE Straße', ['strass', 'strass']],
    ['Ｆｕｌｌ width ﬁne', ['full', 'width', 'fine']],
    ['İstanbul Łódź Søren', ['istanbul', 'lodz', 'soren']],
    ['running relational laptops', ['run', 'relat', 'laptop']],
    ['SOP-0042', ['sop', '0042']],
    ['東京ソフト', ['東京', '京ソ', 'ソフ', 'フト']],
    ['a 日', ['a', '日']],
    ['x'.repeat(61), []],
    ['– … ! ’', []],
  ])('%s', (words, terms) => {
    expect(termsOf(words)).toEqual(terms)
  })

  test('a word of a question brings its other spellings', () => {
    expect(questionTerms('mueller Müller straße a')).toEqual([
      { term: 'mueller', others: ['muller'] },
      { term: 'muller', others: ['mueller'] },
      { term: 'strass', others: [] },
      { term: 'a', others: [] },
    ])
    expect(questionTerms('quotes quote')).toHaveLength(1)
  })
})

describe('what a word is worth', () => {
  test('as the example works it out', () => {
    expect(rarity(300, 12)).toBeCloseTo(3.1814, 4)
    expect(worth(2, 8, 5)).toBeCloseTo(1.6879, 4)
    expect(4 * rarity(300, 12) * worth(2, 8, 5)).toBeCloseTo(21.479, 3)
  })

  test('the first stage is that sum over words and fields, times the words that were met (against a naive sum)', () => {
    const words = fc.array(fc.constantFrom('anchor', 'ballast', 'compass', 'dock', 'ebb'), { maxLength: 5 }).map((all) => all.join(' '))
    const texts = fc.array(fc.record({ title: words, heading: words, body: words }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(texts, words, (all, question) => {
        const documents = all.map(({ title, heading, body }, at) => text(`d${at}`, title, { headings: [heading], body, path: '' }))
        const asked = [...new Set(termsOf(question))]
        const held = (field: Field, at: number) =>
          termsOf(
            { title: documents[at]?.title, headings: documents[at]?.headings.join(' '), path: '', body: documents[at]?.body }[field] ?? '',
          )
        const boost: Record<Field, number> = { title: 4, headings: 2, path: 2, body: 1 }
        const naive = documents.map((_one, at) => {
          let [sum, met] = [0, 0]
          for (const term of asked) {
            let own = 0
            for (const field of fields) {
              const times = held(field, at).filter((one) => one === term).length
              const holding = documents.filter((_other, n) => held(field, n).includes(term)).length
              const average = documents.reduce((total, _other, n) => total + held(field, n).length, 0) / documents.length
              if (times > 0) own += boost[field] * rarity(documents.length, holding) * worth(times, held(field, at).length, average)
            }
            sum += own
            met += own > 0 ? 1 : 0
          }
          return sum * met
        })
        const index = indexOf(documents)
        const found = rank(index, question, { sees: () => true, limit: 100 })
        expect(new Set(found.map(({ key }) => key))).toEqual(
          new Set(documents.filter((_one, at) => (naive[at] ?? 0) > 0).map(({ key }) => key)),
        )
        for (const [word, { docs, counts }] of index.postings.entries()) {
          for (const [place, at] of docs.entries()) {
            for (const field of fields) {
              expect(countIn(counts[place] ?? 0, field)).toBe(held(field, at).filter((one) => one === index.words[word]).length)
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('what came, changed and went leaves the same as what is there now', () => {
    const some = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      title: fc.constantFrom('Anchor', 'Anchor ballast', 'Compass dock'),
      body: fc.constantFrom('ebb ebb', 'dock ballast anchor', ''),
      open: fc.boolean(),
      gone: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 20 }), (steps) => {
        const [index, now] = [new Inverted(), new Map<string, Indexed>()]
        for (const { key, title, body, open, gone } of steps) {
          if (gone) {
            index.remove(key)
            now.delete(key)
            continue
          }
          const one = text(key, title, { body, open, links: [{ to: 'a', text: body }] })
          index.put(one)
          now.set(key, one)
        }
        const fresh = indexOf([...now.values()])
        for (const question of ['anchor', 'ballast dock', 'ebb compass anchor', 'anchr']) {
          const scores = (of: Inverted) =>
            rank(of, question, { sees: () => true, limit: 9 }).map(({ key, score }) => [key, score.toFixed(9)])
          expect(scores(index)).toEqual(scores(fresh))
        }
        expect([index.size, index.open, index.lengths]).toEqual([fresh.size, fresh.open, fresh.lengths])
      }),
      { numRuns: 100 },
    )
  })
})

describe('slips', () => {
  test.each([
    ['kestrel', 'kestral', 2, 1],
    ['kestrel', 'kestrle', 2, 1],
    ['kestrel', 'kstrel', 2, 1],
    ['kestrel', 'kestrel', 2, 0],
    ['kestrel', 'castle', 2, 3],
    ['ab', 'ba', 1, 1],
    ['abc', 'x', 1, 2],
  ])('%s and %s', (one, other, most, slips) => {
    expect(slipsBetween(one, other, most)).toBe(slips)
    expect(slipsBetween(other, one, most)).toBe(slips)
  })

  test('a known word stands for itself; a rare one for words that hold it; an unknown one for those it may have been', () => {
    const words = () => [
      { term: 'vorlesepaten', documents: 1 },
      { term: 'lesen', documents: 9 },
      { term: 'reise', documents: 4 },
      { term: 'lase', documents: 1 },
      { term: 'less', documents: 8 },
    ]
    expect(standsFor('lese', 3, words)).toEqual([])
    expect(standsFor('les', 0, words)).toEqual([])
    expect(standsFor('lese', 1, words)).toEqual([
      { term: 'lesen', weight: 0.5 },
      { term: 'vorlesepaten', weight: 0.3 },
    ])
    expect(standsFor('lese', 0, words).map(({ term }) => term)).toEqual(['lesen', 'vorlesepaten', 'less', 'lase'])
    const many = () => Array.from({ length: 40 }, (_none, at) => ({ term: `lese${at}`, documents: at }))
    expect(standsFor('lese', 0, many)).toHaveLength(20)
    const near = () => Array.from({ length: 26 }, (_none, at) => ({ term: `l${String.fromCharCode(97 + at)}se`, documents: at }))
    expect(standsFor('lqese', 0, near).filter(({ weight }) => weight === 0.6)).toHaveLength(2)
    expect(standsFor('lese', 0, near)).toHaveLength(5)
    expect(standsFor('kestrels', 0, () => [{ term: 'kstrel', documents: 1 }])).toEqual([{ term: 'kstrel', weight: 0.3 }])
  })
})

describe('the order', () => {
  const handbook = indexOf([
    text('laptop', 'How do I get a laptop', { body: 'Ask within five days. The laptop comes by post.', path: 'people/laptop' }),
    text('leave', 'Leave', {
      aliases: ['Time off', 'SOP-0042'],
      headings: ['Parental leave', 'Sick leave'],
      body: 'Tell your lead.',
      path: 'people/leave',
    }),
    text('sick', 'Sickness in other countries', { body: 'Sick leave abroad, sick leave, SOP 0042 sick leave.', path: 'people/sick' }),
    text('quotes', 'Quotes', { body: 'A quote is valid for thirty days. See the price book.', path: 'sales/quotes' }),
    text('prices', 'Price book', {
      body: 'Discounts need an approval.',
      path: 'sales/prices',
      links: [{ to: 'sales/quotes', text: 'what an offer costs' }],
    }),
    text('pay', 'Pay bands', { body: 'Salaries by level. Kookaburra.', path: 'people/pay', open: false }),
  ])
  test.each([
    ['laptop', 'laptop'],
    ['get laptop', 'laptop'],
    ['how do i get a new notebook laptop', 'laptop'],
    ['time off', 'leave'],
    ['sick leave', 'leave'],
    ['sop-0042', 'leave'],
    ['SOP-0042', 'leave'],
    ['price book', 'prices'],
    ['quotse', 'quotes'],
    ['lptop', 'laptop'],
    ['ptop', 'laptop'],
    ['discount', 'prices'],
  ])('%s finds %s first', (question, key) => {
    expect(keys(handbook, question)[0]).toBe(key)
  })

  test('what is called by the number that was typed stands above what speaks of nothing else', () => {
    const index = indexOf([
      text('leave', 'Leave', { aliases: ['SOP-0042'], body: 'Tell your lead.', path: 'people/leave' }),
      text('talk', 'SOP-0042 explained', { headings: ['SOP-0042'], body: 'SOP-0042 says what SOP-0042 says.', path: 'sop-0042' }),
    ])
    expect(keys(index, 'sop-0042')).toEqual(['leave', 'talk'])
  })

  test('the words of a link count for the page to which it leads, and are gone with it', () => {
    const index = indexOf([
      text('one', 'Offers', { path: 'one', body: 'offer' }),
      text('two', 'Offers', { path: 'two', body: 'offer' }),
      text('from', 'Start', { path: 'from', links: [{ to: 'two', text: 'Offers' }] }),
    ])
    expect(keys(index, 'offers')).toEqual(['two', 'one'])
    index.remove('from')
    expect(keys(index, 'offers')).toEqual(['one', 'two'])
    index.put(text('from', 'Start', { path: 'from', links: [{ to: 'two', text: 'Offers' }], open: false }))
    expect(keys(index, 'offers')).toEqual(['one', 'two'])
  })

  test('what somebody may not open is not there, and its words are nobody’s suggestion', () => {
    const sees = (key: string) => key !== 'pay'
    expect(keys(handbook, 'salaries', { sees })).toEqual([])
    expect(keys(handbook, 'salaries')).toEqual(['pay'])
    expect(keys(handbook, 'kookabura')).toEqual([])
    const scores = () => rank(handbook, 'leave laptop', { sees: (key) => sees(key) && key !== 'few', limit: 9 })
    const before = scores()
    handbook.put(text('few', 'Leave of a laptop', { body: 'leave laptop', open: false }))
    expect(scores()).toEqual(before)
    expect(before.length).toBeGreaterThan(1)
    handbook.remove('few')
  })

  test('a heading that fits better than the title is told', () => {
    const [first] = rank(handbook, 'parental leave', { sees: () => true, limit: 1 })
    expect(first).toMatchObject({ key: 'leave', heading: 0 })
    expect(rank(handbook, 'leave', { sees: () => true, limit: 1 })[0]?.heading).toBeUndefined()
  })

  test('while it is typed the last word goes on', () => {
    expect(keys(handbook, 'price bo', { unfinished: true })[0]).toBe('prices')
    expect(keys(handbook, 'dis', { unfinished: true })).toEqual(['prices'])
    expect(keys(handbook, 'dis')).toEqual([])
  })

  test('however long a question is, words are loosened a few times only, and what is asked beyond them is left out', () => {
    const index = indexOf(Array.from({ length: 30 }, (_none, at) => text(`t${at}`, `zebra${String.fromCharCode(97 + (at % 26))} quagga`)))
    let read = 0
    const words = index.words
    Object.defineProperty(index, 'words', {
      get: () => {
        read += 1
        return words
      },
    })
    const question = Array.from({ length: 60 }, (_none, at) => `nowhere${at}`).join(' ')
    expect(keys(index, `${question} quagga`)).toEqual([])
    expect(read).toBe(6)
    expect(keys(index, `quagga ${question}`)).toHaveLength(20)
  })

  test('nothing asked, nothing found; no more than asked for', () => {
    expect(keys(handbook, '')).toEqual([])
    expect(keys(handbook, '?!')).toEqual([])
    expect(rank(handbook, 'the a of leave laptop quotes', { sees: () => true, limit: 2 })).toHaveLength(2)
  })
})
