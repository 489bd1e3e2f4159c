import type { RawItem } from '../items.ts'
import type { Note } from '../model.ts'
import { byOffice } from './roles.ts'

const particle = '(?: (?:de|van|von|der|den|da|di|del|la|le|du|el|al|bin|ter|ten|dos|zu)){0,2}'
const name = `\\p{Lu}[\\p{L}.'’-]{1,20}(?:${particle} \\p{Lu}[\\p{L}.'’-]{0,20})?`
const several = `@?${name}(?:(?: ?[,&/+] ?| and )@?${name}){0,3}`
const share = '\\s*:?\\s*`?(?:0?\\.\\d{1,2}|[01](?:\\.\\d{1,2})?|1\\/\\d|\\d{1,3}\\s?%)`?'
const person = new RegExp(`^\`?(${several})\`?(${share})?$`, 'u')
const isStatus =
  /^(?:needs attention|(?:on|off) track|at risk|not started|in progress|done|complete|behind|blocked|paused|dropped|missed|achieved)$/i
const scored = /\s(?:[–—-]\s)?(?:[01]\.\d{1,2}|\d{1,3}\s?%)$/
const tail = new RegExp(
  `\\s(?:\\((${several})\\)|\\[(${several})\\]|[–—-]{1,2} [*_]{0,2}(${several})[*_]{0,2}|(@?\\p{Lu}[\\p{Ll}]{1,20}(?:\\/\\p{Lu}[\\p{Ll}]{1,20}){0,3}))\\.?$`,
  'u',
)

/** Words with a capital that stand behind results and are nobody. */
const nobody =
  /^(?:weeks?|sprints?|phases?|months?|quarters?|days?|methods?|versions?|steps?|levels?|stages?|stretch|commit(?:ted|ment)?|aspirational|target|high|medium|low|done|draft|new|yes|no|leading|lagging|input|output|outcome|quality|health|metric|monthly|weekly|quarterly|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)(?![\p{Ll}])/iu

/** Whose a result is, where people write it as a bare name: behind each of most results, or as a list of shares below one. */
export function withPeople(items: RawItem[]): RawItem[] {
  return withProgress(byInitials(behind(below(ofGroups(ofObjectives(byOffice(withoutCodes(items))))))))
}

/** `Cash we can see (NP)`, `Contracts we can find – Ada Lind`: who owns results owns the objective that they stand behind in the same way. */
function byInitials(items: RawItem[]): RawItem[] {
  const known = new Set(items.flatMap(({ raw, depth }) => (depth > 0 ? (/ \(owner: ([^()]{2,60})\)/.exec(raw)?.[1] ?? []) : [])))
  if (known.size === 0) return items
  return items.map((item) => {
    const own =
      item.depth === 0 && !item.row ? /\s(?:\(([^()]{2,60})\)|[–—-]{1,2} ([^()–—]{2,60}))((?:\*\*|__)?)$/.exec(item.raw.slice(-80)) : null
    const name = own?.[1] ?? own?.[2]
    return own && name && known.has(name)
      ? { ...item, raw: `${item.raw.slice(0, item.raw.length - own[0].length)} (owner: ${name})${own[3]}` }
      : item
  })
}

/** ` – 60 %` behind all results, most of which hold another figure: how far each is. */
function withProgress(items: RawItem[]): RawItem[] {
  const ends = new Map([
    ...endsOf(
      items.filter(({ depth, row }) => depth > 0 && !row),
      true,
    ),
    ...endsOf(
      items.filter(({ depth, row }) => depth === 0 && !row),
      false,
    ),
  ])
  return items.map((item) => {
    const end = ends.get(item)
    return end
      ? {
          ...item,
          raw: `${item.raw.slice(0, item.raw.length - end[0].length)}${end[1]?.trim() ? ` ${end[1].trim()}` : ''} (progress: ${end[2]})${end[3] ?? ''}`,
        }
      : item
  })
}

/** The shares behind all of these; behind results only where most hold another figure, which is then what they promise. */
function endsOf(items: RawItem[], measured: boolean): [RawItem, RegExpExecArray][] {
  const found = items.flatMap((item): [RawItem, RegExpExecArray][] => {
    const end = progressBehind.exec(item.raw.slice(-120))
    return end ? [[item, end]] : []
  })
  const others = found.filter(([item, end]) =>
    /\d/.test(item.raw.slice(0, item.raw.length - end[0].length).replace(/^\W*(?:KR|O)\s?\d[\d.]*/i, '')),
  )
  const few = found.length < (measured ? 3 : 2) || found.length < items.length
  return few || (measured && others.length < found.length / 2) ? [] : found
}

