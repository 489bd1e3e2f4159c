import { expect, test } from 'vitest'
import { documentRead, planRead } from './reading-apart.ts'
import { readDocument, readPlan } from './rules/reading.ts'

const facts = { name: 'long.md', fiscalYearEnd: '01-31' }
const mebi = 1024 * 1024
const asking = { actor: { kind: 'person', id: 'ada', name: 'Ada', rights: new Map() } } as const
const documentOf = (text: string) =>
  documentRead(asking, { name: facts.name, bytes: new TextEncoder().encode(text), columns: null, fiscalYearEnd: facts.fiscalYearEnd })
/** How often others had their turn while this was worked on. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ turns: number; done: T }> {
  let [turns, over] = [0, false]
  const turn = () => {
    if (over) return
    turns += 1
    setImmediate(turn)
  }
  setImmediate(turn)
  const done = await work.finally(() => {
    over = true
  })
  return { turns, done }
}
async function inTurn<T>(times: number, work: () => Promise<T>): Promise<T> {
  for (let n = 1; n < times; n += 1) await work()
  return work()
}
const prose = `# Crew\n\nVision\n- We sail\n\nMethods\n${'1. Sell without a call (DRI: cato)\n'.repeat(200)}\n# Notes\n\n${'Some words of a handbook. '.repeat(38_000)}`

test.each([
  ['words', prose],
  ['marks', `Vision\n- ${'*'.repeat(mebi / 4)}`],
  ['lines without end', `Vision\n${'- a\n'.repeat(mebi / 16)}`],
])('a long document of %s is read while others have their turn', async (_what, text) => {
  const { turns, done } = await turnsDuring(documentOf(text))
  expect(turns).toBeGreaterThan(50)
  expect(done.reading.segments.at(-1)?.to).toBe(text.length)
  expect(done.text).toBe(text)
})

test('read apart it says what it says at once', async () => {
  const whole = readDocument(prose, facts)
  const { reading, part } = await documentOf(prose)
  expect(part).toBe(false)
  expect(reading.plans[0]?.sections).toEqual(whole.plans[0]?.sections)
  expect(reading.segments).toEqual(whole.segments)
  const source = `${prose.slice(0, prose.indexOf('# Notes'))}\n<!-- ${'x'.repeat(40_000)} -->\n`
  const { turns, done } = await turnsDuring(inTurn(30, () => planRead(asking, source, facts, 30)))
  expect(turns).toBeGreaterThan(0)
  expect(done).toEqual(readPlan(source, facts, 30))
})

test('a plan with more items than one may have says so, is not ticked, and is shown in part', async () => {
  const { reading, part } = await documentOf(`# Crew\n\nVision\n${'- a\n'.repeat(20_000)}`)
  const [plan] = reading.plans
  expect(part).toBe(true)
  expect(plan).toMatchObject({ ticked: false })
  expect(plan?.defects[0]).toMatchObject({ code: 'edition.too_large', text: expect.stringContaining('20000') })
  expect(plan?.sections.flatMap(({ items }) => items)).toHaveLength(300)
  expect(reading.roles.length).toBeLessThan(100)
  expect(reading.roles.at(-1)?.to).toBe(`# Crew\n\nVision\n${'- a\n'.repeat(20_000)}`.length)
})

test('what is too much is refused as it would be at once: plans, items, words of an item', async () => {
  const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code, kind: 'invalid' })
  await expect(documentOf('## Crew\nVision\n- y\n\n'.repeat(600))).rejects.toEqual(refused('import.too_large'))
  await expect(planRead(asking, `Vision\n${'- a\n'.repeat(10_000)}`, facts, null)).rejects.toEqual(refused('edition.too_large'))
  await expect(planRead(asking, `Vision\n- ${'a'.repeat(70_000)}`, facts, null)).rejects.toEqual(refused('item.too_large'))
  await expect(planRead(asking, 'x '.repeat(20_000), facts, null)).rejects.toEqual(expect.objectContaining({ code: 'plan.unreadable' }))
})
