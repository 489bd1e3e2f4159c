import { type Goals, goalsIn } from './goals/find.ts'
import { plainOf } from './goals/marks.ts'
import { isAboutMethod } from './goals/scope.ts'
import { lastLine, type Line } from './line.ts'
import { readTitle, teaches } from './title.ts'

/** A run of lines that is one plan's text, and the line of its title; -1 when no heading stands above. */
export type Body = { start: number; end: number; heading: number; goals?: Goals }

type Outline = { bodies: Body[]; headings: number[]; holders: Map<number, number> }

/** Where bodies start and end, which headings are no labels and no items, and which heading holds which. `goals`: false when it is known to hold none. */
export function outline(lines: Line[], goals: boolean | undefined, named: boolean): Outline {
  if (goals === false) return labelled(lines, [])
  const owned = new Set<number>()
  for (const { start, end } of labelled(lines, []).bodies) {
    if (isPlan(lines.slice(start, end))) for (let at = start; at < end; at += 1) owned.add(at)
  }
  return labelled(
    lines,
    goalsIn(lines, (index) => owned.has(index), named),
  )
}

/** Vision with what belongs to it is a plan by its labels; what else stands there may be objectives. */
function isPlan(lines: Line[]): boolean {
  const names = new Set(lines.flatMap(({ label }) => label?.name ?? []))
  return (
    names.has('vision') &&
    (names.has('priorities') || names.has('methods') || names.has('obstacles') || (names.has('measures') && !names.has('objectives')))
  )
}

function labelled(lines: Line[], goals: Goals[]): Outline {
  const starts = new Map(goals.map((one) => [one.start, one]))
  let inGoals: Goals | undefined
  const bodies: Body[] = []
  const headings: number[] = []
  const holders = new Map<number, number>()
  const path: number[] = []
  // what closes a fence around the whole input is no part of the last plan
  const end = lastLine(lines)
  let body: (Body & { level: number }) | undefined
  lines.forEach((line, index) => {
    if (inGoals && index < inGoals.end) return
    if (inGoals) {
      if (body && !(line.label && line.label.name !== 'vision')) {
        body.end = index
        body = undefined
      } else if (body) body.level = line.level
      inGoals = undefined
    }
    const own = starts.get(index)
    if (own) {
      inGoals = own
      if (body?.goals) {
        body.end = index
        body = undefined
      }
      if (body && isTitle(lines, body.start, index)) {
        // `# Objectives` above `## Active`: the name of the page
        bodies.pop()
        headings.push(body.start)
        holders.set(body.start, -1)
        for (const at of headingsIn(lines, body.start + 1, index)) holders.set(at, body.start)
        body = undefined
      }
      // what stands right above objectives – a vision, say – is of the same plan
      if (body) {
        body.goals = own
        if (own.heading >= 0 && own.heading < body.heading) body.heading = own.heading
      } else {
        body = { start: index, end, heading: own.heading, goals: own, level: 0 }
        bodies.push(body)
      }
      return
    }
    const begins = line.label?.name === 'vision' || (line.label?.name === 'objectives' && !body && !explained(lines, headings, index))
    if (begins) {
      if (body) body.end = index
      body = { start: index, end, heading: titleAbove(lines, { bodies, headings, holders }, line.level), level: line.level }
      bodies.push(body)
    } else if (line.kind === 'heading' && !line.label && !(body && body.level > 0 && line.level > body.level)) {
      // a chapter of the plan that no section word names: what it says is commentary
      if (body && !body.goals && isBetween(lines, index, body)) return
      if (body) body.end = index
      body = undefined
      headings.push(index)
      while (path.length > 0 && (lines[path.at(-1) as number]?.level ?? 0) >= line.level) path.pop()
      holders.set(index, path.at(-1) ?? -1)
      path.push(index)
    }
  })
  apart(lines, bodies)
  return { bodies, headings, holders }
}

/** Is the label above objectives but a heading with other headings below it, and no text of its own? */
function isTitle(lines: Line[], from: number, to: number): boolean {
  const [label, between] = [lines[from], lines.slice(from + 1, to)]
  return (
    label?.kind === 'heading' &&
    label.label?.name === 'objectives' &&
    between.some(({ kind }) => kind === 'heading') &&
    between.every(({ kind, level }) => kind === 'blank' || kind === 'underline' || (kind === 'heading' && level > label.level))
  )
}

function headingsIn(lines: Line[], from: number, to: number): number[] {
  return lines.slice(from, to).flatMap(({ kind }, at) => (kind === 'heading' ? [from + at] : []))
}

/** So many lines a chapter may have that stands between two sections of a plan. */
const longestBetween = 300

/** Does a plan go on below this heading: with a section that it has not had, and before another plan, or a higher chapter, begins? */
function isBetween(lines: Line[], index: number, { start, level }: Body & { level: number }): boolean {
  const own = lines[index] as Line
  const title = readTitle(own.text)
  if (title.placeholder || teaches(title.core) || /\b(?:VPMOM|V2MOM|OKRs?)\b|^FY\s?'?\d\d/i.test(title.core)) return false
  for (let at = index + 1; at < lines.length && at < index + longestBetween; at += 1) {
    const line = lines[at] as Line
    if (line.kind === 'heading' && line.level < (line.label && level > 0 ? level : own.level)) return false
    if (!line.label) continue
    const { name } = line.label
    if (name === 'vision' || name === 'objectives' || /^key/i.test(line.label.word) || (level > 0 && line.level !== level)) return false
    return !lines.slice(start, index).some(({ label }) => label?.name === name)
  }
  return false
}

/** `Objectives` in a chapter about the method, or with nothing but chapters about it below, is a word that is explained there. */
function explained(lines: Line[], headings: number[], index: number): boolean {
  const above = lines[headings.at(-1) ?? -1]
  if (above !== undefined && isAboutMethod(plainOf(above.text, true))) return true
  const level = lines[index]?.level ?? 0
  for (let at = index + 1; level > 0 && at < index + 40; at += 1) {
    const line = lines[at]
    if (!line || line.kind === 'item' || line.kind === 'row') return false
    if (line.kind === 'heading') return line.level > level && isAboutMethod(plainOf(line.text, true))
  }
  return false
}

/** No two plans share a line: a body whose title lies above another's end takes a heading below that, or joins that plan. */
function apart(lines: Line[], bodies: Body[]): void {
  bodies.forEach((body, index) => {
    const before = bodies[index - 1]
    if (!before) return
    if (body.heading !== before.heading && body.heading < before.end) {
      let at = body.start - 1
      while (at >= before.end && lines[at]?.kind !== 'heading') at -= 1
      body.heading = at >= before.end ? at : before.heading
    }
    if (body.heading === before.heading) before.end = body.start
  })
}

/** The nearest heading that is not deeper than the labels: a chapter between title and Vision is no title. None such: the nearest of all. */
function titleAbove(lines: Line[], { bodies, headings, holders }: Outline, level: number): number {
  const nearest = headings.at(-1) ?? -1
  if (level === 0) return nearest
  const last = bodies.at(-1)
  for (let at = nearest; at >= 0; at = holders.get(at) ?? -1) {
    // another plan must not lie between a title and its text
    if (last && at < last.start && at !== last.heading) break
    if ((lines[at] as Line).level <= level) return at
  }
  return nearest
}

/** The headings that hold this one, nearest first; at most five. */
export function ancestors(holders: Map<number, number>, heading: number): number[] {
  const found: number[] = []
  for (let above = holders.get(heading) ?? -1; above >= 0; above = holders.get(above) ?? -1) found.push(above)
  return found
}
