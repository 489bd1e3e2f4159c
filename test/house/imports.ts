import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** One import as it stands in a file. `to` is a path from the project's root, or a package name. */
export type Import = { from: string; to: string; local: boolean; typeOnly: boolean }

const root = join(import.meta.dirname, '../..')
const statement =
  /(?:^|\n)[ \t]*(import|export)\b(?!\s*\()([^'";]*?)from\s*'([^']+)'|(?:^|\n)[ \t]*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g

/** Every source file of the project, as paths from its root. */
export function sources(pattern = '{server,web,packages,demo,test,bench}/**/*.{ts,tsx}'): string[] {
  return globSync(pattern, { cwd: root, exclude: (name) => name.includes('node_modules') || name === 'dist' }).sort()
}

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** Source text without comments and without the words of strings, for looking at code alone. */
export function codeOf(file: string): string {
  return textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
}

const read = new Map<string, Import[]>()

/** The imports and re-exports of a file. */
export function importsOf(file: string): Import[] {
  const known = read.get(file)
  if (known) return known
  const found = importsIn(file, textOf(file))
  read.set(file, found)
  return found
}

/** The imports and re-exports of a text that stands in a file. */
export function importsIn(file: string, source: string): Import[] {
  const text = source.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...text.matchAll(statement)].map((found) => {
    const wanted = found[3] ?? found[4] ?? found[5] ?? ''
    const local = wanted.startsWith('.')
    const words = (found[2] ?? '').trim()
    return {
      from: file,
      to: local ? normalize(join(dirname(file), wanted)) : wanted,
      local,
      typeOnly: /^type\b/.test(words) || onlyTypes(words),
    }
  })
}

/** `{ type A, type B }` brings no code either. */
function onlyTypes(words: string): boolean {
  const names = /^\{([\s\S]*)\}$/
    .exec(words)?.[1]
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return names !== undefined && names.length > 0 && names.every((name) => name.startsWith('type '))
}

/** The room a path lies in. */
export function roomOf(path: string): string | undefined {
  return /^server\/modules\/([^/]+)\//.exec(path)?.[1]
}

/** Everything that a file brings along when it is loaded: paths and package names, and the way there. */
export function loadedBy(starts: string[]): Map<string, string[]> {
  const ways = new Map<string, string[]>(starts.map((start) => [start, [start]]))
  const ahead = [...starts]
  for (let file = ahead.pop(); file !== undefined; file = ahead.pop()) {
    // a path that leads nowhere is the compiler's to report
    if (!/\.tsx?$/.test(file) || !existsSync(join(root, file))) continue
    for (const one of importsOf(file)) {
      if (one.typeOnly || ways.has(one.to)) continue
      ways.set(one.to, [...(ways.get(file) ?? []), one.to])
      if (one.local) ahead.push(one.to)
    }
  }
  return ways
}
