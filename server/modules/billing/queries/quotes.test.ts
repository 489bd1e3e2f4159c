import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../test/cast/billing.ts'
import { addDays } from '../../../kernel/period.ts'
import { type QuoteLife, quoteState } from '../rules/quote-state.ts'
import { entitiesById } from '../store/profiles.ts'
import { quoteStateOf } from '../store/quotes.ts'
import { todayOf } from '../today.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const facts = ['requested_at', 'offered_at', 'accepted_at', 'declined_at', 'withdrawn_at'] as const

/** Every life that a quote can have, around the last day on which it holds. */
function livesAround(day: string): QuoteLife[] {
  return [-1, 0, 1].flatMap((days) =>
    Array.from({ length: 2 ** facts.length }, (_, bits) => {
      const happened = facts.map((fact, at) => [fact, bits & (2 ** at) ? new Date('2026-06-01T09:00:00Z') : null])
      return { ...(Object.fromEntries(happened) as Omit<QuoteLife, 'valid_until'>), valid_until: addDays(day, days) }
    }),
  )
}

// the day begins in Berlin while it is still yesterday in Delaware
test.each(['2026-06-15T09:00:00Z', '2026-06-15T23:30:00Z', '2026-06-16T03:30:00Z'])(
  'lists and pages say one state of a quote: %s',
  async (instant) => {
    const now = new Date(instant)
    await shop.cast.open(async (ctx) => {
      const { rows: sellers } = await sql<{ id: string }>`select id from billing.legal_entity`.execute(ctx.tx)
      const entities = await entitiesById(
        ctx.tx,
        sellers.map(({ id }) => id),
      )
      expect(entities.size).toBeGreaterThan(1)
      for (const [id, entity] of entities) {
        const today = todayOf(entity, { now })
        const lives = livesAround(today)
        const { rows } = await sql<{ state: string }>`
        select ${quoteStateOf(now)} as state from (
          select ${id}::uuid as entity_id, life.* from rows from (
            json_to_recordset(${JSON.stringify(lives)}::json) as (requested_at timestamptz, offered_at timestamptz,
              accepted_at timestamptz, declined_at timestamptz, withdrawn_at timestamptz, valid_until date)
          ) with ordinality life(requested_at, offered_at, accepted_at, declined_at, withdrawn_at, valid_until, place)
        ) quote order by quote.place`.execute(ctx.tx)
        expect(rows.map(({ state }) => state)).toEqual(lives.map((life) => quoteState(life, today)))
      }
    })
  },
)
