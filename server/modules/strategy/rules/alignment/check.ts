import { type Alike, alikeIndex, type AlikeIndex } from './alike.ts'
import { promiseFindings, twinFinding } from './between.ts'
import { cascadeFindings } from './cascade.ts'
import { isOver } from './joined.ts'
import type { Edge, Finding, House, Line, Side } from './model.ts'
import { topOf } from './model.ts'
import { ownFindings } from './own.ts'

/** From which likeness on two methods are worth a word. */
export const alikeFrom = 0.6

type Twins = { alike: AlikeIndex; bySystem: ReadonlyMap<string, readonly string[]> }

/** Puts together what each plan is held against. `passed`: keys of items that only editions hold that are over. */
export function houseOf(
  facts: Pick<House, 'today' | 'passed' | 'metrics' | 'effects'> & { faces: readonly Side[]; edges: readonly Edge[] },
): House {
  const { faces, edges, ...rest } = facts
  const children = new Map<string, string[]>()
  for (const { plan } of faces) if (plan.parent !== null) append(children, plan.parent, plan.id)
  const [edgesFrom, edgesTo] = [new Map<string, Edge[]>(), new Map<string, Edge[]>()]
  for (const edge of edges) {
    append(edgesFrom, edge.from_key, edge)
    append(edgesTo, edge.to_key, edge)
  }
  const lineOf = new Map(faces.flatMap((side) => side.lines.map((line) => [line.key, { side, line }] as const)))
  const promises = promisesOf(edges, edgesFrom, lineOf)
  return { ...rest, faces: new Map(faces.map((side) => [side.plan.id, side])), children, edgesFrom, edgesTo, lineOf, promises }
}

function promisesOf(edges: readonly Edge[], edgesFrom: House['edgesFrom'], lineOf: House['lineOf']): House['promises'] {
  const promises = new Map<string, Map<string, string[]>>()
  const add = (upper: string, key: string) => {
    const metric = lineOf.get(key)?.line.measure?.metric
    if (!metric) return
    const lists = promises.get(upper) ?? new Map<string, string[]>()
    promises.set(upper, lists)
    append(lists, metric, key)
  }
  for (const { type, from_key, to_key } of edges) {
    if (type === 'serves') {
      add(to_key, from_key)
      for (const one of edgesFrom.get(from_key) ?? []) if (one.type === 'measured_by') add(to_key, one.to_key)
    }
    if (type === 'measured_by') add(from_key, to_key)
  }
  return promises
}

/** Methods of the plans that count, to be found by their words and by their systems. */
export function twinsOf({ faces }: House): Twins {
  const methods = [...faces.values()].filter((side) => !isOver(side)).flatMap((side) => topOf(side, 'methods'))
  const bySystem = new Map<string, string[]>()
  for (const { key, systems } of methods) for (const system of systems) append(bySystem, system, key)
  return { alike: alikeIndex(methods, alikeFrom), bySystem }
}

/** Everything that is found of one plan, by the edition given, against all the others. */
export function findingsOf(side: Side, house: House, twins: Twins): Finding[] {
  if (isOver(side)) return []
  return [
    ...ownFindings(side, house),
    ...promiseFindings(side, house),
    ...cascadeFindings(side, house),
    ...twinFindings(side, house, twins),
  ]
}

function twinFindings(side: Side, house: House, { alike, bySystem }: Twins): Finding[] {
  const written = house.faces.get(side.plan.id) !== side
  return topOf(side, 'methods').flatMap((line) => {
    const near = new Map(alike.near(line).map(({ b, sim }: Alike) => [b, sim]))
    for (const key of sharing(line, bySystem, house)) if (!near.has(key)) near.set(key, 0)
    return [...near].flatMap(([key, like]) => {
      const other = house.lineOf.get(key)
      if (!other || isOver(other.side) || other.side.plan.id === side.plan.id) return []
      if (!written && side.plan.id > other.side.plan.id) return []
      return twinFinding(side, line, other, like, house) ?? []
    })
  })
}

/** Methods on the same system, and those that are said to be the same. */
function sharing(line: Line, bySystem: Twins['bySystem'], { edgesFrom, edgesTo }: House): string[] {
  return [
    ...line.systems.flatMap((system) => bySystem.get(system) ?? []),
    ...(edgesFrom.get(line.key) ?? []).flatMap(({ type, to_key }) => (type === 'same_as' ? [to_key] : [])),
    ...(edgesTo.get(line.key) ?? []).flatMap(({ type, from_key }) => (type === 'same_as' ? [from_key] : [])),
  ].filter((key) => key !== line.key)
}

function append<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key)
  if (list) list.push(one)
  else lists.set(key, [one])
}
