import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stem } from '../../../kernel/stem.ts'
import { matterOf } from './matters.ts'
import { nearest } from './nearest.ts'

const lines = (file: string) =>
  readFileSync(join(import.meta.dirname, 'nearest', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
const asked = (text: string) => {
  const [issue = '', proposal = ''] = text.split('|').map((part) => part.trim())
  return { issue, proposal }
}
const pairsOf = (file: string) =>
  lines(file).map((line) => {
    const [older = '', newer = ''] = line.split('=>')
    return { older: asked(older), newer: asked(newer) }
  })

const seen = pairsOf('replaced.txt')
const unseen = pairsOf('replaced-too.txt')
const others = lines('others.txt').map(asked)
const known = [...[...seen, ...unseen].map(({ older }) => older), ...others].map((one, n) => ({ ...one, id: `d${n}` }))

/** Of so many replacements, those whose earlier decision is one of the three nearest. */
function found(pairs: typeof seen, question = (newer: ReturnType<typeof asked>) => newer): number {
  return pairs.filter(({ older, newer }) => nearest(question(newer), known, 3).some(({ issue }) => issue === older.issue)).length
}

test('there is enough to tell: pairs by the dozen among hundreds of other matters, none twice', () => {
  expect(seen.length).toBeGreaterThanOrEqual(40)
  expect(unseen.length).toBeGreaterThanOrEqual(20)
  expect(others.length).toBeGreaterThanOrEqual(200)
  expect(new Set(known.map(({ issue }) => issue)).size).toBe(known.length)
})

test('the earlier decision is one of the three nearest for at least 85 of 100 known replacements', () => {
  expect(found(seen) / seen.length).toBeGreaterThanOrEqual(0.85)
  expect(found(unseen) / unseen.length, 'those that the ranking was not made with').toBeGreaterThanOrEqual(0.85)
})

test('the question alone, before anything is proposed, finds three of four', () => {
  const all = [...seen, ...unseen]
  expect(found(all, ({ issue }) => ({ issue, proposal: '' })) / all.length).toBeGreaterThanOrEqual(0.75)
})

test('what is asked again in the same words comes first, and what shares no word is not near', () => {
  for (const one of known) expect(nearest(one, known, 1)[0]?.issue).toBe(one.issue)
  expect(nearest({ issue: 'Zebra quokka?', proposal: '' }, known, 3)).toEqual([])
  expect(nearest({ issue: '', proposal: '' }, known, 3)).toEqual([])
})

test('words for one matter are near without being one', () => {
  expect(matterOf(stem('vacation'))).toBe(matterOf(stem('holiday')))
  expect(stem('vacation')).not.toBe(stem('holiday'))
  expect(matterOf(stem('quokka'))).toBeUndefined()
})
