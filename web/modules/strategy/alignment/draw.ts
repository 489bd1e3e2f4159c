import type { Defect, Edge, Plan, Tree } from './words.ts'

/** Where things stand in the drawing, in points of its own width. */
export const width = 716
const left = 268
const right = 432

type Tone = 'plain' | 'bad' | 'warn'
export type LeftBox = { key: string; rank: number; text: string; top: number }
export type RightRow = { key: string; text: string; top: number; plan: Plan; tone: Tone; note: string | null; defect: string | null }
type Head = { plan: Plan; top: number }
type Curve = { key: string; path: string; tone: Tone | 'twin'; says: string }
type Drawing = { height: number; boxes: LeftBox[]; heads: Head[]; rows: RightRow[]; curves: Curve[] }

/** The plan that the others hang below: the company's, else the first that nothing stands above. */
export function topOf({ plans }: Tree): Plan | undefined {
  return plans.find(({ level }) => level === 'company') ?? plans.find(({ parent }) => parent === null)
}

/** Methods of the plan at the top on the left, those of the plans below it on the right, edges between them as curves. */
export function drawingOf(tree: Tree, shown: readonly Plan[]): Drawing {
  const top = topOf(tree)
  const methods = (plan: Plan) =>
    plan.items.filter(({ section, depth }) => (section === 'methods' || section === 'objectives') && depth === 0)
  const above = top ? methods(top) : []
  const place = new Map(above.map((item, at) => [item.key, at]))
  const serves = tree.edges.filter(({ type, from_key, to_key }) => (type === 'serves' || type === 'needs') && from_key !== to_key)
  const below = sorted(
    shown.filter((plan) => plan !== top),
    serves,
    place,
  )
  const marks = marksOf(tree)
  const heads: Head[] = []
  const rows: RightRow[] = []
  let y = 8
  for (const plan of below) {
    heads.push({ plan, top: y })
    y += 24
    for (const { key, text } of methods(plan)) {
      const mark = marks.get(key)
      rows.push({ key, text, top: y, plan, tone: mark?.tone ?? 'plain', note: mark?.note ?? null, defect: mark?.defect ?? null })
      y += 30
    }
    y += 11
  }
  const height = Math.max(y, above.length * 76, 160)
  const step = height / Math.max(above.length, 1)
  const boxes = above.map(({ key, rank, text }, at) => ({ key, rank, text, top: Math.round(step * at + step / 2 - 31) }))
  const middle = new Map<string, { x: number; y: number }>([
    ...boxes.map((box) => [box.key, { x: left, y: box.top + 25 }] as const),
    ...rows.map((row) => [row.key, { x: right, y: row.top + 14 }] as const),
  ])
  return { height, boxes, heads, rows, curves: curvesOf(tree, middle, marks) }
}

/** Plans in the order of what they serve, so that curves cross as little as they can. */
function sorted(plans: readonly Plan[], serves: readonly Edge[], place: ReadonlyMap<string, number>): Plan[] {
  const weight = (plan: Plan) => {
    const own = new Set(plan.items.map(({ key }) => key))
    const at = serves.flatMap(({ from_key, to_key }) => (own.has(from_key) && place.has(to_key) ? [place.get(to_key) ?? 0] : []))
    return at.length > 0 ? at.reduce((sum, one) => sum + one, 0) / at.length : place.size + 1
  }
  return plans.toSorted((a, b) => weight(a) - weight(b) || a.title.localeCompare(b.title))
}

type Mark = { tone: Tone; note: string | null; defect: string }

/** How a method is marked by what does not fit with it, or with its measures: the worst counts. */
function marksOf({ defects, edges }: Tree): Map<string, Mark> {
  const methodsOf = Map.groupBy(
    edges.filter(({ type }) => type === 'measured_by'),
    ({ to_key }) => to_key,
  )
  const marks = new Map<string, Mark>()
  for (const defect of defects.filter(({ waiver }) => waiver === null)) {
    const mark = markOf(defect)
    if (!mark) continue
    for (const { key } of defect.quoted) {
      if (key === null) continue
      for (const one of [key, ...(methodsOf.get(key) ?? []).map(({ from_key }) => from_key)]) if (!marks.has(one)) marks.set(one, mark)
    }
  }
  return marks
}

const notes: Record<string, string> = {
  C2: 'two owners',
  C5: 'not measured',
  C7: 'joined to the past',
  A3: 'joined to nothing',
  C9: 'decided otherwise',
  'need.open': 'needed',
}
function markOf({ id, code, level, sum }: Defect): Mark | undefined {
  if (code === 'C1') return { tone: sum ? 'warn' : 'bad', note: sum ? 'falls short' : null, defect: id }
  const note = notes[code]
  return note ? { tone: level === 'error' && code !== 'C2' && code !== 'C5' ? 'bad' : 'warn', note, defect: id } : undefined
}

function curvesOf(tree: Tree, middle: ReadonlyMap<string, { x: number; y: number }>, marks: ReadonlyMap<string, Mark>): Curve[] {
  const textOf = new Map(tree.plans.flatMap((plan) => plan.items.map((item) => [item.key, item.text] as const)))
  const drawn = tree.edges.flatMap((edge): Curve[] => {
    const [from, to] = [middle.get(edge.from_key), middle.get(edge.to_key)]
    if (!from || !to || (edge.type !== 'serves' && edge.type !== 'needs' && edge.type !== 'same_as')) return []
    const says = `${textOf.get(edge.from_key) ?? ''} ${edge.type === 'serves' ? 'serves' : edge.type === 'needs' ? 'needs' : 'is the same as'} ${textOf.get(edge.to_key) ?? ''}`
    if (from.x === right && to.x === right) return [{ key: edge.id, path: bow(from.y, to.y), tone: 'twin', says }]
    if (from.x === to.x) return []
    const mark = marks.get(edge.from_key)
    const open = edge.type === 'needs' && edge.answer !== 'accepted'
    const tone = mark?.tone === 'bad' ? 'bad' : open || (mark && mark.note === 'falls short') ? 'warn' : 'plain'
    const [start, end] = from.x === left ? [from, to] : [to, from]
    return [
      { key: edge.id, path: `M${start.x} ${start.y}C${start.x + 90} ${start.y} ${end.x - 90} ${end.y} ${end.x} ${end.y}`, tone, says },
    ]
  })
  const twins = tree.defects
    .filter(({ code, waiver }) => code === 'C2' && waiver === null)
    .flatMap(({ id, quoted, title }): Curve[] => {
      const [a, b] = quoted.map(({ key }) => (key === null ? undefined : middle.get(key)))
      return a && b && a.x === right && b.x === right ? [{ key: id, path: bow(a.y, b.y), tone: 'twin', says: title }] : []
    })
  // what is wrong is drawn last, above the others
  return [...drawn.filter(({ tone }) => tone === 'plain'), ...drawn.filter(({ tone }) => tone !== 'plain'), ...twins]
}

/** A bow on the right of the rows. */
function bow(a: number, b: number): string {
  return `M${width - 4} ${a}C${width + 14} ${a} ${width + 14} ${b} ${width - 4} ${b}`
}
