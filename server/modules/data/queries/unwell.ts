import type { Context } from '../../../kernel/context.ts'
import type { Attention, AttentionSource, Unwell } from '../../../kernel/room.ts'
import { builtIn } from '../metrics/builtin.ts'
import { stalledText, stalledTitle } from '../rules/pulse.ts'
import { countLost, leftOut } from '../store/landing.ts'
import { stalledNow } from './ages.ts'

/** Days for which events that were lost on the way, refused by a stage or torn in the log, are shown on the home page. */
const shownDays = 7

/** What keeps figures from being of now, for whoever watches the house. */
export async function unwell(ctx: Context): Promise<Unwell[]> {
  return (await stalledNow(ctx)).map((one) => ({ part: `data.${one.stage}`, text: stalledText(one) }))
}

/** For those who look after the data: what stands still, and events that are in no figure, for our fault or for their shape. */
export const attention: AttentionSource[] = [{ right: 'data.steward', find: waiting }]

async function waiting(ctx: Context): Promise<Attention[]> {
  const stalled = await stalledNow(ctx)
  const since = new Date(ctx.now.getTime() - shownDays * 86_400_000)
  const refused = await countLost(ctx.tx, since)
  const shapeless = await leftOut(ctx.tx, since)
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
    ...shapeless.map(({ source, reason, events, last }) => ({
      kind: 'data.left_out',
      title: `${events} ${Number(events) === 1 ? 'event' : 'events'} of ${source || 'an unknown source'} could not be loaded`,
      detail: `${reasonWords[reason] ?? `The reason is ${reason}.`} Sources shows each of them; they are in no figure.`,
      href: '/data/sources',
      at: last,
    })),
  ]
}

const reasonWords: Record<string, string> = {
  type_unknown: 'They are of no type that we know.',
  event_missing: 'They do not say what happened.',
  subject_missing: 'They do not say of whom they are.',
  item_too_large: 'They are larger than one event may be.',
  not_an_object: 'They are no objects.',
  server_id_invalid: 'The server that they name is none.',
}
