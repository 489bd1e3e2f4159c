import { Refusal } from '../../../../kernel/refusal.ts'
import type { SectionName } from '../reading/model.ts'
import type { EdgeType } from './model.ts'

type End = { key: string; plan: string; section: SectionName; depth: number; level: 'company' | 'department' | 'team' | 'initiative' }

/** What of a text an end of an edge is: a key result is a measure, an objective is its own. */
type Part = 'vision' | 'priority' | 'method' | 'obstacle' | 'measure' | 'objective'
const parts: Partial<Record<SectionName, Part>> = {
  vision: 'vision',
  priorities: 'priority',
  methods: 'method',
  obstacles: 'obstacle',
  measures: 'measure',
}
function partOf({ section, depth }: Pick<End, 'section' | 'depth'>): Part | undefined {
  return section === 'objectives' ? (depth > 0 ? 'measure' : 'objective') : parts[section]
}

/** Which parts each type joins, from → to. */
const joins: Record<EdgeType, readonly `${Part} ${Part}`[]> = {
  serves: ['vision method', 'priority priority', 'method method', 'objective method', 'measure measure'],
  mitigates: ['method obstacle'],
  measured_by: ['method measure', 'objective measure'],
  same_as: ['method method', 'priority priority', 'obstacle obstacle', 'measure measure', 'objective objective'],
  needs: [
    'method method',
    'method vision',
    'method priority',
    'method objective',
    'objective method',
    'objective vision',
    'objective objective',
  ],
}
const levels = ['company', 'department', 'team', 'initiative']

/** The same as a list, the plainest first. */
export const joinsNow = (Object.keys(joins) as EdgeType[]).flatMap((type) =>
  joins[type].map((pair) => {
    const [from = '', to = ''] = pair.split(' ')
    return { type, from, to }
  }),
)

/** Which types may lead from one part to another, the plainest first. */
export function typesBetween(from: Pick<End, 'section' | 'depth'>, to: Pick<End, 'section' | 'depth'>): EdgeType[] {
  const pair = `${partOf(from)} ${partOf(to)}`
  return (Object.keys(joins) as EdgeType[]).filter((type) => (joins[type] as readonly string[]).includes(pair))
}

/** Refuses an edge that joins what does not belong together, points down, or comes back to where it began. `serves`: key → keys that it serves. */
export function fitEdge(type: EdgeType, from: End, to: End, serves: ReadonlyMap<string, readonly string[]>): void {
  if (from.key === to.key) throw new Refusal('refused', 'edge.same_item', 'An item cannot be joined to itself. Choose two.')
  if (!typesBetween(from, to).includes(type))
    throw new Refusal('refused', 'edge.wrong_ends', `${aPart(from)} cannot ${verbs[type]} ${aPart(to).toLowerCase()}.${mayJoin(type)}`, {
      facts: { may: typesBetween(from, to) },
    })
  if ((type === 'needs' || type === 'serves') && from.plan === to.plan)
    throw new Refusal(
      'refused',
      'edge.same_plan',
      `What ${type === 'needs' ? 'is needed' : 'is served'} stands in another plan. Choose an item there.`,
    )
  if (type !== 'serves') return
  if (levels.indexOf(from.level) < levels.indexOf(to.level))
    throw new Refusal('refused', 'edge.points_down', 'A plan serves the one above it. Draw the edge from the lower plan.')
  if (reaches(to.key, from.key, serves))
    throw new Refusal('refused', 'edge.circle', 'This would close a circle: what is to be served serves this already.')
}

const verbs: Record<EdgeType, string> = {
  serves: 'serve',
  mitigates: 'mitigate',
  measured_by: 'be measured by',
  same_as: 'be the same as',
  needs: 'need',
}

function aPart(end: Pick<End, 'section' | 'depth'>): string {
  const part = partOf(end)
  return part === undefined ? 'A line of the commentary' : `${/^[aeo]/.test(part) ? 'An' : 'A'} ${part}`
}

function mayJoin(type: EdgeType): string {
  const said = joins[type].map((pair) => pair.replace(' ', ' to '))
  return ` It goes from ${said.slice(0, -1).join(', ')}${said.length > 1 ? ' or ' : ''}${said.at(-1)}.`
}

/** Whether one comes from `start` to `goal` along edges. */
function reaches(start: string, goal: string, next: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set([start])
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === goal) return true
    for (const one of next.get(at) ?? []) {
      if (seen.has(one)) continue
      seen.add(one)
      open.push(one)
    }
  }
  return false
}
