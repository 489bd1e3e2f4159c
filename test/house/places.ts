/** The project's files, as far as a place asks for them. */
export type Tree = { has: (path: string) => boolean; text: (path: string) => string }

/** Every place where a room stands. What is not here derives from the list (`server/rooms.ts`): tests, jobs, command line, navigation. */
const places: [what: string, stands: (room: string, tree: Tree) => boolean][] = [
  ['server/rooms.ts does not list it', (room, tree) => listed(tree.text('server/rooms.ts')).includes(room)],
  ...['README.md', 'index.ts', 'rights.ts', 'migrations'].map((file): (typeof places)[number] => [
    `it has no ${file}`,
    (room, tree) => tree.has(`server/modules/${room}/${file}`),
  ]),
  // what grows beyond a file is a folder of the same name
  ...['contract', 'tables', 'store', 'commands', 'queries'].map((part): (typeof places)[number] => [
    `it has no ${part}`,
    (room, tree) => tree.has(`server/modules/${room}/${part}.ts`) || tree.has(`server/modules/${room}/${part}`),
  ]),
  [
    'its screens have no heading',
    (room, tree) => {
      const index = `web/modules/${room}/index.ts`
      return tree.has(index) && tree.text(index).includes('export const heading = ')
    },
  ],
  ['its writes have no samples in test/guards/samples', (room, tree) => tree.has(`test/guards/samples/${room}.ts`)],
  [
    'ARCHITECTURE.md does not say what it owns',
    (room, tree) => tree.text('ARCHITECTURE.md').includes(`[${room}](server/modules/${room}/README.md)`),
  ],
  ['its README does not say what it does not own', (room, tree) => /\bnot own\b/i.test(tree.text(`server/modules/${room}/README.md`))],
]

/** Where a room of the map is missing, by name. */
export function forgotten(room: string, tree: Tree): string[] {
  return places.flatMap(([what, stands]) => (stands(room, tree) ? [] : [`${room}: ${what}`]))
}

/** The rooms of the list, in its order: those that are imported and stand in it. */
export function listed(source: string): string[] {
  const imported = [...source.matchAll(/import \{ room as (\w+) \} from '\.\/modules\/(\w+)\/index\.ts'/g)]
  const list = /rooms: readonly Room\[\] = \[([^\]]*)\]/.exec(source)?.[1] ?? ''
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return names.filter((name) => imported.some(([, as, from]) => as === name && from === name))
}
