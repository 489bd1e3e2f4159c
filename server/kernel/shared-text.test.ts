import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { blankText, editTo, type SharedText, stateOf, withEdit } from './shared-text.ts'

/** Somebody at a screen: types at once, sends when there is a line, reads what arrives. */
function writer(state: Uint8Array) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  let sent = Y.encodeStateVector(doc)
  const text = doc.getText('text')
  return {
    type: (at: number, letters: string) => text.insert(Math.round(at * text.length), letters),
    erase: (at: number, letters: number) => {
      const from = Math.floor(at * text.length)
      text.delete(from, Math.min(letters, text.length - from))
    },
    /** all that the other side has not said that it has */
    unsent: () => Y.encodeStateAsUpdate(doc, sent),
    taken: () => {
      sent = Y.encodeStateVector(doc)
    },
    hear: (edit: Uint8Array) => Y.applyUpdate(doc, edit),
    reads: () => text.toString(),
  }
}

type Step = { who: number; what: 'type' | 'erase' | 'send' | 'lose' | 'hear' | 'hear twice'; at: number }
const steps = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom<Step['what']>('type', 'type', 'type', 'erase', 'send', 'lose', 'hear', 'hear twice'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 200, maxLength: 200 },
)

describe('a text that three write at once', () => {
  test('loses no letter in 200 steps that interleave as they will, answers lost on the way and edits heard twice among them', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let house: SharedText = withEdit(blankText.state, editTo(blankText.state, 'Notes: '))
        const log: Uint8Array[] = []
        const writers = [0, 1, 2].map(() => writer(house.state))
        const heard = [0, 0, 0]
        let typed = 0
        let erasing = false
        const take = (who: number) => {
          const edit = writers[who]?.unsent() ?? new Uint8Array()
          house = withEdit(house.state, edit)
          log.push(edit)
        }
        const hear = (who: number, times: number) => {
          const ahead = log.slice(heard[who])
          for (let time = 0; time < times; time += 1) for (const edit of ahead) writers[who]?.hear(edit)
          heard[who] = log.length
        }
        for (const { who, what, at } of all) {
          const one = writers[who]
          if (what === 'type') {
            // each keystroke is a letter of its own
            one?.type(at, String.fromCodePoint(0x4e00 + typed))
            typed += 1
          } else if (what === 'erase') {
            one?.erase(at, 2)
            erasing = true
          } else if (what === 'send') {
            take(who)
            one?.taken()
          } else if (what === 'lose')
            // the house has it and the sender never hears so: it is sent again
            take(who)
          else hear(who, what === 'hear' ? 1 : 2)
        }
        for (const who of [0, 1, 2]) take(who)
        for (const who of [0, 1, 2]) hear(who, 1)
        expect(writers.map((one) => one.reads())).toEqual([house.text, house.text, house.text])
        const present = new Set(house.text)
        const missing = Array.from({ length: typed }, (_, i) => String.fromCodePoint(0x4e00 + i)).filter((letter) => !present.has(letter))
        if (!erasing) expect([missing, house.text.length]).toEqual([[], 'Notes: '.length + typed])
        expect(house.text.length).toBeLessThanOrEqual('Notes: '.length + typed)
      }),
      { numRuns: 10 },
    )
  })

  test('in which nobody erases has every keystroke, once, and in the order in which its writer typed', () => {
    const typing = fc.array(fc.record({ who: fc.integer({ min: 0, max: 3 }), send: fc.boolean(), hear: fc.boolean() }), {
      minLength: 200,
      maxLength: 200,
    })
    fc.assert(
      fc.property(typing, (all) => {
        let house = blankText
        const log: Uint8Array[] = []
        const writers = [0, 1, 2, 3].map(() => ({ ...writer(house.state), heard: 0, end: '' }))
        const take = (one: (typeof writers)[number]) => {
          const edit = one.unsent()
          house = withEdit(house.state, edit)
          log.push(edit)
          one.taken()
        }
        for (const [at, { who, send, hear }] of all.entries()) {
          const one = writers[who]
          if (!one) continue
          const letter = String.fromCodePoint(0x4e00 + at)
          one.type(1, letter)
          one.end += letter
          if (send) take(one)
          if (hear) for (const edit of log.slice(one.heard)) one.hear(edit)
          if (hear) one.heard = log.length
        }
        for (const one of writers) take(one)
        expect([...house.text].sort()).toEqual([...all.keys()].map((at) => String.fromCodePoint(0x4e00 + at)).sort())
        for (const { end } of writers) expect([...house.text].filter((letter) => end.includes(letter)).join('')).toBe(end)
      }),
      { numRuns: 10 },
    )
  })
})

