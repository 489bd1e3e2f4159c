/**
 * The map of the house: who may import whom. Arrows run one way and are read transitively (licensing may call customers,
 * because billing may). An import that follows no arrow fails test/house.test.ts by name; ARCHITECTURE.md prints this literal.
 */
export const map = {
  /** rooms in server/modules, each entered by its index.ts */
  rooms: {
    people: [],
    customers: ['people'],
    billing: ['customers'],
    licensing: ['billing'],
    data: ['people'],
    strategy: ['people', 'data'],
  },
  /** everything beside the rooms; 'rooms' stands for all of them */
  grounds: {
    kernel: [],
    adapters: ['kernel'],
    rooms: ['kernel', 'adapters'],
    doors: ['kernel', 'adapters', 'rooms'],
    demo: ['kernel', 'rooms'],
    web: ['contracts'],
  },
  /** packages that are published by themselves, and who may import them */
  packages: {
    'licence-verifier': ['licensing', 'doors'],
  },
} as const satisfies {
  rooms: Record<string, readonly string[]>
  grounds: Record<string, readonly string[]>
  packages: Record<string, readonly string[]>
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
  const known = packages.map(([name, by]) => `${name.padEnd(width)} ← ${by.join(', ')}`)
  return [
    '```text',
    'A → B: A may import B, and whatever B may import',
    '',
    ...rooms.map(line),
    '',
    ...grounds.map(line),
    '',
    ...known,
    '```',
  ].join('\n')
}
