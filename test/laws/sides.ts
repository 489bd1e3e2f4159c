import { findingsOf, houseOf, twinsOf } from '../../server/modules/strategy/rules/alignment/check.ts'
import type { Bound, Edge, EdgeType, Finding, House, Line, Side } from '../../server/modules/strategy/rules/alignment/model.ts'
import { norm } from '../../server/modules/strategy/rules/alignment/text.ts'

/** One line of a made-up plan: its words, and what hangs on it. */
export function line(key: string, section: Line['section'], text: string, more: Partial<Line> = {}): Line {
  return {
    key,
    section,
    depth: 0,
    rank: 1,
    text,
    stems: norm(text, 'en'),
    hash: `${key} ${text}`,
    struck: false,
    placeholder: false,
    external: false,
    dri: null,
    systems: [],
    measure: null,
    budget: [],
    ...more,
  }
}

export function metric(of: string, direction: Bound['direction'], target: string, more: Partial<Bound> = {}): { measure: Bound } {
  const measure: Bound = {
    kind: 'metric',
    metric: of,
    filter: null,
    direction,
    target,
    target_high: null,
    unit: null,
    resolve_by: null,
    ...more,
  }
  return { measure }
}

export const person = (name: string, gone = false) => ({ key: name.toLowerCase(), name, gone })

type Facts = {
  level?: Side['plan']['level']
  parent?: string
  state?: Side['edition']['state']
  legacy?: boolean
  from?: string
  to?: string
  dri?: Side['dri']
}

export function side(id: string, lines: Line[], facts: Facts = {}): Side {
  const {
    level = 'department',
    parent = null,
    state = 'vetted',
    legacy = false,
    from = '2026-02-01',
    to = '2027-01-31',
    dri = person(id),
  } = facts
  return {
    plan: { id, title: id.slice(0, 1).toUpperCase() + id.slice(1), level, parent, restricted: false },
    edition: { id: `${id}-edition`, state, legacy, from, to, hash: `${id}-hash` },
    framework: 'vpmom',
    dri,
    decider: null,
    lines,
  }
}

let n = 0
/** `a > serves > b` between plans: keys begin with the plan's name and a dot. */
export function edge(from: string, type: EdgeType, to: string, more: Partial<Edge> = {}): Edge {
  n += 1
  const plan = (key: string) => key.split('.')[0] ?? ''
  return {
    id: `edge-${n}`,
    type,
    from_key: from,
    from_plan: plan(from),
    to_key: to,
    to_plan: plan(to),
    answer: null,
    answer_hash: null,
    answer_reason: null,
    ...more,
  }
}

type Round = Partial<Pick<House, 'today' | 'passed' | 'metrics' | 'effects'>> & { faces: Side[]; edges?: Edge[] }

/** Everything that is found among made-up plans; `written`: editions that are being written beside those that count. */
export function found(round: Round, written: Side[] = []): Finding[] {
  const { today = '2026-06-15', passed = new Set<string>(), metrics = new Map(), effects = new Map(), faces, edges = [] } = round
  const house = houseOf({ today, passed, metrics, effects, faces, edges })
  const twins = twinsOf(house)
  return [...faces, ...written].flatMap((one) => findingsOf(one, house, twins))
}
