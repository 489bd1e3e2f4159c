import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { plansList } from '../contract.ts'
import { type Line, linesOn } from './plans.ts'
import { tables } from './tables.ts'

type Seen = { asking: Asking; restricted: boolean }

/** Plans, each with the edition that counts today, else its newest; those for the few only where the reader may see them. */
export async function listPlans(tx: Tx, { asking, restricted }: Seen, asked: Asked): Promise<Page<Line>> {
  let rows = tables(tx).selectFrom(linesOn(asking.today).as('line')).select(['line.plan', 'line.parent_slug', 'line.edition'])
  if (!restricted) rows = rows.where(sql<boolean>`line.audience <> 'restricted'`)
  const search = async (words: string, nearness: Nearness) => [holds(sql<string>`kernel.fold(line.title)`, words, nearness)]
  return askList(tx, { list: plansList.list, asking, rows, id: 'line.id', by: columns, search }, asked)
}

const columns: Expressed<typeof plansList.list> = {
  title: sql`lower(line.title)`,
  level: sql`line.level`,
  parent: sql`line.parent_slug`,
  state: sql`(line.edition ->> 'state')`,
  counts: sql`coalesce((line.edition ->> 'counts')::boolean, false)`,
  period_from: sql`(line.edition ->> 'period_start')::date`,
  period_to: sql`(line.edition ->> 'period_end')::date`,
  vetted_on: sql`(line.edition ->> 'vetted_on')::date`,
  completeness: sql`case when line.edition ->> 'vetted_on' is null then (line.edition ->> 'completeness')::int end`,
  measures: sql`coalesce((line.edition ->> 'measures')::int, 0)`,
  items: sql`coalesce((line.edition ->> 'items')::int, 0)`,
  errors: sql`coalesce((line.edition ->> 'errors')::int, 0)`,
  lines_used: sql`(line.edition ->> 'lines_used')::numeric`,
  framework: sql`line.framework`,
  audience: sql`line.audience`,
}
