import { findingsOf, houseOf, twinsOf } from '../server/modules/strategy/rules/alignment/check.ts'
import type { Edge, Line, MetricFacts, Side } from '../server/modules/strategy/rules/alignment/model.ts'
import { norm } from '../server/modules/strategy/rules/alignment/text.ts'
import { edge, line, metric, person, side } from '../test/laws/sides.ts'
import { conditions, median, printFigure } from './figure.ts'

/**
 * What the nightly alignment of all plans costs, the reading of the words included: 500 and 2,000 plans of 40 items, of which 12 are methods
 * in words of a skewed vocabulary that grows with what is written, as words do. Four times the plans may cost six times as much.
 */
const rounds = 7
const metrics = new Map<string, MetricFacts>(
  Array.from({ length: 60 }, (_, at) => [
    `m${at}`,
    { label: `Figure ${at}`, additive: at % 2 === 0, certified: at % 3 > 0, deprecated: at % 17 === 0 },
  ]),
)

function company(count: number) {
  let seed = 20_260_615
  // mulberry32: the same plans on each run
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  // Heaps: words grow with the root of the text
  const vocabulary = Math.round(60 * Math.sqrt(count * 40))
  const word = () => `w${Math.floor(vocabulary * random() ** 3)}x`
  const words = () => Array.from({ length: 6 + Math.floor(random() * 5) }, word).join(' ')
  const faces: Side[] = []
  const edges: Edge[] = []
  const texts: string[] = []
  for (let no = 0; no < count; no += 1) {
    const id = `p${no}`
    const parent = no === 0 ? undefined : `p${Math.floor((no - 1) / 12)}`
    const text = (at: number) => {
      // one method in forty is somebody else's, written again
      const said = at % 40 === 7 && texts.length > 0 ? (texts[Math.floor(random() * texts.length)] ?? words()) : words()
      texts.push(said)
      return said
    }
    const of = (section: Line['section'], letter: string, many: number) =>
      Array.from({ length: many }, (_, at) => {
        const more =
          section === 'measures' ? metric(`m${Math.floor(random() * 60)}`, at % 2 === 0 ? 'increase' : 'at_most', String(at + 1)) : {}
        return line(`${id}.${letter}${at}`, section, section === 'methods' ? text(no + at) : words(), { rank: at + 1, stems: [], ...more })
      })
    const lines = [
      ...of('vision', 'v', 1),
      ...of('priorities', 'p', 5),
      ...of('methods', 'm', 12),
      ...of('obstacles', 'o', 8),
      ...of('measures', 'k', 14),
    ]
    faces.push(side(id, lines, { dri: person(`d${no % 90}`), ...(parent ? { parent } : { level: 'company' as const }) }))
    for (let at = 0; at < 12; at += 1) {
      edges.push(edge(`${id}.m${at}`, 'measured_by', `${id}.k${at}`))
      if (parent && at < 8) edges.push(edge(`${id}.m${at}`, 'serves', `${parent}.m${at}`))
      if (parent && at < 3) edges.push(edge(`${id}.k${at}`, 'serves', `${parent}.k${at}`))
      if (at < 6) edges.push(edge(`${id}.m${at}`, 'mitigates', `${id}.o${at}`))
    }
  }
  return { faces, edges }
}

function nightly({ faces, edges }: { faces: Side[]; edges: Edge[] }): { codes: Map<string, number>; cpu: number } {
  const before = process.cpuUsage()
  const read = faces.map((one) => ({
    ...one,
    lines: one.lines.map((line) => (line.section === 'methods' ? { ...line, stems: norm(line.text, 'en') } : line)),
  }))
  const house = houseOf({ today: '2026-06-15', passed: new Set(), metrics, effects: new Map(), faces: read, edges })
  const twins = twinsOf(house)
  const codes = new Map<string, number>()
  for (const one of read) for (const { code } of findingsOf(one, house, twins)) codes.set(code, (codes.get(code) ?? 0) + 1)
  const { user, system } = process.cpuUsage(before)
  return { codes, cpu: (user + system) / 1000 }
}

const costs: number[] = []
for (const count of [500, 2000]) {
  const made = company(count)
  nightly(made)
  const times = Array.from({ length: rounds }, () => nightly(made))
  const cpu = median(times.map((one) => one.cpu))
  costs.push(cpu)
  const told = [...(times[0]?.codes ?? [])].toSorted().map(([code, many]) => `${code} ${many}`)
  console.log(
    `${count} plans of 40 items: ${cpu.toFixed(0)} ms CPU, ${((cpu * 1000) / count).toFixed(0)} µs a plan; found ${told.join(', ')}`,
  )
}
conditions()
printFigure('nightly alignment, 2,000 plans beside 500 (at most 6)', ((costs[1] ?? 0) / (costs[0] ?? 1)).toFixed(2))
