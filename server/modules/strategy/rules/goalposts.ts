import type { Pledged } from './editorial.ts'

export type GoalField = 'target' | 'target_high' | 'due' | 'scope' | 'steps'
export type Shift = { item_key: string; field: GoalField; from: string | null; to: string | null }

/** What moved between two promises of one measure: its bounds, its day, and what is counted. A first promise moves nothing. */
export function shiftsOf(before: Pledged, after: Pledged | undefined): Shift[] {
  if (before.kind === 'tbd') return []
  const { item_key } = before
  const scope = scopeWords(before)
  if (after === undefined || after.kind === 'tbd') return [{ item_key, field: 'scope', from: scope, to: null }]
  const pairs: [GoalField, string | null, string | null][] = [
    ['target', plain(before.target), plain(after.target)],
    ['target_high', plain(before.target_high), plain(after.target_high)],
    ['due', before.due, after.due],
    ['steps', stepWords(before), stepWords(after)],
    ['scope', scope, scopeWords(after)],
  ]
  return pairs.filter(([, from, to]) => from !== to).map(([field, from, to]) => ({ item_key, field, from, to }))
}

/** What it is to have come to on the way: "110 on 2026-04-30, 180 on 2026-10-31". */
function stepWords({ curve }: Pledged): string | null {
  if (!Array.isArray(curve) || curve.length === 0) return null
  return curve.map(({ date, value }: { date: string; value: string }) => `${plain(value)} on ${date}`).join(', ')
}

/** The metric with what of it counts: "arr (plan: pro), period, increase"; else the milestones with their days, or what is judged. */
function scopeWords({ kind, metric_id, filter, window, direction, milestones, rubric }: Pledged): string {
  if (kind === 'milestones') return `milestones: ${(milestones ?? []).map(({ title, due }) => `${title} by ${due}`).join('; ')}`
  if (kind === 'qualitative') return `judged 0 to 5: ${rubric ?? ''}`
  const parts = Object.entries(filter ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: ${[value].flat().join(' or ')}`)
  return [`${metric_id}${parts.length > 0 ? ` (${parts.join('; ')})` : ''}`, ...(window === 'at' ? [] : [window]), direction ?? ''].join(
    ', ',
  )
}

/** 2.50 is 2.5: the database pads, people do not. */
function plain(number: string | null): string | null {
  return number?.includes('.') ? number.replace(/0+$/, '').replace(/\.$/, '') : number
}

/** What was promised at first, where it moved since: bounds and day of the first promise on what is counted now. Shifts come oldest first. */
export function firstPromise(
  now: { target: string | null; target_high: string | null; due: string | null },
  shifts: readonly Pick<Shift, 'field' | 'from'>[],
): { target: string | null; target_high: string | null; due: string | null } | null {
  // another number has no course of its own before it was promised on
  const since = shifts.slice(shifts.findLastIndex(({ field }) => field === 'scope') + 1)
  if (since.length === 0) return null
  const first = (field: GoalField, present: string | null) => {
    const shift = since.find((one) => one.field === field)
    return shift ? shift.from : present
  }
  return { target: first('target', now.target), target_high: first('target_high', now.target_high), due: first('due', now.due) }
}
