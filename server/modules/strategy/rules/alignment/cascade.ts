import { stopped } from '../../../../kernel/stopped.ts'
import { finding, said } from './finding.ts'
import { isOver, out } from './joined.ts'
import { type Finding, type House, isSaid, type Side, topOf } from './model.ts'

/** How a plan hangs below another one, where its edges lead, and what it needs. */
export function cascadeFindings(side: Side, house: House): Finding[] {
  return [...cascade(side, house), ...edges(side, house), ...needs(side, house)]
}

/** C3, A1, A2, A4: how a plan hangs below another one. */
function cascade(side: Side, house: House): Finding[] {
  if (side.plan.level === 'company') return []
  const found: Finding[] = []
  const serving = side.lines.filter(({ key }) => out(house, key, 'serves').length > 0)
  if (serving.length === 0)
    found.push(
      finding(side, {
        code: 'A1',
        level: 'warn',
        title: 'Serves no plan above',
        says: `Nothing of ${side.plan.title} serves a plan above it. Join a method to the one that it serves.`,
        ends: [{ side, line: null }],
      }),
    )
  for (const line of topOf(side, 'methods'))
    if (out(house, line.key, 'serves').length === 0)
      found.push(
        finding(side, {
          code: 'A2',
          level: 'info',
          title: 'Method that serves nothing above',
          says: `${said(side, line)} serves nothing in a plan above.`,
          ends: [{ side, line }],
        }),
      )
  const parent = side.plan.parent === null ? undefined : house.faces.get(side.plan.parent)
  return parent ? [...found, ...firstPriority(side, parent, house), ...outside(side, parent)] : found
}

/** C3: what comes first here serves what comes last above, or nothing there. */
function firstPriority(side: Side, parent: Side, house: House): Finding[] {
  const first = topOf(side, 'priorities')[0]
  const above = topOf(parent, 'priorities')
  const last = above.at(-1)
  if (!first || !last) return []
  const served = above.filter(({ key }) => out(house, first.key, 'serves').some(({ to_key }) => to_key === key))
  if (served.some((line) => line !== last) || (served.length > 0 && above.length === 1)) return []
  const title = served.length > 0 ? 'First here, last above' : 'First priority serves none above'
  const says =
    served.length > 0
      ? `${said(side, first)} comes first here and serves ${said(parent, last)}, which comes last there.`
      : `${said(side, first)} comes first here and serves no priority of ${stopped(parent.plan.title)}`
  return [
    finding(side, {
      code: 'C3',
      level: 'warn',
      title,
      says,
      ends: [{ side, line: first }, ...(served.length > 0 ? [{ side: parent, line: last }] : [])],
      extra: served.length > 0 ? 'last' : 'none',
      few: parent.plan.restricted,
    }),
  ]
}

/** A4: days of a plan on which the one above it does not hold. */
function outside(side: Side, parent: Side): Finding[] {
  const [mine, theirs] = [side.edition, parent.edition]
  if (mine.from === null || mine.to === null || theirs.from === null || theirs.to === null) return []
  if (mine.from >= theirs.from && mine.to <= theirs.to) return []
  return [
    finding(side, {
      code: 'A4',
      level: 'warn',
      title: 'Period outside the plan above',
      says: `${side.plan.title} is for ${mine.from} to ${mine.to}; ${parent.plan.title}, above it, is for ${theirs.from} to ${theirs.to}.`,
      ends: [
        { side, line: null },
        { side: parent, line: null },
      ],
    }),
  ]
}

/** A3, C7: edges that lead to what is gone, or to an edition that is over. */
function edges(side: Side, house: House): Finding[] {
  return side.lines.filter(isSaid).flatMap((line) =>
    (house.edgesFrom.get(line.key) ?? []).flatMap((edge) => {
      const there = edge.to_plan === side.plan.id ? side : house.faces.get(edge.to_plan)
      const target = there?.lines.find(({ key }) => key === edge.to_key)
      const whose = there?.plan.title ?? 'a plan'
      const extra = `${edge.type} ${edge.to_key}`
      if (there && isOver(there) && there !== side)
        return [
          finding(side, {
            code: 'C7',
            level: 'error',
            title: 'Joined to an edition that is over',
            says: `${said(side, line)} is joined to ${whose}, which is ${there.edition.state}. Join it to what holds now.`,
            ends: [
              { side, line },
              { side: there, line: target ?? null },
            ],
            extra,
          }),
        ]
      if (target) return []
      const ended = house.passed.has(edge.to_key)
      return [
        finding(side, {
          code: ended ? 'C7' : 'A3',
          level: 'error',
          title: ended ? 'Joined to an edition that is over' : 'Joined to an item that is gone',
          says: `${said(side, line)} is joined to ${ended ? `an edition of ${whose} that is over` : `an item that is no longer in ${whose}`}. Take the edge away, or join it anew.`,
          ends: [{ side, line }, ...(there && there !== side ? [{ side: there, line: null }] : [])],
          extra,
        }),
      ]
    }),
  )
}

/** What is needed of another team and not accepted, or accepted for an older text. */
function needs(side: Side, house: House): Finding[] {
  return side.lines.filter(isSaid).flatMap((line) =>
    out(house, line.key, 'needs').flatMap((edge) => {
      const there = house.lineOf.get(edge.to_key)
      if (!there || (edge.answer === 'accepted' && edge.answer_hash === line.hash)) return []
      const [title, rest] =
        edge.answer === 'declined'
          ? ['Need that was declined', `was declined: ${edge.answer_reason ?? ''}`]
          : edge.answer === 'accepted'
            ? ['Need accepted on an older text', 'was accepted on an older text. Ask again']
            : ['Need that nobody has accepted', 'is not accepted yet']
      return [
        finding(side, {
          code: 'need.open',
          level: 'warn',
          title,
          says: `What ${said(side, line)} needs of ${said(there.side, there.line)} ${rest}${/[.!?]$/.test(rest) ? '' : '.'}`,
          ends: [{ side, line }, there],
          extra: `${edge.id} ${edge.answer ?? ''}`,
        }),
      ]
    }),
  )
}