const progressBehind =
  /\s(?:[–—|·-]{1,2}\s|((?:\p{Extended_Pictographic}|\uFE0F){1,4}\s?))(\d{1,3}\s?%)((?: \(owner: [^()]{1,80}\)|\s[–—|·-]{1,2}\s@[\p{L}\p{N}._-]{2,40})?(?:\s?(?:\p{Extended_Pictographic}|\uFE0F))*)$/u

/** `A1 …`, `1.2 …` before each result: numbers that they go by. */
function withoutCodes(items: RawItem[]): RawItem[] {
  const results = items.filter(({ depth, row }) => depth > 0 && !row)
  const code = [/^(?:\*\*|__)?[A-H]\d{1,2}[.:)]?\s+(?=[\p{Lu}\d"“])/u, /^\d{1,2}\.\d{1,2}[.:)]?\s+(?=[\p{Lu}"“])/u].find((pattern) =>
    results.every(({ raw }) => pattern.test(raw)),
  )
  if (results.length < 2 || !code) return items
  return items.map((item) =>
    item.depth > 0 && !item.row ? { ...item, raw: item.raw.replace(code, (found) => /^(?:\*\*|__)/.exec(found)?.[0] ?? '') } : item,
  )
}

/** `Sail on time [DR]`: groups in capitals behind all objectives, as they go by. */
function ofGroups(items: RawItem[]): RawItem[] {
  const tops = items.filter(({ depth, row }) => depth === 0 && !row)
  const tag = /\s\[([A-Z][A-Za-z]{1,11})\]$/
  if (tops.length < 2 || !tops.every(({ raw }) => tag.test(raw.slice(-20)) && !/\[(?:TB[ACD]|WIP|DRAFT|DONE|NEW|P\d)\]$/i.test(raw)))
    return items
  return items.map((item) => (item.depth === 0 && !item.row ? { ...item, raw: item.raw.replace(tag, ' (owner: $1)') } : item))
}

/** `Sail on time (Ada)`: where two objectives or more end so, and no other brackets end one, these are whose they are. */
function ofObjectives(items: RawItem[]): RawItem[] {
  const ends = items.map(({ depth, raw, row }) =>
    depth === 0 && !row ? /\s\(([^()]{2,60})\)[.:]?((?:\*\*|__)?)$/.exec(raw.slice(-80)) : null,
  )
  const named = ends.filter((end) => end !== null)
  if (
    named.length < 2 ||
    !named.every((end) => whole.test(end[1] ?? '') && !/^[A-Z]{2,6}$/.test(end[1] ?? '') && !isWord.test(end[1] ?? ''))
  )
    return items
  return items.map((item, index) => {
    const end = ends[index]
    return end ? { ...item, raw: `${item.raw.slice(0, item.raw.length - end[0].length)} (owner: ${end[1]})${end[2]}` } : item
  })
}

const whole = new RegExp(`^(?:${several})$`, 'u')
/** One word in brackets that says what sort of objective it is, and not whose. */
const isWord =
  /^(?:draft|stretch|aspirational|committed|commit|must|should|could|new|old|optional|planning|planned|ongoing|done|wip|tbd|company|team|internal|external|\p{L}{3,}(?:ing|ion|ions|ment|ity|ness|ance|ence|ship|ed|al|ive|ic|ics))$/iu

