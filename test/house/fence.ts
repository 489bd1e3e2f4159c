import type { Import } from './imports.ts'
import { groundOf, map, reachOf } from './map.ts'
import { roomOf } from './imports.ts'

/** Every import that follows no arrow of the map, in words: who, whom, and which arrow is missing. */
export function strays(imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const fault = faultOf(one)
    return fault ? [`${one.from} imports ${one.to}: ${fault}`] : []
  })
}

function faultOf(one: Import): string | undefined {
  const from = groundOf(one.from)
  if (!from) return 'stands on no ground of the map'
  if (!one.local) return packageFault(one)
  if (from === 'test') return undefined
  const to = groundOf(one.to)
  if (!to) return 'leads to no ground of the map'
  return inPackages(one) ?? (from === to ? within(one) : across(one, from, to))
}

/** From one ground to another: there is an arrow, and the other is entered by its door. */
function across(one: Import, from: keyof typeof map.grounds, to: string): string | undefined {
  if (from === 'web') return plainOf(one) ? undefined : 'the web app knows contracts and the plain part of the kernel'
  const arrows: readonly string[] = map.grounds[from]
  if (!arrows.includes(to)) return `no arrow leads from ${from} to ${to}`
  // a measurement looks inside whatever it measures
  if (to !== 'rooms' || from === 'bench') return undefined
  const doors = from === 'list' ? /\/index\.ts$/ : /^server\/modules\/[^/]+\/(index\.ts|contract(\.ts|\/))/
  return doors.test(one.to) ? undefined : 'a room is entered by its index.ts or its contract'
}

/** On one ground: rooms and the screens of rooms follow the rooms' arrows. */
function within(one: Import): string | undefined {
  const [from, to] = [roomOf(one.from), roomOf(one.to)]
  if (from && to && from !== to) {
    if (!reachOf(from).has(to)) return `no arrow leads from ${from} to ${to}`
    return one.to === `server/modules/${to}/index.ts` ? undefined : 'another room is entered by its index.ts'
  }
  const [screens, others] = [screensOf(one.from), screensOf(one.to)]
  if (screens && others && screens !== others && !reachOf(screens).has(others)) return `no arrow leads from ${screens} to ${others}`
  return undefined
}

function inPackages(one: Import): string | undefined {
  const inside = /^packages\/([^/]+)\//.exec(one.from)?.[1]
  const target = /^packages\/([^/]+)\//.exec(one.to)?.[1]
  if (inside) return target === inside ? undefined : 'a published package imports nothing of the house'
  if (!target) return undefined
  const by = roomOf(one.from) ?? groundOf(one.from)
  const permitted: Record<string, readonly string[]> = map.packages
  return by === 'bench' || permitted[target]?.includes(by ?? '') ? undefined : `${by} is not among those who import ${target}`
}

function packageFault(one: Import): string | undefined {
  if (one.from.startsWith('packages/')) return one.to.startsWith('node:') ? undefined : 'a published package has no dependencies'
  if (!one.from.startsWith('web/')) return undefined
  if (serverPackage(one.to)) return 'the browser has no such thing'
  const raw = /^@mantine\//.test(one.to) && !/^web\/(kit|frame)\/|^web\/main\.tsx$/.test(one.from)
  return raw ? 'screens are made of web/kit' : undefined
}

/** What the browser may have of the server: promises, shapes, and values that need no machine. */
function plainOf(one: Import): boolean {
  if (/^server\/(modules\/[^/]+|doors)\/(contract(\.ts$|\/)|shapes\.ts$)/.test(one.to)) return true
  return (
    one.to.startsWith('server/kernel/') &&
    (one.typeOnly || /\/(operation|refusal|money|period|page|shapes|strict|input-words|list\/(declare|list|where))\.ts$/.test(one.to))
  )
}

/** Packages that touch the world outside. */
export function serverPackage(to: string, except: string[] = []): boolean {
  return /^(node:|pg$|pg-boss|kysely|hono|@hono|nodemailer|pino|@duckdb|better-auth|pdfkit)/.test(to) && !except.includes(to)
}

function screensOf(path: string): string | undefined {
  return /^web\/modules\/([^/]+)\//.exec(path)?.[1]
}

/** Files that import each other in a circle, types included, each circle once: `a.ts → b.ts → a.ts`. */
export function circles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>()
  for (const one of imports) if (one.local) next.set(one.from, [...(next.get(one.from) ?? []), one.to])
  const [begun, done, way, found] = [new Set<string>(), new Set<string>(), [] as string[], [] as string[]]
  const walk = (file: string): void => {
    if (done.has(file)) return
    if (begun.has(file)) {
      found.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    begun.add(file)
    way.push(file)
    for (const to of next.get(file) ?? []) walk(to)
    way.pop()
    done.add(file)
  }
  for (const file of next.keys()) walk(file)
  return found
}
