import { Refusal } from '../../kernel/refusal.ts'

/** What a new room is called: the room, one of its things, several, and its place in the navigation. */
type Names = { room: string; thing: string; things: string; place: number; letter: string }

/** Words of PostgreSQL and TypeScript that cannot be a table or a value, and schemas of the house. */
const taken = new Set(
  [
    'all',
    'analyse',
    'analyze',
    'and',
    'any',
    'array',
    'as',
    'asc',
    'both',
    'case',
    'cast',
    'check',
    'class',
    'column',
    'const',
    'default',
    'delete',
  ].concat(
    [
      'desc',
      'distinct',
      'do',
      'else',
      'end',
      'enum',
      'export',
      'false',
      'fetch',
      'for',
      'from',
      'function',
      'grant',
      'group',
      'having',
      'import',
      'in',
    ],
    [
      'into',
      'leading',
      'let',
      'like',
      'limit',
      'new',
      'not',
      'null',
      'offset',
      'on',
      'only',
      'or',
      'order',
      'package',
      'primary',
      'public',
      'references',
    ],
    [
      'return',
      'row',
      'select',
      'some',
      'static',
      'switch',
      'table',
      'then',
      'this',
      'to',
      'true',
      'type',
      'union',
      'unique',
      'user',
      'using',
      'var',
    ],
    ['when', 'where', 'window', 'with', 'yield', 'house', 'kernel', 'portal', 'rooms', 'room', 'rights', 'events', 'promise'],
  ),
)

/** Reads `NAME [THING]`. `indexes` are the texts of the screens' indexes that there are: the place after all of them but the last is free. */
export function namesFor([room = '', given]: readonly string[], indexes: readonly string[]): Names {
  const thing = given ?? singular(room)
  for (const [what, word] of [
    ['room', room],
    ['thing', thing],
  ] as const) {
    if (!/^[a-z][a-z]{1,15}$/.test(word) || taken.has(word))
      throw new Refusal(
        'invalid',
        'room.name',
        `A ${what} is called by one word in small letters, and "${word}" cannot be. bin/new-room tickets [ticket]`,
      )
  }
  const used = new Set(indexes.map((text) => Number(/place: (\d+)/.exec(text)?.[1] ?? 0)))
  let place = 60
  while (used.has(place)) place += 1
  const things = plural(thing)
  if (things === thing) throw new Refusal('invalid', 'room.name', `Say what one of them is called: bin/new-room ${room} THING`)
  return { room, thing, things, place, letter: freeLetter(room, indexes) }
}

/** The letter that goes to the room after `G`: the first of its own that no other has, else any. `h` is home. */
function freeLetter(room: string, indexes: readonly string[]): string {
  const used = new Set(['h', ...indexes.map((text) => /letter: '(\w)'/.exec(text)?.[1] ?? '')])
  return [...room, ...'abcdefghijklmnopqrstuvwxyz'].find((letter) => !used.has(letter)) ?? ''
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(ss|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2)
  if (word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1)
  throw new Refusal('invalid', 'room.name', `Say what one of them is called: bin/new-room ${word} THING, as in bin/new-room support ticket`)
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}

const begun = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

/** A template with its words filled in. */
export function written(template: string, { room, thing, things, place, letter }: Names): string {
  const words: Record<string, string | number> = {
    room,
    thing,
    things,
    place,
    letter,
    a: /^[aeio]/.test(thing) ? 'an' : 'a',
    A: /^[aeio]/.test(thing) ? 'An' : 'A',
    Room: begun(room),
    Thing: begun(thing),
    Things: begun(things),
  }
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(words[name] ?? whole))
}

/** Where the file of a template goes. */
export function pathFor(template: string, { room, things }: Names): string {
  return template
    .replace(/\.txt$/, '')
    .replace(/modules\/room\//, `modules/${room}/`)
    .replace(/Page\.tsx$/, `${begun(things)}Page.tsx`)
    .replace(/\/room\.created\.yaml$/, `/${room}.created.yaml`)
    .replace(/\/0001_room\.sql$/, `/0001_${room}.sql`)
    .replace(/\/room(\.test)?\.ts$/, `/${room}$1.ts`)
}

/** The places that a tree cannot guess: the list of rooms, the map with its print, what the room owns, its word, and that a title is no person. */
export function editsFor({ room, thing, things }: Names): { path: string; edit: (text: string) => string }[] {
  return [
    {
      path: 'server/rooms.ts',
      edit: (text) =>
        replaced(text, [
          [
            /((?:import \{ room as \w+ \} from '[^']+'\n)+)/,
            (all) => `${all}import { room as ${room} } from './modules/${room}/index.ts'\n`,
          ],
          [/rooms: readonly Room\[\] = \[([^\]]*)\]/, (_all, list) => `rooms: readonly Room[] = [${list}, ${room}]`],
        ]),
    },
    {
      path: 'test/house/map.ts',
      edit: (text) =>
        replaced(text, [[/( {2}rooms: \{\n(?: {4}.*\n)+)( {2}\},\n)/, (_all, rows, end) => `${rows}    ${room}: ['people'],\n${end}`]]),
    },
    {
      path: 'docs/glossary.md',
      edit: (text) => `${text.trimEnd()}\n- **${begun(thing)}** – what is written down in the room ${room}, under a title of its own.\n`,
    },
    {
      path: 'test/guards/not-personal.ts',
      edit: (text) =>
        `${text.trimEnd().replace(/\}$/, '')}  '${room}.${thing}.title': 'what ${/^[aeio]/.test(thing) ? 'an' : 'a'} ${thing} is called',\n}\n`,
    },
    {
      path: 'ARCHITECTURE.md',
      edit: (text) =>
        replaced(text, [
          [/((?:\w+ +→ [^\n]*\n)+)\nthe grounds/, (_all, rows) => `${rows}${room.padEnd(widthOf(text))} → people\n\nthe grounds`],
          [
            /((?:\| \[\w+\]\(server\/modules\/[^\n]*\n)+)/,
            (rows) => `${rows}| [${room}](server/modules/${room}/README.md) | ${things} | which ${things} there are |\n`,
          ],
        ]),
    },
  ]
}

function replaced(text: string, changes: [at: RegExp, by: (whole: string, ...groups: string[]) => string][]): string {
  return changes.reduce((now, [at, by]) => {
    if (!at.test(now)) throw new Error(`${at} is not where a new room is written`)
    return now.replace(at, by as (...all: string[]) => string)
  }, text)
}

/** The names on the printed map are as wide as its first one with its spaces. */
function widthOf(text: string): number {
  return (/^(\w+ +)→ /m.exec(text)?.[1] ?? 'licence-verifier ').length - 1
}
