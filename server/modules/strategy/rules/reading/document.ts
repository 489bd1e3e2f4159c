import { defectsOf } from './defects.ts'
import { displayText } from './inline.ts'
import { readHeader } from './header.ts'
import type { Line } from './line.ts'
import { linesOf } from './lines.ts'
import type { DocumentReading, PlanReading, ReadingFacts, Role, Section, Segment, Span } from './model.ts'
import { blocksOf } from './blocks.ts'
import { ancestors, type Body, outline } from './outline.ts'
import { readGoals } from './goals/build.ts'
import { isMeant, isOtherwise, isQuoted, isShown, isUnsaid, speaks, speaksAbove } from './goals/doubts.ts'
import { explainsMethod } from './goals/explains.ts'
import { plainOf } from './goals/marks.ts'
import { isMinutes } from './goals/minutes.ts'
import { withPeople } from './goals/people.ts'
import { isAboutMethod } from './goals/scope.ts'
import { type PlanTime, readItem } from './items.ts'
import {
  frontOwner,
  frontTitle,
  type GroupFacts,
  periodAbove,
  periodBeside,
  periodOf,
  periodOnTop,
  periodTold,
  rangeAbove,
  titleLineOf,
  titleOf,
  titlesAbove,
  withoutLead,
} from './titles.ts'
import { readSections } from './sections.ts'
import { frameworkOf, isFramework, readTitle, teaches } from './title.ts'

type Paint = (line: Line, role: Role['role'], section?: Role['section']) => void
type Painted = { role: Role['role']; section: Role['section'] }

/** Divides a whole document: where its plans are, what they say there, and what is left over. Total: any text gives a reading. */
export function divide(source: string, facts: ReadingFacts): DocumentReading {
  const lines = linesOf(source)
  const { bodies, headings, holders } = outline(lines, facts.goals, isNamed(lines, facts.name))
  const painted = new Map<Line, Painted>()
  const paint = (line: Line, role: Role['role'], section: Role['section'] = null) => painted.set(line, { role, section })
  const groups = Map.groupBy(bodies, (body) => body.heading)
  const found: { plan: PlanReading; heading: number; segments: Segment[] }[] = []
  for (const [heading, group] of groups)
    found.push(readGroup(lines, heading, group, { ...facts, above: titlesAbove(lines, heading, ancestors(holders, heading)) }, paint))
  const spans = found.map(({ plan }) => plan.span)
  let next = 0
  for (const heading of headings) {
    const at = (lines[heading] as Line).from
    while ((spans[next]?.to ?? Number.POSITIVE_INFINITY) <= at) next += 1
    if (!groups.has(heading) && !((spans[next]?.from ?? Number.POSITIVE_INFINITY) <= at)) found.push(...readStub(lines, heading, paint))
  }
  found.sort((a, b) => a.plan.span.from - b.plan.span.from)
  const owners = new Map(found.map(({ heading }, index) => [heading, index]))
  const segments: Segment[] = []
  found.forEach(({ plan, heading, segments: own }, index) => {
    const above = ancestors(holders, heading)
    plan.parent = above.map((line) => owners.get(line)).find((owner) => owner !== undefined) ?? null
    plan.completeness =
      plan.title.percent ?? above.map((line) => readTitle(lines[line]?.text ?? '').percent).find((percent) => percent !== null) ?? null
    const taught = above.map((line) => readTitle(lines[line]?.text ?? '').core).filter(teaches)
    const real =
      taught.every(isFramework) &&
      isMeant(
        plan.header,
        plan.sections.flatMap((section) => section.items),
      )
    if (taught.length > 0 && !real) plan.ticked = false
    plan.defects.push(...defectsOf(plan))
    for (const segment of own) segments.push({ ...segment, plan: index })
  })
  const whole = withRest(segments, source.length)
  const labels = lines.filter((line) => line.label).length
  return {
    plans: found.map(({ plan }) => plan),
    segments: whole,
    roles: rolesOf(lines, painted, whole),
    seen: { lines: lines.length, headings: headings.length, labels },
  }
}

/** Does the file's name, or the first line of a text without headings, speak of OKRs? */
function isNamed(lines: Line[], name: string): boolean {
  if (/\bokrs?\b/i.test(name.replace(/[_-]+/g, ' ')) || /\bOKRs?\b/.test(frontTitle(lines) ?? '')) return true
  if (lines.some(({ kind }) => kind === 'heading')) return false
  if (lines.some(({ kind, text }, at) => kind === 'row' && lines[at + 1]?.kind === 'delimiter' && isHead.test(text.slice(0, 400))))
    return true
  const first = lines.find(({ kind }) => kind !== 'blank' && kind !== 'opaque')
  return first?.kind === 'text' && first.text.length < 90 && /\bOKRs?\b/.test(first.text)
}

