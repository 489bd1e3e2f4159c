import { type Figure, say } from '../../../kernel/board.ts'
import type { Context } from '../../../kernel/context.ts'
import { builtIn } from '../metrics/builtin.ts'
import { stalledTitle } from '../rules/pulse.ts'
import { freshnessOf, stalledNow } from './ages.ts'
import { mayRead } from './policy.ts'

/** How many of the figures are as fresh as their definitions ask. */
export async function dataFigures(ctx: Context): Promise<Figure[]> {
  const stalled = await stalledNow(ctx)
  const metrics = [...builtIn().catalogue.values()].filter((metric) => mayRead(ctx, metric))
  const fresh = metrics.filter((metric) => freshnessOf(metric, ctx.now, stalled).state === 'fresh').length
  const [stuck] = stalled
  const late = metrics.length - fresh
  return [
    {
      key: 'sources.fresh',
      name: 'Figures up to date',
      definition: 'Figures whose sources are in as lately as their own definitions ask, out of all that you may read.',
      value: String(fresh),
      unit: 'count',
      period: say('Now'),
      of: say('of {n} figures', { n: { value: String(metrics.length), unit: 'count' } }),
      exception: stuck
        ? { ...say(stalledTitle(stuck.stage)), tone: 'bad' }
        : late === 0
          ? null
          : { ...say('{late} late', { late: { value: String(late), unit: 'count' } }), tone: 'warn' },
      course: null,
      tone: 'calm',
      spark: [],
      href: '/data/sources',
      about: null,
    },
  ]
}
