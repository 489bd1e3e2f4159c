import { numberOf } from './days.ts'

export type Point = { day: string; value: number | null }
export type Knot = { x: number; y: number }
/** A piece between two lines on one side of the crossing: `above` where the first is higher. */
type Piece = { above: boolean; upper: Knot[]; lower: Knot[] }

/** The points that have a value, days as numbers. */
export function knotsOf(points: readonly Point[]): Knot[] {
  return points.flatMap(({ day, value }) => (value === null ? [] : [{ x: numberOf(day), y: value }]))
}

/** Where a line stands at a place, read between its points; nothing beyond its ends. */
export function heightAt(line: readonly Knot[], x: number): number | undefined {
  const next = line.findIndex((knot) => knot.x >= x)
  const after = line[next]
  if (!after) return undefined
  if (after.x === x) return after.y
  const before = line[next - 1]
  if (!before) return undefined
  return before.y + ((x - before.x) / (after.x - before.x)) * (after.y - before.y)
}

/** What lies between two lines, cut where they cross. */
export function wedge(one: readonly Knot[], other: readonly Knot[]): Piece[] {
  const places = [...new Set([...one, ...other].map((knot) => knot.x))].sort((a, b) => a - b)
  const pairs = places.flatMap((x) => {
    const [a, b] = [heightAt(one, x), heightAt(other, x)]
    return a === undefined || b === undefined ? [] : [{ x, a, b }]
  })
  const pieces: Piece[] = []
  for (const [index, here] of pairs.entries()) {
    const before = pairs[index - 1]
    if (!before) continue
    const [was, is] = [before.a - before.b, here.a - here.b]
    if (was * is < 0) {
      const share = was / (was - is)
      const cross = { x: before.x + share * (here.x - before.x), a: 0, b: 0 }
      cross.a = cross.b = before.a + share * (here.a - before.a)
      join(pieces, was > 0, before, cross)
      join(pieces, is > 0, cross, here)
    } else if (was !== 0 || is !== 0) join(pieces, was + is > 0, before, here)
  }
  return pieces
}

type Pair = { x: number; a: number; b: number }

function join(pieces: Piece[], above: boolean, from: Pair, to: Pair): void {
  const last = pieces.at(-1)
  if (last && last.above === above && last.upper.at(-1)?.x === from.x) {
    last.upper.push({ x: to.x, y: to.a })
    last.lower.push({ x: to.x, y: to.b })
    return
  }
  pieces.push({
    above,
    upper: [
      { x: from.x, y: from.a },
      { x: to.x, y: to.a },
    ],
    lower: [
      { x: from.x, y: from.b },
      { x: to.x, y: to.b },
    ],
  })
}

/** The line as an SVG path; a gap stays a gap. */
export function pathOf(points: readonly Point[], x: (day: number) => number, y: (value: number) => number): string {
  let path = ''
  let pen = 'M'
  for (const { day, value } of points) {
    if (value === null) {
      pen = 'M'
      continue
    }
    path += `${pen}${x(numberOf(day)).toFixed(1)} ${y(value).toFixed(1)}`
    pen = 'L'
  }
  return path
}

/** A closed shape between an upper and a lower course. */
export function ringOf(upper: readonly Knot[], lower: readonly Knot[], x: (day: number) => number, y: (value: number) => number): string {
  const places = [...upper, ...lower.toReversed()].map((knot) => `${x(knot.x).toFixed(1)} ${y(knot.y).toFixed(1)}`)
  return `M${places.join('L')}Z`
}
