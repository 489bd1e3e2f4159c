import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankText, type SharedText, withEdit } from '../../../server/kernel/shared-text.ts'
import { changedPart, placeAfter, sharedNotes } from './notes.ts'

test('one’s own place in the text stays where it was, whatever others put in or take away', () => {
  const put = [{ retain: 3 }, { insert: 'abc' }]
  expect([1, 3, 4].map((at) => placeAfter(put, at))).toEqual([1, 3, 7])
  const take = [{ retain: 2 }, { delete: 4 }]
  expect([1, 3, 6, 9].map((at) => placeAfter(take, at))).toEqual([1, 2, 2, 5])
})

test('what was typed is the part in which two texts differ, and no half of a letter', () => {
  expect(changedPart('Hello', 'Hello!')).toEqual([5, 5, 6])
  expect(changedPart('a😀b', 'a😁b')).toEqual([1, 3, 3])
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (old, text) => {
      const [from, oldEnd, newEnd] = changedPart(old, text)
      expect(old.slice(0, from) + text.slice(from, newEnd) + old.slice(oldEnd)).toBe(text)
      expect([from <= oldEnd, from <= newEnd]).toEqual([true, true])
    }),
  )
})

describe('pages that write at once', () => {
  /** The house between them: takes edits, loses the first answer, and tells the others. */
  function house() {
    let now: SharedText = blankText
    const log: { by: { id: string; name: string }; edit: string }[] = []
    return {
      take: (id: string, edit: string) => {
        now = withEdit(now.state, Buffer.from(edit, 'base64'))
        log.push({ by: { id, name: id }, edit })
      },
      log,
      text: () => now.text,
      state: () => Buffer.from(now.state).toString('base64'),
    }
  }

  test('come to one text, keep every letter, and name whose letters come in', async () => {
    const middle = house()
    const texts = new Map<string, string>()
    const named: string[] = []
    const heard = new Map<string, number>()
    const page = (me: string) =>
      sharedNotes({
        me: () => me,
        send: async (edit) => middle.take(me, edit),
        waiting: () => undefined,
        changed: (text, _place, remote) => {
          texts.set(me, text)
          if (remote) named.push(`${me} sees ${remote.by}`)
        },
      })
    const pages = ['ada', 'ben'].map((me) => ({ me, page: page(me) }))
    for (const one of pages) one.page.hear({ state: middle.state(), edits: [] })
    const type = (one: (typeof pages)[number], letters: string) => {
      texts.set(one.me, (texts.get(one.me) ?? '') + letters)
      one.page.typed(texts.get(one.me) ?? '')
    }
    for (let at = 0; at < 100; at += 1) {
      const one = pages[at % 2]
      if (one) type(one, String.fromCodePoint(0x4e00 + at))
      if (at % 7 === 0) {
        await Promise.resolve()
        for (const each of pages) {
          each.page.hear({ state: null, edits: middle.log.slice(heard.get(each.me) ?? 0) })
          heard.set(each.me, middle.log.length)
        }
      }
    }
    await expect.poll(() => middle.text().length).toBe(100)
    for (const each of pages) each.page.hear({ state: null, edits: middle.log.slice(heard.get(each.me) ?? 0) })
    expect([texts.get('ada'), texts.get('ben')]).toEqual([middle.text(), middle.text()])
    expect([...middle.text()].sort().join('')).toBe(Array.from({ length: 100 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(''))
    expect(new Set(named)).toEqual(new Set(['ada sees ben', 'ben sees ada']))
    for (const each of pages) each.page.close()
  })
})
