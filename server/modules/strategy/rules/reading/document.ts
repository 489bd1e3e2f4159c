import { defectsOf } from './defects.ts'
import { readHeader } from './header.ts'
import type { Line } from './line.ts'
import { linesOf } from './lines.ts'
import type { DocumentReading, PlanReading, ReadingFacts, Role, Section, Segment, Span } from './model.ts'
import { blocksOf } from './blocks.ts'
import { readSections } from './sections.ts'
import { frameworkOf, plainTitle, readTitle, titleOfFile } from './title.ts'

type Body = { start: number; end: number; heading: number }
type Painted = { role: Role['role']; section: Role['section'] }

/** Reads a whole document: where its plans are, what they say, and what is left over. Total: any text gives a reading. */
export function readDocument(source: string, facts: ReadingFacts): DocumentReading {
  const lines = linesOf(source)
  const { bodies, headings, holders } = outline(lines)
  const painted = new Map<Line, Painted>()
  const paint = (line: Line, role: Role['role'], section: Role['section'] = null) => painted.set(line, { role, section })
  const groups = Map.groupBy(bodies, (body) => body.heading)
  const found: { plan: PlanReading; heading: number; segments: Segment[] }[] = []
  for (const [heading, group] of groups) found.push(readGroup(lines, heading, group, facts, paint))
  for (const heading of headings) if (!groups.has(heading)) found.push(...readStub(lines, heading, paint))
  found.sort((a, b) => a.plan.span.from - b.plan.span.from)
  const owners = new Map(found.map(({ heading }, index) => [heading, index]))
  const segments: Segment[] = []
  found.forEach(({ plan, heading, segments: own }, index) => {
    const above = ancestors(holders, heading)
    plan.parent = above.map((line) => owners.get(line)).find((owner) => owner !== undefined) ?? null
    plan.completeness =
      plan.title.percent ?? above.map((line) => readTitle(lines[line]?.text ?? '').percent).find((percent) => percent !== null) ?? null
    plan.defects.push(...defectsOf(plan))
    segments.push(...own.map((segment) => ({ ...segment, plan: index })))
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

/** Where bodies start and end, which headings are no labels and no items, and which heading holds which. */
function outline(lines: Line[]): { bodies: Body[]; headings: number[]; holders: Map<number, number> } {
  const bodies: Body[] = []
  const headings: number[] = []
  const holders = new Map<number, number>()
  const path: number[] = []
  // what closes a fence around the whole input is no part of the last plan
  const end = lines.findLastIndex((line) => line.kind !== 'opaque') + 1
  let body: (Body & { level: number }) | undefined
  lines.forEach((line, index) => {
    const starts = line.label?.name === 'vision' || (line.label?.name === 'objectives' && !body)
    if (starts) {
      if (body) body.end = index
      body = { start: index, end, heading: headings.at(-1) ?? -1, level: line.level }
      bodies.push(body)
    } else if (line.kind === 'heading' && !line.label && !(body && body.level > 0 && line.level > body.level)) {
      if (body) body.end = index
      body = undefined
      headings.push(index)
      while (path.length > 0 && (lines[path.at(-1) as number]?.level ?? 0) >= line.level) path.pop()
      holders.set(index, path.at(-1) ?? -1)
      path.push(index)
    }
  })
  return { bodies, headings, holders }
}

/** Bodies under one heading: the fullest is the plan, the others are sketches of it. */
function readGroup(
  lines: Line[],
  heading: number,
  bodies: Body[],
  facts: ReadingFacts,
  paint: (line: Line, role: Role['role'], section?: Role['section']) => void,
): { plan: PlanReading; heading: number; segments: Segment[] } {
  const first = bodies[0] as Body
  const start = heading >= 0 ? heading : startOf(lines)
  const before = lines.slice(heading >= 0 ? heading + 1 : start, first.start)
  const { header, preface, headerLines, defects } = readHeader(before, facts.fiscalYearEnd)
  if (heading >= 0) paint(lines[heading] as Line, 'title')
  for (const line of before) paint(line, beforeRole(line, headerLines))
  const time = { from: header.period?.from ?? null, fiscalYearEnd: facts.fiscalYearEnd }
  const read = bodies.map((body) => ({ body, sections: readSections(lines.slice(body.start, body.end), time, paint) }))
  const fullest = read.reduce((best, one) => (fullness(one.sections) > fullness(best.sections) ? one : best))
  const sketches = read.filter((one) => one !== fullest)
  for (const { body } of sketches) for (const line of lines.slice(body.start, body.end)) paint(line, 'sketch')
  const titleLine = lines[heading]
  const title = titleLine ? readTitle(titleLine.text) : facts.title ? plainTitle(facts.title) : titleOfFile(facts.name)
  const plan: PlanReading = {
    kind: 'plan',
    span: spanOf(lines, start, bodies.at(-1)?.end ?? lines.length),
    titleSpan: titleLine ? { from: titleLine.from, to: titleLine.to } : null,
    title,
    completeness: title.percent,
    framework: frameworkOf(
      title,
      fullest.sections.map((section) => section.label),
    ),
    ticked: !/^(how to|about|history|example)/i.test(title.core) && !/template$/i.test(title.core),
    parent: null,
    preface,
    header,
    sections: fullest.sections,
    sketches: sketches.map(({ body, sections }) => ({ span: spanOf(lines, body.start, body.end), sections })),
    defects,
  }
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

/** The headings that hold this one, nearest first; at most five. */
function ancestors(holders: Map<number, number>, heading: number): number[] {
  const found: number[] = []
  for (let above = holders.get(heading) ?? -1; above >= 0; above = holders.get(above) ?? -1) found.push(above)
  return found
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
