import { dirname, join, normalize } from 'node:path'

/** Sources by their path from the root. */
type Tree = ReadonlyMap<string, string>
type Named = { to: string; names: string[] }

const writing =
  /\.(insertInto|updateTable|deleteFrom|mergeInto|forUpdate|forShare)\(|\b(insert into|delete from|update [\w.]+ set|for update|nextval|pg_advisory\w*)\b/
const acting = /\b(ctx\.announce|record|notify|endNotices|passNotices|sendMail|queueMail|storeFile|keepDocuments|withProgress)\(/
const part = (name: string) => new RegExp(`^server/modules/[^/]+/${name}(\\.ts$|/)`)
const [ofCommands, ofStore, ofQueries] = [part('commands'), part('store'), part('queries')]

/**
 * Files among the commands that load and never write: they use functions of their store, and neither they nor what they call saves,
 * takes, records, announces or tells. Their place is beside the queries.
 */
export function loadersIn(tree: Tree): string[] {
  return [...tree.keys()].filter((file) => ofCommands.test(file) && loads(tree, file) && !acts(tree, file, new Set())).sort()
}

/** Queries that call a command: whoever asks would write. */
export function askersThatAct(tree: Tree): string[] {
  return [...tree]
    .filter(([file]) => ofQueries.test(file))
    .flatMap(([file, text]) => brought(file, text).flatMap(({ to }) => (ofCommands.test(to) ? [`${file} calls ${to}`] : [])))
    .sort()
}

function loads(tree: Tree, file: string): boolean {
  return brought(file, tree.get(file) ?? '').some(({ to }) => ofStore.test(to) || ofQueries.test(to))
}

function acts(tree: Tree, file: string, seen: Set<string>): boolean {
  if (seen.has(file)) return false
  seen.add(file)
  const text = tree.get(file) ?? ''
  if (acting.test(text)) return true
  return brought(file, text).some(({ to, names }) => {
    if (ofStore.test(to)) return names.some((name) => writersOf(tree, to).has(name))
    // another room's door: what comes from its commands acts
    if (/\/index\.ts$/.test(to)) return names.some((name) => ofCommands.test(sourceOf(tree, to, name) ?? ''))
    return /\/adapters\//.test(to) || (ofCommands.test(to) && acts(tree, to, seen))
  })
}

/** Functions of a store's file that write or lock, by themselves or through one of the same file. */
function writersOf(tree: Tree, file: string): Set<string> {
  const parts = (tree.get(file) ?? '').split(/\n(?=(?:export )?(?:async )?(?:function|const) )/)
  const bodies = parts.flatMap((body) => {
    const name = /^(?:export )?(?:async )?(?:function\*?|const) (\w+)/.exec(body)?.[1]
    return name ? [[name, body] as const] : []
  })
  const found = new Set(bodies.filter(([, body]) => writing.test(body)).map(([name]) => name))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const [name, body] of bodies) if ([...found].some((one) => body.includes(`${one}(`))) found.add(name)
  }
  return found
}

/** The file from which a door hands a name over. */
function sourceOf(tree: Tree, door: string, name: string): string | undefined {
  return brought(door, tree.get(door) ?? '').find(({ names }) => names.includes(name))?.to
}

/** What a file imports or hands on, without types. */
function brought(file: string, text: string): Named[] {
  const statement = /(?:^|\n)(?:import|export)\s+(?!type\b)(?:\{([^}]*)\}|\*\s+as\s+(\w+))\s+from\s+'(\.[^']+)'/g
  return [...text.matchAll(statement)].map(([, list, space, to = '']) => ({
    to: normalize(join(dirname(file), to)),
    names: space ? [...text.matchAll(new RegExp(`\\b${space}\\.(\\w+)`, 'g'))].flatMap(([, name]) => name ?? []) : namesIn(list ?? ''),
  }))
}

function namesIn(list: string): string[] {
  return list.split(',').flatMap((one) => {
    const name = one.trim()
    return !name || name.startsWith('type ') ? [] : [name.split(' as ')[0] ?? name]
  })
}
