import { z } from 'zod'
import type { Context } from './context.ts'

/**
 * A sentence with places for what each reader writes in the own way: `{who} paid {amount}`. A place has a value and its unit: `name`,
 * `count`, `word` (a count, in words where it is small), `ratio`, `day`, `month`, or a currency (decimal text in major units).
 */
export const said = z.object({ text: z.string(), with: z.record(z.string(), z.object({ value: z.string(), unit: z.string() })) })
export type Said = z.output<typeof said>
export function say(text: string, places: Said['with'] = {}): Said {
  return { text, with: places }
}

const tone = z.enum(['calm', 'warn', 'bad'])

/** One figure with its period and what was promised. A value of null is not known; nothing is known to be zero that nobody counted. */
export const figure = z.object({
  key: z.string(),
  name: z.string(),
  /** what it counts, in words */
  definition: z.string(),
  /** decimal text in the unit: `count`, `ratio`, `days`, or a currency in major units */
  value: z.string().nullable(),
  unit: z.string(),
  period: said,
  /** what it is of, or the promise */
  of: said.nullable(),
  exception: said.extend({ tone }).nullable(),
  /** how far of the way, and where the day should be; 0 to 1 */
  course: z.object({ done: z.number(), due: z.number().nullable() }).nullable(),
  tone,
  /** oldest first, in even steps */
  spark: z.array(z.number().nullable()),
  /** the rows behind it */
  href: z.string().nullable(),
  /** the document that promises it */
  about: z.object({ title: z.string(), href: z.string() }).nullable(),
})
export type Figure = z.output<typeof figure>

/** An amount cut into columns, each column into named parts; all amounts are decimal text in one unit. */
export const columns = z.object({
  value: z.string().nullable(),
  unit: z.string(),
  note: said,
  period: said,
  parts: z.array(
    z.object({ key: z.string(), label: z.string(), says: z.string(), shade: z.enum(['full', 'soft', 'bad']), value: z.string() }),
  ),
  columns: z.array(z.object({ key: z.string(), label: said, values: z.record(z.string(), z.string()) })),
  /** what is not in it, and other words below */
  foot: said.nullable(),
  href: z.string(),
})
export type ColumnsTile = z.output<typeof columns>

/** The course of one figure against its promise, and what moved it in the running month. */
export const course = z.object({
  figure,
  points: z.array(z.object({ day: z.string(), value: z.string() })),
  plan: z.object({ from: z.string(), to: z.string(), start: z.string(), end: z.string() }).nullable(),
  /** what the plan says for today, and how far ahead of it the value is */
  planned: z.string().nullable(),
  ahead: z.string().nullable(),
  /** what somebody said it will come to, from the value that they saw on; null when nobody did, or what was said is over */
  foretold: z.object({ by: z.string(), points: z.array(z.object({ day: z.string(), value: z.string() })) }).nullable(),
  bridge: z
    .object({
      from: z.string(),
      net: z.string(),
      /** the same days of the month before */
      before: z.string().nullable(),
      steps: z.array(z.object({ key: z.string(), label: z.string(), value: z.string(), href: z.string().nullable() })),
      href: z.string(),
    })
    .nullable(),
})
export type CourseTile = z.output<typeof course>

/** What a room draws on a board. `find` answers nothing where there is nothing yet. */
export type TileSource = {
  key: string
  title: string
  /** what it is for, for whoever chooses tiles */
  says: string
  right: string
} & (
  | { shape: 'columns'; find: (ctx: Context) => Promise<ColumnsTile | null> }
  | { shape: 'course'; find: (ctx: Context) => Promise<CourseTile | null> }
)

/** Figures that a room can say: those of its keys that are asked, in any order. */
export type FigureSource = { right: string; keys: readonly string[]; find: (ctx: Context, keys: readonly string[]) => Promise<Figure[]> }

/** Something that happened in the business, as one would tell it. */
export type News = {
  kind: string
  at: Date
  subject: { kind: string; id: string }
  customer: { id: string; name: string } | null
  sentence: Said
  /** in the reporting currency, decimal text; null when there is none or its rate is missing */
  amount: string | null
  href: string
  /** many of these in one stretch are one sentence: `{n}` of them, `{amount}` together */
  together?: { key: string; sentence: string; plain: string; href: string }
}
export type NewsSource = { right: string; find: (ctx: Context, since: Date, limit: number) => Promise<News[]> }

/** A step of a new company's way; a room says whether it is done and what is known of that. */
export type SetupStep = {
  key: string
  place: number
  title: string
  says: string
  act: string
  href: string
  right: string
  done: (ctx: Context) => Promise<{ done: boolean; says?: Said }>
}
