import { dirname, join, normalize } from 'node:path'
import { sources, textOf } from './imports.ts'

/** Names that a file exports and that no other file takes, as `file name`; `entries` apart. */
export function untaken(files = everything(), read: (file: string) => string = textOf): string[] {
  const taken = new Set<string>()
  const given: [string, string][] = []
  for (const file of files) {
    const text = read(file).replace(/^\s*\/\*[\s\S]*?\*\//gm, '')
    for (const [to, name] of namesTaken(file, text)) taken.add(`${to} ${name}`)
    for (const name of namesGiven(text)) given.push([file, name])
  }
  return given
    .filter(([file, name]) => !taken.has(`${file} ${name}`) && !taken.has(`${file} *`))
    .map(([file, name]) => `${file} ${name}`)
    .filter((one) => !entries.test(one) && !others.includes(one))
}

/** What others take from outside, what is loaded by a name that is made up, and tests, whose texts may look like code. */
const entries =
  /^packages\/licence-verifier\/index\.ts |^packages\/client\/|^test\/guards\/samples\/|^web\/modules\/\w+\/index\.ts |\.test\.tsx? /
const others = [
  // the compiler alone reads it: shapes and types of the engine are the same
  'server/modules/billing/shapes.ts heldEqual',
  // the tests of a room that `bin/new-room` makes
  'test/cast/drilled.ts drilled',
]

const declared = /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|type|interface) (\w+)/gm
const unpacked = /^export const [{[]([^=]*)[}\]] =/gm
const listed = /^export (?:type )?\{([^}]*)\}/gm
const from = /^(?:import|export)\s+(?:type\s+)?(?:(\w+),?\s*)?(\{[^}]*\}|\*(?:\s+as\s+(\w+))?)?\s*from\s+'(\.[^']+)'/gm
const loaded = /\b(?:import|glob(?:<\w+>)?)\(\s*'(\.[^']+)'\s*[,)]/g

function everything(): string[] {
  return [...sources(), ...sources('*.ts'), ...sources('docs/**/*.ts'), ...sources('bin/**/*.ts')]
}

function namesGiven(text: string): string[] {
  const lists = [...text.matchAll(unpacked), ...text.matchAll(listed)].flatMap(([, list = '']) =>
    wordsOf(list).map((words) => words.at(-1) ?? ''),
  )
  return [...[...text.matchAll(declared)].map(([, name = '']) => name), ...lists].filter((name) => name !== 'default')
}

/** Which names a file takes from which other; `*` stands for all. */
function* namesTaken(file: string, text: string): Generator<[to: string, name: string]> {
  const at = (to: string) => normalize(join(dirname(file), to))
  for (const [, , what = '', all, to = ''] of text.matchAll(from)) {
    if (what.startsWith('{')) for (const [name = ''] of wordsOf(what.slice(1, -1))) yield [at(to), name]
    else if (all)
      for (const [, name] of text.matchAll(new RegExp(`\\b${all}\\b(?!\\s+from)(?:\\.(\\w+))?`, 'g'))) yield [at(to), name ?? '*']
    else if (what === '*') yield [at(to), '*']
  }
  for (const [, to = ''] of text.matchAll(loaded)) yield [at(to), '*']
}

/** The entries of a list in braces, each as its first and last name: `a`, `type a`, `a as b`, `a: b`. */
function wordsOf(list: string): string[][] {
  return list
    .replace(/\/\/.*$/gm, '')
    .split(',')
    .map((entry) =>
      entry
        .trim()
        .replace(/^type /, '')
        .split(/\s+as\s+|:\s*/),
    )
    .filter(([name]) => name)
}
