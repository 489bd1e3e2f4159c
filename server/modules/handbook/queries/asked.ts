import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { askingOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { toDo } from '../rules/checks.ts'
import { findability, listMissed } from '../store/asked.ts'
import { lastAudit, listUnfindable } from '../store/findable.ts'
import type { MissedTable } from '../tables.ts'
import { looksOf } from './looking.ts'

type Findability = OutputOf<typeof promise.findabilityRead>

/** By its trigger a procedure is found where it is among so many. */
const firstFew = 3

export async function readFindability(ctx: Context): Promise<Findability> {
  const [rows, open] = await Promise.all([findability(ctx.tx, await looksOf(ctx)), lastAudit(ctx.tx)])
  const items = [...Map.groupBy(rows, ({ page_id }) => page_id)].map(([id, own]) => {
    const [one] = own
    const within = (as: string, most: number) =>
      own.filter(({ asked_as }) => asked_as === as).every(({ place }) => place !== null && place <= most)
    return {
      ...{ id, number: one?.number ?? '', title: one?.title ?? '', findable: within('title', 1) && within('trigger', firstFew) },
      asked: own
        .toSorted((a, b) => order.indexOf(a.asked_as) - order.indexOf(b.asked_as) || (a.words < b.words ? -1 : 1))
        .map(({ asked_as, words, place, first_page, first_title }) => ({
          ...{ as: asked_as, words, place },
          first: first_page === null || first_title === null ? null : { id: first_page, title: first_title },
        })),
    }
  })
  const at = rows.reduce<Date | null>((last, row) => (last === null || row.at > last ? row.at : last), null)
  return { procedures: items.length, findable: items.filter((one) => one.findable).length, at, open, items }
}

const order = ['title', 'trigger', 'link', 'alias']

/** What keeps pages for everyone from being found. */
export async function findUnfindable(
  ctx: Context,
  input: InputOf<typeof promise.unfindableList>,
): Promise<OutputOf<typeof promise.unfindableList>> {
  const page = await listUnfindable(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx) }, input)
  const items = page.items.map(({ id, page_id, title, number, path, check, says, since }) => ({
    ...{ id, page: page_id, title, number, href: `/handbook/${path}`, check, says, do: toDo[check], since },
    kind: number === null ? ('page' as const) : ('procedure' as const),
  }))
  return { ...page, items }
}

export async function findMissed(ctx: Context, input: InputOf<typeof promise.missedList>): Promise<OutputOf<typeof promise.missedList>> {
  const page = await listMissed(ctx.tx, await askingOf(ctx), await looksOf(ctx), input)
  return { ...page, items: page.items.map(missedRow) }
}

export function missedRow({
  id,
  words,
  tier,
  times,
  first_day,
  last_day,
  answer,
  page_id,
  title,
  version,
}: MissedTable & { title: string | null }) {
  return {
    ...{ id, words, tier, times, first_day, last_day, state: answer ?? ('open' as const), version },
    page: page_id === null || title === null ? null : { id: page_id, title },
  }
}
