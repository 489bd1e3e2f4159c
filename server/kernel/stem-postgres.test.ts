import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { stem } from './stem.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people'] })
})
afterAll(() => cast.close())

test('words are stemmed as PostgreSQL stems them', async () => {
  const text = ['docs/glossary.md', 'docs/operators.md', 'docs/users.md', 'CHANGELOG.md'].map((file) => readFileSync(file, 'utf8')).join()
  const words = [...new Set(text.toLowerCase().match(/[a-z]{3,}/g))]
  const { rows } = await cast.house.db.pool.query("select w as word, (ts_lexize('english_stem', w))[1] as stem from unnest($1::text[]) w", [
    words,
  ])
  expect(rows.filter((row) => row.stem !== null && stem(row.word) !== row.stem)).toEqual([])
  expect(words.length).toBeGreaterThan(1500)
})
