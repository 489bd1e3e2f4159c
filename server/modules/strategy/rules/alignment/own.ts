import { addDays, daysBetween, dayWords } from '../../../../kernel/period.ts'
import { decided } from './decided.ts'
import { finding, said } from './finding.ts'
import { isJoined, out } from './joined.ts'
import { type Finding, type House, type Line, measuresOf, type Side, topOf } from './model.ts'

/** What a plan shows by itself: its own lines, its own edges, and who answers for it. */
export function ownFindings(side: Side, house: House): Finding[] {
  return [
    ...obstacles(side, house),
    ...unmeasured(side, house),
    ...figures(side, house),
    ...decided(side, house),
    ...late(side, house),
    ...gone(side),
  ]
}

/** C4: an obstacle that nothing is done about. */
function obstacles(side: Side, house: House): Finding[] {
  return topOf(side, 'obstacles')
    .filter((line) => !line.placeholder && !isJoined(side, house, line.key, 'mitigates'))
    .map((line) =>
      finding(side, {
        code: 'C4',
        level: line.external ? 'info' : 'warn',
        title: 'Obstacle without a method',
        says: `Nothing is done about ${said(side, line)}. Join the method that mitigates it.`,
        ends: [{ side, line }],
      }),
    )
}

/** C5: a method that no measure tells of, or a measure that belongs to no method. Objectives hold their results below them. */
function unmeasured(side: Side, house: House): Finding[] {
  if (side.framework === 'okr') return []
  const level = side.edition.legacy ? 'warn' : 'error'
  const alone = (line: Line, title: string, says: string) => finding(side, { code: 'C5', level, title, says, ends: [{ side, line }] })
  return [
    ...topOf(side, 'methods')
      .filter(({ key }) => out(house, key, 'measured_by').length === 0)
      .map((line) => alone(line, 'Method without a measure', `No measure tells how ${said(side, line)} goes. Join one.`)),
    ...topOf(side, 'measures')
      .filter(({ key }) => !isJoined(side, house, key, 'measured_by'))
      .map((line) => alone(line, 'Measure without a method', `No method is measured by ${said(side, line)}. Join one.`)),
  ]
}

/** C6: a measure on a figure that goes away, or that nobody has vetted. */
function figures(side: Side, { metrics }: House): Finding[] {
  return measuresOf(side).flatMap((line) => {
    const facts = line.measure?.kind === 'metric' && line.measure.metric !== null ? metrics.get(line.measure.metric) : undefined
    if (!facts || (facts.certified && !facts.deprecated)) return []
    const [title, why] = facts.deprecated
      ? ['Figure on its way out', 'is on its way out']
      : ['Figure that nobody has vetted', 'has been vetted by nobody']
    return [
      finding(side, {
        code: 'C6',
        level: 'warn',
        title,
        says: `${said(side, line)} is read from ${facts.label}, which ${why}.`,
        ends: [{ side, line }],
        extra: facts.deprecated ? 'deprecated' : 'uncertified',
      }),
    ]
  })
}

/** A measure that was to be named by now; each week that passes makes it another finding. */
function late(side: Side, { today }: House): Finding[] {
  return measuresOf(side).flatMap((line) => {
    const by = line.measure?.kind === 'tbd' ? line.measure.resolve_by : null
    if (by === null || by >= today) return []
    const weeks = Math.floor(daysBetween(addDays(by, 1), today) / 7)
    return [
      finding(side, {
        code: 'measure.tbd_late',
        level: 'warn',
        title: 'Measure not named in time',
        says: `${said(side, line)} was to be named by ${dayWords(by)}.`,
        ends: [{ side, line }],
        extra: `week ${weeks + 1}`,
      }),
    ]
  })
}

/** Whoever decides on a plan, or answers for it, is no longer with us. */
function gone(side: Side): Finding[] {
  const found: Finding[] = []
  const say = (code: 'rapid.decider_gone' | 'owner_gone', title: string, says: string) =>
    found.push(finding(side, { code, level: 'error', title, says, ends: [{ side, line: null }] }))
  if (side.decider?.gone)
    say(
      'rapid.decider_gone',
      'Whoever decides has left',
      `${side.decider.name}, who decides on ${side.plan.title}, has left. Name somebody else with D.`,
    )
  if (side.dri?.gone)
    say('owner_gone', 'Whoever answers has left', `${side.dri.name}, who answers for ${side.plan.title}, has left. Hand the plan over.`)
  return found
}