/** `| Objective | Key results |` */
const isHead = /\|\W*objectives?\W*\|(?:[^|]*\|){0,6}?\W*(?:key results?|KRs?)\W*\|/i

/** Bodies under one heading: the fullest is the plan, the others are sketches of it. */
function readGroup(
  lines: Line[],
  heading: number,
  bodies: Body[],
  facts: GroupFacts,
  paint: Paint,
): { plan: PlanReading; heading: number; segments: Segment[] } {
  const first = bodies[0] as Body
  const start = heading >= 0 ? heading : startOf(lines)
  const goals = bodies.some((body) => body.goals)
  const titleAt = heading >= 0 || !goals ? heading : titleLineOf(lines, start, first.start)
  const before = lines.slice(titleAt >= 0 ? titleAt + 1 : start, first.start)
  const { header, preface, headerLines, defects } = readHeader(before, facts.fiscalYearEnd)
  if (titleAt >= 0) paint(lines[titleAt] as Line, 'title')
  for (const line of before) paint(line, beforeRole(line, headerLines))
  const titleLine = lines[titleAt]
  const { title, lead } = goals ? withoutLead(titleOf(titleLine, goals, facts)) : { title: titleOf(titleLine, goals, facts), lead: null }
  if (goals)
    header.period ??=
      periodOf([displayText(titleLine?.text ?? ''), ...[title, ...facts.above].map(({ core }) => core)], facts.fiscalYearEnd) ??
      facts.period ??
      periodAbove(lines.slice(titleAt + 1, Math.max(first.start, ...[...(first.goals?.objectives ?? [])].slice(0, 1))), facts) ??
      periodBeside(lines, title.core, facts.fiscalYearEnd) ??
      periodOnTop(lines, facts) ??
      rangeAbove(lines, Math.min(Math.max(titleAt, 0), 60), facts) ??
      periodTold(lines, facts) ??
      null
  if (goals && bodies.length === 1) header.dri ??= lead ?? facts.dri ?? frontOwner(lines)
  const time = { from: header.period?.from ?? null, fiscalYearEnd: facts.fiscalYearEnd, understood: facts.understood }
  const read = bodies.map((body) => ({ body, sections: sectionsOf(lines, body, time, paint) }))
  const fullest = read.reduce((best, one) => (fullness(one.sections) > fullness(best.sections) ? one : best))
  const sketches = read.filter((one) => one !== fullest)
  for (const { body } of sketches) for (const line of lines.slice(body.start, body.end)) paint(line, 'sketch')
  const near = () => speaksAbove(lines, Math.min(start, 200)) || lines.slice(start, bodies.at(-1)?.end).some(speaks)
  const framework = fullest.body.goals
    ? 'okr'
    : frameworkOf(
        title,
        fullest.sections.map((section) => section.label),
      )
  const items = fullest.sections.flatMap((section) => section.items)
  const isTicked = !(
    (teaches(title.core) && !(isFramework(title.core) && isMeant(header, items))) ||
    alone(fullest.sections) ||
    (framework === 'okr' && explainsMethod(lines.slice(fullest.body.start, fullest.body.end), items)) ||
    (goals &&
      (isAboutMethod(plainOf(title.core, true)) ||
        /\?$/.test(title.core) ||
        isMinutes(lines) ||
        isShown(before, items) ||
        (first.goals !== undefined && isUnsaid(lines, first.goals, header, items)) ||
        isOtherwise(near, header, facts, items))) ||
    (first.goals !== undefined && isQuoted(lines, first.goals.objectives) && header.period === null)
  )
  const plan: PlanReading = {
    kind: 'plan',
    span: spanOf(lines, start, bodies.at(-1)?.end ?? lines.length),
    titleSpan: titleLine ? { from: titleLine.from, to: titleLine.to } : null,
    title,
    completeness: title.percent,
    framework,
    ticked: isTicked,
    parent: null,
    preface,
    header,
    sections: fullest.sections,
    sketches: sketches.map(({ body, sections }) => ({ span: spanOf(lines, body.start, body.end), sections })),
    defects,
  }
  // a bare list of objectives, which stands for itself as an edition
  if (plan.framework === 'okr') header.period ??= facts.period ?? null
  const cuts = read.map(({ body, sections }) => ({
    ...spanOf(lines, body.start, body.end),
    kind: sections === fullest.sections ? ('plan' as const) : ('sketch' as const),
    plan: null,
  }))
  const segments: Segment[] = [{ ...spanOf(lines, start, first.start), kind: 'plan', plan: null }, ...cuts]
  return { plan, heading, segments: merged(segments) }
}

