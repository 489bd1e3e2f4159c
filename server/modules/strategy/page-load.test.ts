import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlans, type Plans, planText } from '../../../test/cast/plans.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

/** So many statements may the page of a plan cost, those that begin and end its transaction aside. */
const most = 12

test('the page of a plan costs at most twelve statements, however many items it has', async () => {
  const lines = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `- ${letter}${at} grows`).join('\n')
  const small = await plans.written((title) => planText(title))
  const large = await plans.written((title) => planText(title).replace('- Revenue grows', `- Revenue grows\n${lines('Figure ', 120)}`))
  const read = async (id: string) => {
    const sent = await statementsOf(() => plans.as('sol').call(promise.editionsGet, { id }))
    return sent.filter((text) => !/^(begin|start transaction|commit|set )/i.test(text)).map((text) => text.slice(0, 90))
  }
  // what is remembered between requests is remembered
  await read(small.id)
  const [few, many] = [await read(small.id), await read(large.id)]
  expect(many).toEqual(few)
  expect(few.length, few.join('\n')).toBeLessThanOrEqual(most)
})