test('a text that was written whole begins alike for everybody: two who open it and write do not double it', () => {
  const [one, two] = [writer(stateOf('Häfen')), writer(stateOf('Häfen'))]
  one.type(1, ' today')
  two.type(0, 'The ')
  const house = [one.unsent(), two.unsent()].reduce((now, edit) => withEdit(now.state, edit), withEdit(blankText.state, stateOf('Häfen')))
  expect(house.text).toBe('The Häfen today')
})

describe('an edit', () => {
  test('that makes a text read as given touches only what differs, and no half of a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }), (from, to) => {
        const before = withEdit(blankText.state, editTo(blankText.state, from))
        expect(withEdit(before.state, editTo(before.state, to)).text).toBe(to)
      }),
    )
    const before = withEdit(blankText.state, editTo(blankText.state, 'Häfen 😀 today'))
    const both = [editTo(before.state, 'Häfen 😁 today'), editTo(before.state, 'Häfen 😀 today, and more')]
    expect(both.reduce((state, edit) => withEdit(state, edit).state, before.state)).toEqual(expect.any(Uint8Array))
    expect(both.reduce((now, edit) => withEdit(now.state, edit), before).text).toBe('Häfen 😁 today, and more')
  })

  test('is refused when it is none, when its ground never arrived, and when the text grows too long', () => {
    const code = (work: () => unknown) => {
      try {
        work()
        return undefined
      } catch (error) {
        return Reflect.get(error as object, 'code')
      }
    }
    expect(code(() => withEdit(blankText.state, Buffer.from('no edit at all')))).toBe('shared_text.unreadable')
    const ahead = writer(blankText.state)
    ahead.type(0, 'a')
    ahead.taken()
    ahead.type(1, 'b')
    expect(code(() => withEdit(blankText.state, ahead.unsent()))).toBe('shared_text.unreadable')
    expect(code(() => withEdit(blankText.state, editTo(blankText.state, 'x'.repeat(61_441))))).toBe('shared_text.too_long')
  })

  test('is refused where it brings what is no letter of the text: that would be kept, and read by nobody', () => {
    const with_ = (write: (doc: Y.Doc) => void) => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, withEdit(blankText.state, editTo(blankText.state, 'Notes')).state)
      write(doc)
      return Y.encodeStateAsUpdate(doc)
    }
    const strange: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getText('hidden').insert(0, 'x'.repeat(1000)),
      (doc) => doc.getMap('hidden').set('a', 'x'),
      (doc) => doc.getArray('hidden').push(['x']),
      (doc) => doc.getMap('text').set('a', 'x'),
      (doc) => doc.getText('text').insertEmbed(0, { image: 'x' }),
      (doc) => doc.getText('text').insert(0, 'x', { bold: true }),
      (doc) => doc.getArray('text').push(['x']),
    ]
    const before = withEdit(blankText.state, editTo(blankText.state, 'Notes'))
    for (const write of strange)
      expect(() => withEdit(before.state, with_(write)), String(write)).toThrow(expect.objectContaining({ code: 'shared_text.unreadable' }))
    expect(withEdit(before.state, editTo(before.state, 'Notes of today')).text).toBe('Notes of today')
  })

  test('of whatever bytes ends in a text or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(typeof withEdit(blankText.state, bytes).text).toBe('string')
        } catch (error) {
          expect(Reflect.get(error as object, 'code')).toBe('shared_text.unreadable')
        }
      }),
      { numRuns: 500 },
    )
  })
})
