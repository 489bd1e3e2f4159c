import { addDays, type Day } from '../../server/kernel/period.ts'
import type { OpenHouse } from '../../server/kernel/house.ts'
import type { Endpoint } from '../../server/kernel/room.ts'
import { appendEnvelopes, createSource, room as data, warehouseReady } from '../../server/modules/data/index.ts'
import { life } from '../../server/modules/data/life.ts'
import { type Ask, ask } from './asks.ts'

/** Servers of a grown company that report each day; half of them carry a licence of a grown customer. */
const servers = 5000

type Fleet = {
  /** one event more is loaded, so that no answer of before is given again: what is asked next is worked out */
  stir: () => Promise<void>
  close: () => Promise<void>
}

/**
 * The warehouse of a grown house: it pulls what the rooms publish, and the days of its servers are written where the loader would put
 * them, in one statement. The days end with yesterday.
 */
export async function growFleet(house: OpenHouse, size: { serverDays: number; customers: number; today: Day }): Promise<Fleet> {
  const opened = await data.open?.(house)
  if (!opened) throw new Error('the warehouse has no life')
  await warehouseReady()
  const warehouse = life()?.engine?.warehouse()
  if (!warehouse) throw new Error('the warehouse is not ours')
  const days = Math.max(1, Math.round(size.serverDays / servers))
  await warehouse.write((writer) =>
    writer.run(`insert into mart.server_day by name
      select lpad(cast(s as varchar), 26, 'a') as server_id, (date '${addDays(size.today, -days)}' + cast(d as integer))::date as day,
        (s * 7 + d) % 40 as active_users_daily, 60 + s % 9 as active_users_monthly, 100 + s % 50 as registered_users, 1 as deactivated_users,
        '10.' || (s % 5) || '.1' as version, case when s % 2 = 0 then 'w' || lpad(cast(1 + s % ${size.customers} as varchar), 25, '0') end as licence_id,
        true as released, false as test_run, 'grown' as source, case when s % 50 = 7 then 'test_run' end as unfit,
        (date '${addDays(size.today, -days)}' + cast(d + 1 as integer))::timestamp as received_at
      from range(${days}) days(d), range(${servers}) fleet(s) order by day`),
  )
  await house.open((ctx) => createSource(ctx, { key: 'grown', name: 'Grown servers' } as Parameters<typeof createSource>[1]))
  let told = 0
  async function stir(): Promise<void> {
    told += 1
    const properties = { active_users_daily: 10, active_users_monthly: 40, registered_users: 100, version: '10.2.1' }
    const item = {
      type: 'track',
      event: 'activity',
      userId: 'b'.repeat(26),
      messageId: `stir ${told}`,
      timestamp: house.clock(),
      properties,
    }
    const body = JSON.stringify({ batch: [item] })
    await appendEnvelopes([{ source: 'grown', received: house.clock().getTime(), form: 'segment', body }])
    await warehouseReady()
  }
  await stir()
  return { stir, close: opened.close }
}

type Question = { name: string; input: Record<string, unknown> }

/** What dashboards, pages of metrics and plans ask of the warehouse, and the rows behind it. */
export function metricQuestions(today: Day): Question[] {
  const [year, next] = [`${Number(today.slice(0, 4)) - 1}${today.slice(4, 8)}01`, `${addDays(`${today.slice(0, 8)}01`, 31).slice(0, 8)}01`]
  const [yesterday, months] = [addDays(today, -1), { grain: 'month', from: year, to: next }]
  const day = { grain: 'total', from: yesterday, to: today }
  const figures = (input: Record<string, unknown>) => ({ name: 'data.figures.ask', input })
  const rows = (metric: string, from: Day, to: Day) => ({ name: 'data.drills.ask', input: { cell: { metric, from, to } } })
  return [
    figures({ metrics: ['arr'], ...months }),
    figures({ metrics: ['arr'], ...months, dimensions: ['segment'] }),
    figures({ metrics: ['arr'], ...day, dimensions: ['country'] }),
    figures({ metrics: ['arr'], grain: 'day', from: addDays(today, -90), to: today }),
    figures({ metrics: ['customers'], ...months }),
    figures({ metrics: ['arr.new', 'arr.churned', 'arr.expansion', 'arr.contraction'], ...months }),
    figures({ metrics: ['self_serve.share'], ...months }),
    figures({ metrics: ['tes', 'tedas'], ...day }),
    figures({ metrics: ['tes'], ...months }),
    figures({ metrics: ['tedas'], grain: 'day', from: addDays(today, -90), to: today }),
    figures({ metrics: ['users.registered'], ...months }),
    rows('arr', yesterday, today),
    rows('arr.new', `${today.slice(0, 8)}01`, next),
    rows('tes', yesterday, today),
    { name: 'data.metrics.get', input: { id: 'tes' } },
    { name: 'data.metrics.get', input: { id: 'arr' } },
  ]
}

export function metricAsks(endpoints: readonly Endpoint[], questions: Question[]): Ask[] {
  return questions.map(({ name, input }) => {
    const bound = endpoints.find(({ operation }) => operation.name === name)
    if (!bound) throw new Error(`no room binds ${name}`)
    return ask(bound, input)
  })
}
