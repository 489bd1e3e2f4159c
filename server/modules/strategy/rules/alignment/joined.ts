import type { Edge, House, Line, Side } from './model.ts'

/** A line by its key as a side sees it: its own text, that of another plan as it counts. Nothing where it is gone, or its plan is over. */
export function placed(side: Side, { lineOf }: House, key: string): { side: Side; line: Line } | undefined {
  const line = side.lines.find((one) => one.key === key)
  if (line) return { side, line }
  const there = lineOf.get(key)
  return there && there.side.plan.id !== side.plan.id && !isOver(there.side) ? there : undefined
}

/** Edges that lead on from an item, and those that come to it from one that is still there. */
export function out({ edgesFrom }: House, key: string, type: Edge['type']): Edge[] {
  return (edgesFrom.get(key) ?? []).filter((edge) => edge.type === type)
}

export function into({ edgesTo }: House, key: string, type: Edge['type']): Edge[] {
  return (edgesTo.get(key) ?? []).filter((edge) => edge.type === type)
}

/** Whether something that is still there comes to an item by an edge of this type. */
export function isJoined(side: Side, house: House, key: string, type: Edge['type']): boolean {
  return into(house, key, type).some((edge) => placed(side, house, edge.from_key) !== undefined)
}

export function isOver({ edition: { state } }: Side): boolean {
  return state === 'superseded' || state === 'expired' || state === 'withdrawn'
}
