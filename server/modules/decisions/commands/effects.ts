import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { EffectTable } from '../tables.ts'

type Wanted = {
  kind: EffectTable['kind']
  about: string
  value: string | null
  from_day?: string | undefined
  until_day?: string | undefined
}

/** What a decision changes for machines: in force from its day on, once it is accepted. */
export function effectRows(ctx: Pick<Context, 'today'>, decision_id: string, wanted: readonly Wanted[]): EffectTable[] {
  return wanted.map(({ kind, about, value, from_day = ctx.today, until_day = null }) => ({
    id: newId(),
    decision_id,
    kind,
    about: { title: about },
    about_key: effectKey(about),
    value,
    from_day,
    until_day: until_day ?? null,
  }))
}

/** Nothing happens before it is decided: what was to begin earlier begins on that day, and what was to be over by then never does. */
export function effectsFrom(rows: readonly EffectTable[], decided: string): EffectTable[] {
  return rows
    .filter(({ until_day }) => until_day === null || until_day >= decided)
    .map((row) => ({ ...row, from_day: row.from_day < decided ? decided : row.from_day }))
}

/** Under which a thing is looked up, however it is spelled. */
export function effectKey(about: string): string {
  return about.normalize('NFKC').trim().toLowerCase()
}
