import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import { editsFor, namesFor, pathFor, written } from './new-room/write.ts'

/**
 * `bin/new-room NAME [THING]`: a working room in this tree, with one table, a list, a way to write one down, a screen and tests; see
 * docs/new-room.md. ROOT names another tree (for its own test).
 */
function main(argv: string[]): void {
  const root = process.env['ROOT'] ?? join(import.meta.dirname, '../..')
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const names = namesFor(
    argv,
    readdirSync(join(root, 'web/modules')).map((room) => indexOf(root, room)),
  )
  if (existsSync(join(root, 'server/modules', names.room))) {
    throw new Refusal('conflict', 'room.taken', `There is a room ${names.room} already: server/modules/${names.room}.`)
  }
  const template = join(import.meta.dirname, 'new-room/template')
  const files = readdirSync(template, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const made: string[] = []
  for (const entry of files) {
    const from = join(entry.parentPath, entry.name)
    const path = pathFor(from.slice(template.length + 1), names)
    made.push(path)
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), written(readFileSync(from, 'utf8'), names))
    process.stdout.write(`  made    ${path}\n`)
  }
  for (const { path, edit } of editsFor(names)) {
    made.push(path)
    writeFileSync(join(root, path), edit(read(path)))
    process.stdout.write(`  edited  ${path}\n`)
  }
  // lines and tables are as long as the names make them
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  execFileSync(process.execPath, [biome, 'format', '--write', '--log-level=error', ...made.filter((path) => !/\.(sql|yaml)$/.test(path))], {
    cwd: root,
  })
  process.stdout.write(`\nThe room ${names.room} stands. What to do next is in docs/new-room.md.\n`)
}

function indexOf(root: string, room: string): string {
  const path = join(root, 'web/modules', room, 'index.ts')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

try {
  main(process.argv.slice(2))
} catch (error) {
  if (!isRefusal(error)) throw error
  process.stderr.write(`${error.code}: ${error.message}\n`)
  process.exitCode = 2
}
