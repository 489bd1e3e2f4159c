import { stopped } from '../../../../kernel/stopped.ts'
import { finding, said } from './finding.ts'
import { disjoint, opposed, sumGap } from './measures.ts'
import { into, out, placed } from './joined.ts'
import { type Finding, type House, isSaid, type Line, measuresOf, overlaps, type Side } from './model.ts'

/** C1: what plans promise of one figure and cannot both keep, or do not make together. */
export function promiseFindings(side: Side, house: House): Finding[] {
  return [...opposites(side, house), ...sums(side, house)]
}

/**
 * C1, first part: measures on one metric whose promises cannot both be kept, where one serves the other, both serve the same measure, or
 * their methods serve one another or the same method above. Of two plans the one with the smaller id says it, unless one is being written.
 */
function opposites(side: Side, house: House): Finding[] {
  return measuresOf(side).flatMap((line) => {
    const { measure } = line
    if (measure?.kind !== 'metric' || measure.metric === null) return []
    const { direct, kin } = kinOf(line.key, measure.metric, house)
    return [...new Set([...direct, ...kin.keys()])].flatMap((key) => {
      const other = placed(side, house, key)
      const theirs = other?.line.measure
      if (!other || other.side === side || !isSaid(other.line) || theirs?.kind !== 'metric' || theirs.metric !== measure.metric) return []
      if (!says(side, other.side, house) || !opposed(measure, theirs)) return []
      if (!direct.has(key) && disjoint(measure.filter, theirs.filter)) return []
      const upper = named(side, house, kin.get(key) ?? [], direct.has(key))
      const label = house.metrics.get(measure.metric ?? '')?.label ?? measure.metric ?? ''
      return [
        finding(side, {
          code: 'C1',
          level: 'error',
          title: label,
          says: `${said(side, line)} and ${said(other.side, other.line)} promise opposite things of ${stopped(label)}`,
          why: [upper ? `Both serve ${said(upper.side, upper.line)}.` : '', 'They can hold together only if they count different rows.']
            .join(' ')
            .trim(),
          ends: [{ side, line }, other],
          extra: 'opposed',
          few: upper?.side.plan.restricted ?? false,
        }),
      ]
    })
  })
}

/** Measures of one metric that a measure is kin to: by an edge of their own (`direct`), or by what they and their methods serve (`kin` → that). */
function kinOf(key: string, metric: string, house: House): { direct: Set<string>; kin: Map<string, string[]> } {
  const direct = new Set([
    ...out(house, key, 'serves').map((edge) => edge.to_key),
    ...into(house, key, 'serves').map((edge) => edge.from_key),
  ])
  const methods = into(house, key, 'measured_by').map((edge) => edge.from_key)
  const above = [key, ...methods].flatMap((one) => out(house, one, 'serves').map((edge) => edge.to_key))
  const kin = new Map<string, string[]>()
  for (const upper of [...above, ...methods])
    for (const one of house.promises.get(upper)?.get(metric) ?? []) if (one !== key) kin.set(one, [...(kin.get(one) ?? []), upper])
  return { direct, kin }
}

/** What two measures both serve, as it is named: one that everybody may read, where there is one, and one for the few only where nothing else joins them. */
function named(side: Side, house: House, uppers: readonly string[], direct: boolean): ReturnType<typeof placed> {
  const there = uppers.flatMap((upper) => placed(side, house, upper) ?? [])
  return there.findLast(({ side: { plan } }) => !plan.restricted) ?? (direct ? undefined : there.at(-1))
}

/** Of two plans that count the one with the smaller id tells of both; one that is being written tells of itself. */
function says(side: Side, other: Side, { faces }: House): boolean {
  if (other.plan.id === side.plan.id) return false
  return faces.get(side.plan.id) !== side || side.plan.id < other.plan.id
}

/** C1, second part: what the plans below promise together, on parts that do not overlap, falls short of what is promised above. */
function sums(side: Side, house: House): Finding[] {
  const written = house.faces.get(side.plan.id) !== side
  const mine = measuresOf(side).map((line) => ({ side, line }))
  // one that is being written is also counted among the parts of what it serves
  const above = written
    ? mine.flatMap(({ line }) => out(house, line.key, 'serves').flatMap((edge) => placed(side, house, edge.to_key) ?? []))
    : []
  return [...new Map([...mine, ...above].map((one) => [one.line.key, one])).values()].flatMap((whole) => {
    const { measure } = whole.line
    const facts = measure?.kind === 'metric' && measure.metric !== null ? house.metrics.get(measure.metric) : undefined
    if (!measure || !facts?.additive || measure.target === null) return []
    const parts = into(house, whole.line.key, 'serves')
      .flatMap((edge) => placed(side, house, edge.from_key) ?? [])
      .filter(
        (part) =>
          isSaid(part.line) &&
          part.line.measure?.kind === 'metric' &&
          part.line.measure.metric === measure.metric &&
          part.side.edition.from === whole.side.edition.from &&
          part.side.edition.to === whole.side.edition.to,
      )
    const gap = sumGap(
      measure,
      parts.flatMap(({ line }) => line.measure ?? []),
    )
    if (!gap) return []
    const short = measure.direction === 'increase' || measure.direction === 'at_least'
    const values = parts.map((part) => ({ name: part.side.plan.title, value: part.line.measure?.target ?? '' }))
    return [
      finding(side, {
        code: 'C1',
        level: 'error',
        title: `${facts.label}: the parts ${short ? 'fall short' : 'go beyond'}`,
        says: `${values.map(({ name, value }) => `${name} ${value}`).join(' + ')} = ${gap.total}; ${whole.side.plan.title} promises ${measure.target} in ${said(whole.side, whole.line)}.`,
        ends: [
          ...(whole.side === side ? [] : parts.filter((part) => part.side === side)),
          whole,
          ...parts.filter((part) => whole.side === side || part.side !== side),
        ],
        extra: 'sum',
        sum: { parts: values, ...gap, wanted: measure.target, unit: measure.unit },
      }),
    ]
  })
}

/** C2 and C8 of one pair of methods, in the words of one of them. `like`: how alike their words are. */
export function twinFinding(side: Side, line: Line, other: { side: Side; line: Line }, like: number, house: House): Finding | null {
  const joined =
    out(house, line.key, 'same_as').some(({ to_key }) => to_key === other.line.key) ||
    out(house, other.line.key, 'same_as').some(({ to_key }) => to_key === line.key)
  const system = line.systems.find((one) => other.line.systems.includes(one))
  const owners = [line.dri ?? side.dri, other.line.dri ?? other.side.dri] as const
  const ends = [{ side, line }, other]
  if (
    owners[0] &&
    owners[1] &&
    owners[0].key !== owners[1].key &&
    (joined || like >= 0.8 - 1e-9 || system !== undefined) &&
    [side, other.side].some(({ edition }) => edition.state === 'vetted') &&
    overlaps(side, other.side)
  )
    return finding(side, {
      code: 'C2',
      level: 'error',
      title: 'Two owners of one method',
      says: `${said(side, line)}, ${owners[0].name}’s, and ${said(other.side, other.line)}, ${owners[1].name}’s, ${system && like < 0.8 && !joined ? `are on the same system, ${system}` : 'say the same'}.`,
      ends,
    })
  if (like < 0.6 - 1e-9 || joined || side.plan.level !== 'department' || other.side.plan.level !== 'department') return null
  return finding(side, {
    code: 'C8',
    level: 'info',
    title: 'Alike, not joined',
    says: `${said(side, line)} and ${said(other.side, other.line)} are alike. Join them, or tell them apart.`,
    ends,
  })
}
