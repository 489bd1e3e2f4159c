import { type Figure, say } from '../../../kernel/board.ts'
import type { Context } from '../../../kernel/context.ts'
import { addDays } from '../../../kernel/period.ts'
import { readFindability } from './asked.ts'
import { findHealth } from './health.ts'
import { expectedTallies } from '../store/expected.ts'
import { gapsSince } from '../store/gaps.ts'

const days = 30
export const figureKeys = [
  'handbook.unlisted',
  'handbook.undocumented',
  'handbook.error_rate',
  'handbook.not_followed',
  'handbook.findable',
]

/** What is missing, how procedures go, and whether they are found. What nobody has counted yet is not known. */
export async function handbookFigures(ctx: Context): Promise<Figure[]> {
  const since = addDays(ctx.today, -days)
  const [gaps, health, found, expected] = await Promise.all([
    gapsSince(ctx.tx, since),
    findHealth(ctx),
    readFindability(ctx),
    expectedTallies(ctx.tx, addDays(ctx.today, -90)),
  ])
  const was = expected.followed + expected.missed
  const counted = [...new Set(gaps.map(({ day }) => day))]
  const last = counted.at(-1)
  const of = (kind: string, day: string | undefined, component?: string) =>
    gaps
      .filter((one) => one.kind === kind && one.day === day && (component === undefined || one.component === component))
      .reduce((sum, { count }) => sum + count, 0)
  const spark = (kind: string) =>
    Array.from({ length: days + 1 }, (_none, at) => addDays(since, at)).map((day) => (counted.includes(day) ? of(kind, day) : null))
  const count = (value: number) => ({ value: String(value), unit: 'count' })
  const blank = { exception: null, course: null, about: null, spark: [] }
  const green = (is: string) => health.items.filter((one) => one.is === is).length
  const missing = (kind: string, parts: { component: string; text: string }[]) => {
    const value = of(kind, last)
    const shown = parts.filter(({ component }) => of(kind, last, component) > 0)
    return {
      ...{ ...blank, value: last === undefined ? null : String(value), unit: 'count', spark: spark(kind) },
      period: last === undefined ? say('Not counted yet') : say('On {day}', { day: { value: last, unit: 'day' } }),
      of:
        shown.length > 0
          ? say(
              shown.map(({ component, text }) => `{${component}} ${text}`).join(', '),
              Object.fromEntries(shown.map(({ component }) => [component, count(of(kind, last, component))])),
            )
          : null,
      tone: value > 0 ? ('warn' as const) : ('calm' as const),
    }
  }
  return [
    {
      ...missing('unlisted', [
        { component: 'outside', text: 'in no contents' },
        { component: 'retired_but_used', text: 'retired and followed still' },
      ]),
      key: 'handbook.unlisted',
      name: 'Procedures unlisted',
      definition: 'Procedures in no contents, and retired ones that were followed within 90 days. What is for the few is left out.',
      href: '/handbook/procedures?where=listed:is:no',
    },
    {
      ...missing('undocumented', [
        { component: 'promised', text: 'to be written' },
        { component: 'stub', text: 'with a heading only' },
        { component: 'candidate', text: 'asked for and begun' },
      ]),
      key: 'handbook.undocumented',
      name: 'Undocumented',
      definition:
        'Lines of the contents that are still to be written, pages with a heading and next to nothing below, and procedures that people ask for, begun and not yet in force.',
      href: '/handbook/directory',
    },
    {
      ...blank,
      key: 'handbook.error_rate',
      name: 'Procedures below 5% errors',
      definition: 'Procedures of which the whole interval of the error rate over 90 days lies below 5%, of those with 20 runs and more.',
      ...{ value: String(green('green')), unit: 'count', period: say('90 days'), href: '/handbook/health' },
      of: say('{red} above it, {undecided} undecided', { red: count(green('red')), undecided: count(green('undecided')) }),
      tone: green('red') > 0 ? 'bad' : 'calm',
    },
    {
      ...blank,
      key: 'handbook.not_followed',
      name: 'Not followed',
      definition:
        'Of the times at which a procedure was to be followed over 90 days, by its rhythm or because something happened: those at which nobody began in time. What is for the few is left out.',
      ...{ value: was === 0 ? null : String(expected.missed / was), unit: 'ratio', href: '/handbook/health/expected' },
      period: was === 0 ? say('Nothing was due') : say('90 days'),
      of: was === 0 ? null : say('{missed} of {all}', { missed: count(expected.missed), all: count(was) }),
      tone: expected.missed > 0 ? 'warn' : 'calm',
    },
    {
      ...blank,
      key: 'handbook.findable',
      name: 'Procedures found at once',
      definition:
        'Procedures that the search has first for their title and among three for their trigger. What is for the few is left out.',
      ...{
        value: found.procedures === 0 ? null : String(found.findable / found.procedures),
        unit: 'ratio',
        href: '/handbook/findings/findability',
      },
      period: found.at === null ? say('Not looked yet') : say('Now'),
      of: say('{findable} of {all}', { findable: count(found.findable), all: count(found.procedures) }),
      tone: found.procedures > 0 && found.findable / found.procedures < 0.9 ? 'warn' : 'calm',
    },
  ]
}
