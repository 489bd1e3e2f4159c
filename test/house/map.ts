/**
 * The map of the house: who may import whom. Arrows between rooms run one way and are read transitively (licensing may call customers,
 * because billing may); every other ground imports what stands here and nothing else. An import that follows no arrow fails
 * test/house.test.ts by name; ARCHITECTURE.md prints this literal.
 */
export const map = {
  /** rooms in server/modules, each entered by its index.ts */
  rooms: {
    people: [],
    decisions: ['people'],
    customers: ['people'],
    billing: ['customers', 'decisions'],
    licensing: ['billing'],
    data: ['people', 'decisions'],
    strategy: ['people', 'data'],
    cadence: ['strategy'],
    handbook: ['people', 'decisions'],
  },
  /** everything beside the rooms; `rooms` stands for all of them, `contracts` for what they promise */
  grounds: {
    packages: [],
    kernel: [],
    adapters: ['kernel'],
    rooms: ['kernel', 'adapters', 'packages'],
    list: ['kernel', 'rooms'],
    doors: ['kernel', 'rooms'],
    demo: ['kernel', 'rooms', 'doors'],
    programs: ['kernel', 'adapters', 'packages', 'rooms', 'list', 'doors', 'demo'],
    web: ['contracts'],
    bench: ['kernel', 'adapters', 'packages', 'rooms', 'list', 'doors', 'demo', 'programs', 'test'],
  },
  /** packages that are published by themselves, and who may import them */
  packages: {
    'licence-verifier': ['licensing', 'programs'],
    client: [],
  },
} as const satisfies {
  rooms: Record<string, readonly string[]>
  grounds: Record<string, readonly string[]>
  packages: Record<string, readonly string[]>
}

type Ground = keyof typeof map.grounds

/** Where each ground lies; the first that fits. */
const places: [ground: Ground | 'test', at: RegExp][] = [
  ['packages', /^packages\//],
  ['kernel', /^server\/kernel\//],
  ['adapters', /^server\/adapters\//],
  ['rooms', /^server\/modules\//],
  ['list', /^server\/rooms\.ts$/],
  ['doors', /^server\/doors\//],
  ['demo', /^demo\//],
  ['programs', /^server\/programs\//],
  ['web', /^web\//],
  ['bench', /^bench\//],
  ['test', /^test\/|\.test\.tsx?$/],
]

/** The ground on which a file stands; nothing for a file that stands nowhere on the map. */
export function groundOf(file: string): Ground | 'test' | undefined {
  return places.find(([, at]) => at.test(file))?.[0]
}

/** What a room may reach by following arrows. */
export function reachOf(room: string): ReadonlySet<string> {
  const arrows: Record<string, readonly string[]> = map.rooms
  const reached = new Set<string>()
  const ahead = [...(arrows[room] ?? [])]
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    ahead.push(...(arrows[next] ?? []))
  }
  return reached
}

/** The block of ARCHITECTURE.md. */
export function printedMap(): string {
  const rooms: [string, readonly string[]][] = Object.entries(map.rooms)
  const grounds: [string, readonly string[]][] = Object.entries(map.grounds)
  const packages: [string, readonly string[]][] = Object.entries(map.packages)
  const width = Math.max(...[...rooms, ...grounds, ...packages].map(([name]) => name.length))
  const line = ([name, to]: [string, readonly string[]]) => `${name.padEnd(width)} → ${to.length > 0 ? to.join(', ') : 'nobody'}`
  const known = packages.map(([name, by]) => `${name.padEnd(width)} ← ${by.length > 0 ? by.join(', ') : 'nobody'}`)
  return [
    '```text',
    'the rooms; A → B: A may call B, and whatever B may call',
    '',
    ...rooms.map(line),
    '',
    'the grounds, from the lowest up; A → B: A imports B, and nothing that does not stand here',
    '',
    ...grounds.map(line),
    '',
    'what is published by itself, and who imports it',
    '',
    ...known,
    '```',
  ].join('\n')
}