/** `Ada: 0.5` and `Ben: 0.5` below a result are no results of it but say whose it is. */
function below(items: RawItem[]): RawItem[] {
  const under = Map.groupBy(items, ({ parent }) => parent)
  const shared = (item: RawItem) => person.exec(item.raw.slice(0, 120))
  const place = new Map(items.map((item, index) => [item, index]))
  const gone = new Set<number>()
  const some = items.some((item) => item.depth > 1 && shared(item)?.[2])
  if (!some) return items
  items.forEach((item, index) => {
    const own = under.get(index) ?? []
    if (item.depth === 0 || own.length === 0 || !own.every((one) => shared(one) && one.notes.length === 0)) return
    const said = own.map((one) => {
      const found = shared(one)
      return `${found?.[1] ?? ''}${found?.[2] ? ` (${found[2].replace(/[\s:`]/g, '')})` : ''}`
    })
    const [first, last] = [own[0] as RawItem, own.at(-1) as RawItem]
    const note: Note = { kind: 'text', raw: `Owner: ${said.join(', ')}`, span: { from: first.span.from, to: last.span.to } }
    item.notes = [...item.notes, note]
    for (const one of own) gone.add(place.get(one) ?? -1)
  })
  return without(items, gone)
}

function without(items: RawItem[], gone: Set<number>): RawItem[] {
  const place = new Map<number, number>()
  items.forEach((_, index) => {
    if (!gone.has(index)) place.set(index, place.size)
  })
  return items.flatMap((item, index) => (gone.has(index) ? [] : [{ ...item, parent: place.get(item.parent) ?? -1 }]))
}

const ownerNote = /^\W{0,4}(?:owners?|dri|leads?|led by|responsible)\W{0,4}[:=]\W{0,4}(@?\p{Lu}[\p{L}.'’ -]{2,40})/iu
const ownerBehind = /\((?:[Oo]wner|DRI|dri|[Ll]ead):? (\p{Lu}[\p{L}.'’ -]{2,40})\)/u

/** Whom notes below objectives and results, or brackets behind them, call their owner. */
function namedOwners(items: RawItem[]): Set<string> {
  return new Set(
    items.flatMap(({ raw, notes }) => {
      const said = [ownerBehind.exec(raw.slice(-80)), ...notes.slice(0, 8).map((note) => ownerNote.exec(note.raw.slice(0, 80)))]
      return said.flatMap(
        (found) =>
          found?.[1]
            ?.replace(/^@/, '')
            .split(/\s[·|–—-]\s/)[0]
            ?.trim() ?? [],
      )
    }),
  )
}

/** A name stands behind most results, and the same ones come again: they are the owners. */
function behind(items: RawItem[]): RawItem[] {
  const found = new Map<RawItem, { names: string[]; bare: boolean; square: boolean; at: number; score: string }>()
  const count = new Map<string, number>()
  const results = items.filter(({ depth, row }) => depth > 0 && !row)
  for (const item of results) {
    // `… (Ada) — 0.9`: how far it came stands behind whose it is
    const score = scored.exec(item.raw.slice(-24))?.[0] ?? ''
    const end = item.raw.slice(-90 - score.length, item.raw.length - score.length)
    const match = tail.exec(end)
    const written = match && (match[1] ?? match[2] ?? match[3] ?? match[4])
    if (!match || !written || /@|\bowner/i.test(item.raw.slice(-120)) || isStatus.test(written)) continue
    const names = written.split(/\s*(?:[,&/+]|\band\b)\s*/)
    if (names.some((one) => nobody.test(one))) continue
    found.set(item, {
      names,
      bare: match[4] !== undefined,
      square: match[2] !== undefined,
      at: item.raw.length - score.length - end.length + match.index,
      score,
    })
    for (const one of names) count.set(one, (count.get(one) ?? 0) + 1)
  }
  const paired = [...found.values()].some(({ names, bare }) => bare && names.length > 1)
  // square brackets behind every result hold whose it is, however seldom a name comes
  const each = found.size === results.length && [...found.values()].every(({ square }) => square) && [...count.values()].some((n) => n > 1)
  // a name or several stand behind all of them, and one at least comes again
  const all =
    found.size === results.length &&
    results.length >= 3 &&
    (paired || [...found.values()].every(({ bare }) => !bare)) &&
    [...count.values()].some((n) => n > 1)
  const sure = [...found].filter(
    ([, { names, bare }]) => each || all || (names.every((one) => (count.get(one) ?? 0) > 1) && (!bare || paired)),
  )
  // two results are few: in square capitals behind both, `[CPO]`, somebody is meant
  const roles = each && [...count.keys()].every((one) => /^[A-Z]{2,4}$/.test(one))
  // who is said elsewhere to own something
  const known = namedOwners(items)
  const certain = [...found].filter(([, { names }]) => names.every((one) => known.has(one)))
  const many = sure.length >= (roles ? 2 : 3) && sure.length >= results.length / 2
  if (!many && certain.length === 0) return items
  const owned = new Map([...(many ? sure : []), ...certain])
  // where these are the owners, a pair of which one is known is one too
  return items.map((item) => {
    const own = owned.get(item) ?? (found.get(item)?.names.some((one) => (count.get(one) ?? 0) > 2) ? found.get(item) : undefined)
    return own ? { ...item, raw: `${item.raw.slice(0, own.at).trimEnd()} (owner: ${own.names.join(', ')})${own.score}` } : item
  })
}
