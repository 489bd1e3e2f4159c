import { globSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const parts = ['server/{kernel,doors,adapters,modules}/**/*.ts', 'demo/*.ts', 'server/programs/storyteller.ts']

/**
 * Reads all that a house may run and ends, so that the runtime keeps it compiled (`NODE_COMPILE_CACHE`). Whoever takes types out of sources
 * holds the compiler for it as long as it lives, some 20 to 35 MiB: better this process than a house.
 */
export async function compileAll(): Promise<void> {
  const files = globSync(parts, { cwd: root, exclude: (name) => name.endsWith('.test.ts') })
  // what cannot be read alone is compiled when somebody reads it
  await Promise.allSettled(files.map((file) => import(join(root, file))))
  flushCompileCache()
}
