import type { Figure, FigureSource } from '../../kernel/board.ts'
import type { Actor, Context } from '../../kernel/context.ts'
import type { OutputOf } from '../../kernel/operation.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { mayDo, personBehind } from '../../kernel/rights.ts'
import type { Attention, Room } from '../../kernel/room.ts'
import { companyOf } from '../../modules/people/index.ts'
import type { homeTile } from '../contract/home.ts'
import { noticesAsAttention } from '../notices.ts'
import { webhookAttention } from '../webhooks.ts'
import { strips } from './boards.ts'
import { together } from './together.ts'

type Answer = OutputOf<typeof homeTile>
export type Offered = { title: string; says: string; find: (ctx: Context) => Promise<Omit<Answer, 'key' | 'title'>> }

/** So many days are this week's news. */
const newsDays = 7

/** The tiles that the asker's rights give, in the order in which they are offered. */
export function offeredTiles(ctx: Context, rooms: readonly Room[]): Map<string, Offered> {
  const may = ({ right }: { right: string }) => mayDo(ctx.actor, right) !== undefined
  const offered = new Map<string, Offered>([
    [
      'needs',
      { title: 'Needs you', says: 'What waits for you, the soonest first.', find: async (own) => ({ needs: await needsOf(own, rooms) }) },
    ],
  ])
  for (const [key, { title, says, figures }] of Object.entries(strips)) {
    const sources = rooms
      .flatMap((room) => room.figures ?? [])
      .filter((source) => may(source) && source.keys.some((one) => figures.includes(one)))
    // a strip of one figure is none
    const keys = sources.flatMap((source) => source.keys.filter((one) => figures.includes(one)))
    if (keys.length > 1 || keys.includes('plan.*'))
      offered.set(key, { title, says, find: async (own) => ({ figures: await figuresOf(own, sources, figures) }) })
  }
  for (const tile of rooms.flatMap((room) => room.tiles ?? []).filter(may)) {
    const { title, says } = tile
    offered.set(tile.key, {
      title,
      says,
      find: async (own) => (tile.shape === 'columns' ? { columns: await tile.find(own) } : { course: await tile.find(own) }),
    })
  }
  if (rooms.some((room) => room.news?.some(may))) {
    offered.set('news', {
      title: 'This week',
      says: 'What happened in the business, as one would tell it.',
      find: async (own) => ({ news: await newsOf(own, rooms) }),
    })
  }
  return offered
}

export async function tileAnswer(ctx: Context, rooms: readonly Room[], key: string): Promise<Answer> {
  const tile = offeredTiles(ctx, rooms).get(key)
  if (!tile) throw new Refusal('missing', 'tile.unknown', 'There is no such tile that you may see.')
  return { key, title: tile.title, ...(await tile.find(ctx)) }
}

async function figuresOf(ctx: Context, sources: readonly FigureSource[], wanted: readonly string[]): Promise<Figure[]> {
  const found = await Promise.all(
    sources.map((source) =>
      source.find(
        ctx,
        source.keys.filter((key) => wanted.includes(key)),
      ),
    ),
  )
  const place = (key: string) => wanted.findIndex((one) => one === key || (one.endsWith('*') && key.startsWith(one.slice(0, -1))))
  return found.flat().sort((a, b) => place(a.key) - place(b.key))
}

async function newsOf(ctx: Context, rooms: readonly Room[]): Promise<NonNullable<Answer['news']>> {
  const { currency } = await companyOf(ctx)
  const since = new Date(ctx.now.getTime() - newsDays * 86_400_000)
  const sources = rooms.flatMap((room) => room.news ?? []).filter(({ right }) => mayDo(ctx.actor, right) !== undefined)
  const found = await Promise.all(sources.map((source) => source.find(ctx, since, 300)))
  return together(found.flat(), currency)
    .slice(0, 20)
    .map(({ kind, at, subject, customer, sentence, amount, count, href }) => ({
      kind,
      at: at.toISOString(),
      subject,
      customer,
      sentence,
      amount,
      count,
      href,
    }))
}

type Needed = NonNullable<Answer['needs']>[number]

async function needsOf(ctx: Context, rooms: readonly Room[]): Promise<Needed[]> {
  const needed: Needed[] = []
  for (const source of [...rooms.flatMap((room) => room.attention), webhookAttention]) {
    if (!mayDo(ctx.actor, source.right)) continue
    needed.push(...(await source.find(ctx)).filter((item) => isFor(ctx.actor, item)).map(waiting))
  }
  // a room's own line says more than the notice of the same thing
  const said = new Set(needed.map(({ href }) => href))
  needed.push(...(await noticesAsAttention(ctx)).filter(({ href }) => !said.has(href)).map(waiting))
  return needed.sort(soonestFirst).slice(0, 20)
}

/** What is one person's bothers nobody else. */
function isFor(actor: Actor, { assignee }: Attention): boolean {
  return assignee === undefined || assignee === personBehind(actor)
}

function waiting({ kind, title, detail, href, at, due, act = 'Open', assignee }: Attention): Needed {
  return { kind, title, detail, href, at: at.toISOString(), due_day: due ?? null, act, mine: assignee !== undefined }
}

/** What has a day comes first, the nearest day before the others; then what came last. */
export function soonestFirst(a: Needed, b: Needed): number {
  const [left, right] = [a, b].map((one) => one.due_day ?? '9999') as [string, string]
  if (left !== right) return left < right ? -1 : 1
  if (a.mine !== b.mine) return a.mine ? -1 : 1
  return a.at < b.at ? 1 : -1
}