function beforeRole(line: Line, headerLines: Set<Line>): Role['role'] {
  if (headerLines.has(line)) return 'header'
  if (line.kind === 'underline') return 'title'
  return line.kind === 'blank' ? 'blank' : line.kind === 'opaque' ? 'opaque' : 'preface'
}

/** Without a heading the plan begins at the first line behind the front matter and the opening of a fence around everything. */
function startOf(lines: Line[]): number {
  const first = lines.findIndex((line) => line.kind !== 'opaque' && line.kind !== 'blank')
  return Math.max(first, 0)
}

function sectionsOf(lines: Line[], body: Body, time: PlanTime, paint: Paint): Section[] {
  const { goals } = body
  if (!goals) return readSections(lines.slice(body.start, body.end), time, paint)
  const { section, raw } = readGoals(lines, goals, paint)
  section.items = withPeople(raw).map((item) => readItem(item, 'objectives', time))
  const [before, after] = [lines.slice(body.start, goals.start), lines.slice(goals.end, body.end)]
  return [
    ...(before.length > 0 ? readSections(before, time, paint) : []),
    section,
    ...(after.length > 0 ? readSections(after, time, paint) : []),
  ]
}

/** One section by itself is hardly a plan: somebody ticks it who knows better. */
function alone(sections: Section[]): boolean {
  const filled = sections.filter(({ labelled, items }) => labelled && items.some(({ text }) => text !== ''))
  return filled.length < 2 && !filled.some(({ name, items }) => name === 'objectives' && items.some(({ depth }) => depth > 0))
}

function fullness(sections: Section[]): number {
  return sections.reduce((sum, section) => sum + section.items.filter((item) => item.text !== '').length, 0)
}

/** A heading without a body that says of itself that a plan is to come. */
function readStub(
  lines: Line[],
  heading: number,
  paint: (line: Line, role: Role['role']) => void,
): { plan: PlanReading; heading: number; segments: Segment[] }[] {
  const line = lines[heading] as Line
  const title = readTitle(line.text)
  if (!title.placeholder || !(/^FY\s?'?\d\d/i.test(title.core) || /VPMOM|V2MOM|OKR/i.test(title.core))) return []
  let end = heading + 1
  while (end < lines.length && (lines[end]?.kind !== 'heading' || lines[end]?.label)) end += 1
  for (const one of lines.slice(heading, end))
    paint(one, one === line || one.kind === 'underline' ? 'title' : one.kind === 'blank' ? 'blank' : 'preface')
  const span = spanOf(lines, heading, end)
  const plan: PlanReading = {
    kind: 'stub',
    span,
    titleSpan: { from: line.from, to: line.to },
    title,
    completeness: title.percent,
    framework: frameworkOf(title, []),
    ticked: true,
    parent: null,
    preface: blocksOf(lines.slice(heading + 1, end)),
    header: { rows: [], period: null, parties: [], vetted: null, previous: [], internalUrl: null, dri: null },
    sections: [],
    sketches: [],
    defects: [],
  }
  return [{ plan, heading, segments: [{ ...span, kind: 'stub', plan: null }] }]
}

function spanOf(lines: Line[], start: number, end: number): Span {
  const last = lines[end - 1]
  const from = lines[start]?.from ?? 0
  return { from, to: end > start && last ? last.end : from }
}

function merged(segments: Segment[]): Segment[] {
  const whole: Segment[] = []
  for (const segment of segments.filter(({ from, to }) => to > from)) {
    const last = whole.at(-1)
    if (last && last.to === segment.from && last.kind === segment.kind && last.plan === segment.plan) last.to = segment.to
    else whole.push({ ...segment })
  }
  return whole
}

function withRest(segments: Segment[], length: number): Segment[] {
  const whole: Segment[] = []
  let at = 0
  for (const segment of segments) {
    if (segment.from > at) whole.push({ from: at, to: segment.from, kind: 'rest', plan: null })
    whole.push(segment)
    at = segment.to
  }
  if (at < length) whole.push({ from: at, to: length, kind: 'rest', plan: null })
  return merged(whole)
}

function rolesOf(lines: Line[], painted: Map<Line, Painted>, segments: Segment[]): Role[] {
  const roles: Role[] = []
  let at = 0
  for (const line of lines) {
    while ((segments[at]?.to ?? Number.POSITIVE_INFINITY) <= line.from) at += 1
    const segment = segments[at]
    const own = painted.get(line)
    const role = segment?.kind === 'sketch' ? 'sketch' : (own?.role ?? (line.kind === 'blank' ? 'blank' : 'rest'))
    const next: Role = { from: line.from, to: line.end, role, section: own?.section ?? null, plan: segment?.plan ?? null }
    const last = roles.at(-1)
    if (last && last.role === next.role && last.section === next.section && last.plan === next.plan && role !== 'item' && role !== 'title')
      last.to = next.to
    else roles.push(next)
  }
  return roles
}
