import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { readerOf } from './book.ts'
import type { expectationsRates } from '../contract.ts'
import { hitRates } from '../rules/expected.ts'
import { expectations } from '../store/expected.ts'

/** So many of the newest are counted. */
const counted = 10_000

/** How often what was expected came, by type, among what whoever looks may see. */
export async function readRates(ctx: Context, _input: InputOf<typeof expectationsRates>): Promise<OutputOf<typeof expectationsRates>> {
  const rows = await expectations(ctx.tx, readerOf(ctx), counted)
  return { types: hitRates(rows.map(({ type, hit }) => ({ type: type === 1 ? 1 : 2, hit }))) }
}
