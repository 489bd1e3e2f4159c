import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { apart, GivenUp } from './apart.ts'

const folder = mkdtempSync(join(import.meta.dirname, '.apart-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.useRealTimers())

/** A module that answers tasks with what `body` makes of them. */
function entryOf(body: string): URL {
  const path = join(folder, `${crypto.randomUUID()}.ts`)
  writeFileSync(
    path,
    `import { serveApart } from '../apart.ts'\nimport { Refusal } from '../refusal.ts'\nserveApart((task: any) => { ${body} })\nvoid Refusal\n`,
  )
  return pathToFileURL(path)
}

test('work is answered to whoever asked, however many ask at once', async () => {
  const entry = entryOf('return task.n * 2')
  expect(await Promise.all([1, 2, 3].map((n) => apart(entry, { n })))).toEqual([2, 4, 6])
})

test('a refusal arrives as it was thrown; what is thrown otherwise is an error and the next work is done', async () => {
  const entry = entryOf(
    "if (task === 'no') throw new Refusal('refused', 'a.code', 'Not so.', { facts: { n: 1 } }); if (task === 'bad') throw new TypeError('oh'); return task",
  )
  await expect(apart(entry, 'no')).rejects.toMatchObject({
    name: 'Refusal',
    kind: 'refused',
    code: 'a.code',
    message: 'Not so.',
    facts: { n: 1 },
  })
  await expect(apart(entry, 'bad')).rejects.toThrow(/TypeError: oh/)
  expect(await apart(entry, 'good')).toBe('good')
})

test('a thread that ends gives up what it was asked, and another one does the next work', async () => {
  const entry = entryOf("if (task === 'end') process.exit(1); return task")
  await expect(apart(entry, 'end')).rejects.toBeInstanceOf(GivenUp)
  expect(await apart(entry, 'again')).toBe('again')
})

test('a thread that has nothing to do ends after a while, and never while something is still asked of it', async () => {
  const entry = entryOf(`
    globalThis.served = (globalThis.served ?? 0) + 1
    const { served } = globalThis
    return task === 'long' ? new Promise((done) => setTimeout(() => done(served), 300)) : served`)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  expect(await Promise.all([apart(entry, 'long'), apart(entry, 'short')]), 'one after another').toEqual([1, 2])
  await vi.advanceTimersByTimeAsync(9_000)
  expect(await apart(entry, 'short'), 'the same thread').toBe(3)
  await vi.advanceTimersByTimeAsync(9_000)
  const long = apart(entry, 'long')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await long, 'it is at work').toBe(4)
  await vi.advanceTimersByTimeAsync(11_000)
  expect(await apart(entry, 'short'), 'another one').toBe(1)
})

test('so many wait and no more; when they are done there is room again', async () => {
  const entry = entryOf('return task')
  const both = [1, 2].map((n) => apart(entry, n, undefined, { most: 2 }))
  await expect(apart(entry, 3, undefined, { most: 2 })).rejects.toMatchObject({ kind: 'busy', code: 'house.many_readings' })
  expect(await Promise.all(both)).toEqual([1, 2])
  expect(await apart(entry, 3, undefined, { most: 2 })).toBe(3)
})

test('what takes too long is given up, and what waited behind it is done all the same', async () => {
  const entry = entryOf("if (task === 'for ever') for (;;); return task")
  const stuck = apart(entry, 'for ever', undefined, { longest: 1000 })
  const behind = apart(entry, 'behind', undefined, { longest: 1000 })
  await expect(stuck).rejects.toBeInstanceOf(GivenUp)
  expect(await behind).toBe('behind')
})

test('nobody holds more than a fair share of what waits: another one finds a place', async () => {
  const entry = entryOf('return task')
  const own = [1, 2].map((n) => apart(entry, n, 'ada'))
  await expect(apart(entry, 3, 'ada')).rejects.toMatchObject({ kind: 'busy', code: 'house.own_readings' })
  const others = [4, 5].map((n) => apart(entry, n, 'ben'))
  await expect(apart(entry, 6, 'ida')).rejects.toMatchObject({ kind: 'busy', code: 'house.many_readings' })
  expect(await Promise.all([...own, ...others])).toEqual([1, 2, 4, 5])
  expect(await apart(entry, 7, 'ada')).toBe(7)
})
