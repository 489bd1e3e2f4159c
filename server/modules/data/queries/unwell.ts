import type { Context } from '../../../kernel/context.ts'
import type { Attention, AttentionSource, Unwell } from '../../../kernel/room.ts'
import { builtIn } from '../metrics/builtin.ts'
import { stalledText, stalledTitle } from '../rules/pulse.ts'
import { countLost } from '../store/landing.ts'
import { stalledNow } from './ages.ts'

/** Days for which events that were lost on the way, refused by a stage or torn in the log, are shown on the home page. */
const shownDays = 7

/** What keeps figures from being of now, for whoever watches the house. */
export async function unwell(ctx: Context): Promise<Unwell[]> {
  return (await stalledNow(ctx)).map((one) => ({ part: `data.${one.stage}`, text: stalledText(one) }))
}

/** For those who look after the data: what stands still, and events that a stage could not take or the log tore. */
export const attention: AttentionSource[] = [{ right: 'data.steward', find: waiting }]

async function waiting(ctx: Context): Promise<Attention[]> {
  const stalled = await stalledNow(ctx)
  const refused = await countLost(ctx.tx, new Date(ctx.now.getTime() - shownDays * 86_400_000))
  return [
    ...stalled.map((one) => ({
      kind: 'data.stalled',
      title: stalledTitle(one.stage),
      detail: `Figures stand as of ${one.since.toISOString().slice(0, 16).replace('T', ' ')} UTC. ${one.trouble ? 'Sources says why.' : 'No process has said why: is one with the role worker running?'}`,
      href: '/data/sources',
      at: one.since,
    })),
    ...[...builtIn().broken].map(([metric, why]) => ({
      kind: 'data.metric_broken',
      title: `The metric ${metric} is out`,
      detail: why.slice(0, 300),
      href: '/data/metrics',
      at: ctx.now,
    })),
    ...(refused.events > 0
      ? [
          {
            kind: 'data.not_loadable',
            title: refused.events === 1 ? 'An event could not be loaded' : `${refused.events} events could not be loaded`,
            detail: 'They lie in quarantine with what stopped them, the words of a stage or a torn line of the log; all others are loaded.',
            href: '/data/sources',
            at: refused.last ?? ctx.now,
          },
        ]
      : []),
  ]
}
