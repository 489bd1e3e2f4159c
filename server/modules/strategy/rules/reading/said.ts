import { inEnglish } from './goals/tongues.ts'
import { withColons } from './goals/words.ts'
import { displayText } from './inline.ts'
import type { Note, Said, TableRow } from './model.ts'
import { cellsIn, type Promised, sign } from './promised.ts'

/** An item that says nothing but its words. */
export function silent(): Said {
  return { owner: null, priority: null, weight: null, status: null, score: null, current: null, due: null, readings: [] }
}

type Found = { said: Said; promise: Promised; text: string }

const particle = '(?: (?:de|van|von|der|den|da|di|del|la|le|du|el|al|bin|ter|ten|dos|zu)){0,2}'
const person = `[\\p{L}][\\p{L}\\p{N}.'’_-]*(?:${particle} [\\p{Lu}][\\p{L}.'’-]*){0,3}`
const people = `@?${person}(?:(?: ?[,&/+] ?| and )@?${person}){0,4}`
const ownerWord =
  '(?:owners?|owned by|dri|leads?|led by|responsible|accountable|assignee|champion|driver|verantwortlich(?:e[rn]?)?|verantwoordelijke?|zuständig|responsables?|responsabile|respons[aá]ve(?:l|is)|encargad[oa]|pilote|porteur|负责人|負責人|担当|담당자?|👤)(?!\\p{L})'
const statusWords =
  'on[ -]track|needs attention|off[ -]track|at[ -]risk|behind|done|complete|completed|achieved|missed|not started|in progress|blocked|green|yellow|amber|red|paused|dropped|cancelled'
/** `@Noa Peretz`, alone or with others, where nothing follows that the second word could begin. */
const wholeName =
  /(?:^|[\s([,;–—-])[([]?((?:@\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2}(?:\s?(?:,|&|\/|and)\s?)?){0,4}@\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}.'’-]+){1,2})[)\]]?(?=\s*(?:$|[)\],;:|–—]|[-.](?:\s|$)|[^\s\p{L}\p{N}]))/u
const lights: [RegExp, string][] = [
  [/🟢|💚|:large_green_circle:|:green_circle:/u, 'green'],
  [/🟡|🟠|💛|⚠️?|:large_yellow_circle:|:yellow_circle:|:warning:/u, 'yellow'],
  [/🔴|🛑|❌|:red_circle:|:x:/u, 'red'],
  [/⏳|🔄|🚧|:hourglass:|:construction:/u, 'in progress'],
  [/⬜|☐|🔲|⚪|⚫/u, 'open'],
  [/✅|☑️?|✔️?|:white_check_mark:|:heavy_check_mark:/u, 'done'],
]

const ownerInBrackets = new RegExp(`[([]\\s*${ownerWord}\\s*[:=–-]?\\s*(${people})\\s*(?:,\\s*(${statusWords})\\s*)?[)\\]]`, 'iu')
const ownerBehindDash = /\s[–—-]\s(?:owner|dri|lead)\s+(@?\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2})\s*$/u
const ownerBehindWord = new RegExp(`(?:^|[\\s,;|–—-])${ownerWord}\\s*[:=]\\s*(${people})[.;]?`, 'iu')
const statusBehindWord = new RegExp(`[([]?\\bstatus\\s*[:=]\\s*(${statusWords})\\s*[)\\]]?`, 'i')
const statusInBrackets = new RegExp(`[([]\\s*(${statusWords})\\s*[)\\]]`, 'i')
const arrowAndStatus = new RegExp(
  `\\s=>\\s?(\\d{1,3}(?:\\.\\d{1,2})?\\s?%)(?:\\s(?:[-–—]\\s)?\`?(${statusWords})\`?)?(?:\\s*$|,\\s.*$)`,
  'i',
)

/** `(lead time for changes)` names nobody: several words without a capital or a sign before them. */
const isCalled = (whole: string, name: string) => !/^\p{Ll}+ /u.test(name) || /[:=–@-]/.test(whole.slice(0, whole.length - name.length))

const promises: [RegExp, 'target' | 'baseline' | 'current'][] = [
  [valueBehind('(?:target|goal|목표|目标|目標)'), 'target'],
  [valueBehind('(?:baseline|start(?:ing)?(?: value| point)?)'), 'baseline'],
  [valueBehind('(?:current(?:ly)?|actual|now|today|achieved|현재|当前|現状|目前)'), 'current'],
]

function valueBehind(word: string): RegExp {
  return new RegExp(`[([|,;–—/-]\\s*${word}\\s*[:=]\\s*([$€£]?\\d[^|,;()[\\]]{0,24}?)\\s*(?=$|[|;)\\]]|,\\s|\\s[-–—/]\\s)[)\\]]?`, 'i')
}

/** What a line of text says about itself beside its words – `@ada`, `P1`, `(owner: Ada)`, 🟢, `0.7` – and the words without it. */
export function saidIn(whole: string): Found {
  const said = silent()
  const promise: Promised = { baseline: null, target: null, unit: null }
  if (!/[@([:=\d.]|[^\x20-\x7e]/.test(whole)) return { said, promise, text: whole }
  let text = withColon(whole.slice(0, 600)).replace(/<@([\p{L}\p{N}._-]{1,40})>/gu, '@$1')
  const tail = whole.slice(600)
  const cut = (pattern: RegExp, take: (found: string[]) => boolean | undefined) => {
    const found = pattern.exec(text)
    if (!found || take([...found]) === false) return
    text = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`
  }
  cut(/^\[([ xX])\]\s*/, ([, mark]) => {
    said.status = mark === ' ' ? 'open' : 'done'
    return true
  })
  if (!said.status)
    cut(/\s(?:[-–—]\s)?\[([ xX])\]\s*$/, ([, mark]) => {
      said.status = mark === ' ' ? 'open' : 'done'
      return true
    })
  for (const [pattern, name] of lights)
    cut(pattern, () => {
      said.status = said.status === 'open' || !said.status ? name : said.status
      return true
    })
  if (said.status) cut(/\s([01]\.\d{1,2})\s*$/, ([, score]) => keep(said, 'score', score))
  if (said.status === 'done') cut(/\s(?:DONE|COMPLETED?)(?=\s|$)/, () => true)
  // `<Person name="Ada" photo />`, as pages of components have it
  for (let left = 4; left > 0 && /<[A-Z]\w*\s[^<>]*\bname="/.test(text); left -= 1)
    cut(/\s*<[A-Z]\w*\s[^<>]*\bname="([^"<>]{2,60})"[^<>]*\/?>/, ([, name = '']) => {
      said.owner = said.owner ? `${said.owner}, ${name}` : name
      return true
    })
  cut(
    ownerInBrackets,
    ([whole = '', name = '', status]) => isCalled(whole, name) && keep(said, 'owner', name) && (!status || keep(said, 'status', status)),
  )
  cut(ownerBehindWord, ([, name]) => !said.owner && keep(said, 'owner', name))
  cut(ownerBehindDash, ([, name]) => !said.owner && keep(said, 'owner', name))
  cut(wholeName, ([, names]) => !said.owner && keep(said, 'owner', names))
  cut(
    /(?:^|[\s([,;–—-])[([]?((?:@[\p{L}\p{N}][\p{L}\p{N}._-]*[\p{L}\p{N}](?:\s*(?:,|&|\/|and)?\s*)?){1,5})[)\]]?(?=$|[\s)\],.;:–—-])/u,
    ([, names]) => !said.owner && keep(said, 'owner', names),
  )
  if (said.owner) cut(/\s[–—|]\s+[–—|]\s*(\d[\d.,]*\s?(?:%|\p{L}{1,8})?)\s*$/u, ([, value]) => keep(said, 'current', value))
  cut(/(?:^\W{0,6}|[([]|[,;–—|-]\s{0,3})[([]?\b(P[0-4X])\b(?:[)\]]?\s?[:–—-](?=\s)|[)\]](?=\s|$)|(?=\s+[^\p{Ll}\s]|\s*$))/u, ([, rank]) =>
    keep(said, 'priority', rank),
  )
  cut(/[([](p[0-4])[)\]]/, ([, rank]) => !said.priority && keep(said, 'priority', rank?.toUpperCase()))
  cut(/[([]?\bweight(?:ing)?\s*[:=]?\s*(\d{1,3}\s?%?|0?\.\d+)\s*[)\]]?/i, ([, weight]) => keep(said, 'weight', weight))
  cut(
    /[([|,;–—-]?\s*(?<![\p{L}-])(?:(?:current|final) )?(?:score|grade|graded|scored)\s*[:=]?\s*((?:\d{1,2}(?:\.\d)?\s?\/\s?10|[01](?:\.\d{1,2})?|\.\d{1,2})(?:\s?\/\s?1(?:\.0)?(?!\d))?(?![\d.]*\d)|\d{1,3}\s?%)\s*[)\]]?/iu,
    ([, score]) => keep(said, 'score', score),
  )
  cut(/[([]\s*([01]\.\d{1,2})(?:\s?\/\s?1(?:\.0)?)?\s*[)\]]/, ([, score]) => !said.score && keep(said, 'score', score))
  cut(
    /^\s*([01]\.\d)\s*(?:[:–—]|-(?=\s))\s+|(?:\s[:–—-]|(?<![\d%])\s(?:=>|→))\s*(0\.\d|1\.0)\s*$/,
    ([, first, last]) => !said.score && keep(said, 'score', first ?? last),
  )
  cut(/[([]?\b(?:progress|current progress|actual)\s*[:=]\s*(\d[\d.,]*\s?%?)\s*[)\]]?/i, ([, value]) => keep(said, 'current', value))
  cut(
    /[([]\s*(\d{1,3}\s?%)\s*(?:done|complete|completed|progress)?\s*[)\]]\s*$/i,
    ([, value]) => !said.current && keep(said, 'current', value),
  )
  cut(/\s[–—|·-]\s(\d{1,3}\s?%)\s(?:done|completed?)(?=\s*(?:[–—|·,;-]|$))/i, ([, value]) => !said.current && keep(said, 'current', value))
  cut(statusBehindWord, ([, status]) => keep(said, 'status', status))
  cut(statusInBrackets, ([, status]) => (!said.status || said.status === 'open') && keep(said, 'status', status))
  cut(/[([]?\b(?:due|deadline)\s*[:=]\s*([\p{L}\p{N}][\p{L}\p{N} ,./-]{1,24}[\p{L}\p{N}])\s*[)\]]?/iu, ([, day]) => keep(said, 'due', day))
  cut(/[([|,;–—-]?\s*\bconfidence\s*[:=]\s*(?:\d{1,3}(?:\.\d+)?\s?(?:%|\/\s?\d{1,2})?|high|medium|low)\s*[)\]]?/i, () => true)
  // `=> 66% - On Track`: how far it is, as tools write it
  cut(arrowAndStatus, ([, value, status]) => keep(said, 'current', value) && (!status || keep(said, 'status', status)))
  cut(/\(\s*target\s*[:=]\s*([$€£≥≤<>]?\s?\d[^()]{0,40})\)/i, ([, value]) => {
    promise.target = value?.replace(/^\s*(\d[\d.,]*)\s*\/\s*\1\s*$/, '$1') ?? null
    return true
  })
  for (const [pattern, key] of promises)
    cut(pattern, ([told = '', value]) => {
      if (key === 'current') {
        // `40 customers (today: 3)`: from there it goes on
        if (/today|now|current|현재|当前|現状|目前/i.test(told)) promise.baseline ??= value ?? null
        return keep(said, 'current', value)
      }
      promise[key] = value ?? null
      return true
    })
  return {
    said,
    promise,
    text: (text + tail)
      .replace(/\s+/g, ' ')
      .replace(/^[\s–—:|,;-]+(?=\S)/, '')
      .replace(/\s+([,.;:])(?=\s|$)/g, '$1')
      .replace(/\s*(?:\(\s*[;,]?\s*\)|[;,]\s*\))\s*$/, '')
      .replace(/(?:\s*\|)+\s*$|\|\s*(?=\|)/g, '')
      .replace(/[|–—-]?\s*\bstatus\s*[:=]\s*$/i, '')
      .replace(/[\s–—|,;→·•-]+$/, '')
      .trim(),
  }
}

/** `start 2, target 9, current 4`: two such words and more are read as if they had their colon. */
function withColon(text: string): string {
  const words = /([–—,;:(|-]\s{0,3})(start|baseline|target|goal|current|now)\s+(?=[$€£~]?\d)/gi
  return [...text.matchAll(words)].length > 1
    ? text.replace(words, (_, before: string, word: string) => `${before.replace(':', ',')}${word}: `)
    : text
}

function keep(said: Said, key: Exclude<keyof Said, 'readings'>, value: string | undefined): boolean {
  const bare = (value ?? '').replace(/[▓▒░█▉▊▋▌▍▎▏□■▢▣⬛●○]{2,}/gu, '').trim()
  if (bare === '' || /^[—–-]$/.test(bare) || (key === 'current' && /^(?:TBD|TBA|TBC|n\/a)\b/i.test(bare))) return false
  said[key] = key === 'owner' ? ownerOf(bare) : key === 'status' ? bare.toLowerCase().replace(/-/g, ' ') : bare
  return true
}

/** Names without what marks them as names, and without what is said about them in brackets or behind a dash. */
function ownerOf(text: string): string | null {
  const bare = displayText(text)
    .replace(/\s*\([^()]{0,200}\)/g, '')
    .replace(/\s+\|\s+/g, ', ')
    .replace(/\s+[–—·|-]\s.*$/, '')
    .replace(/(^|[\s,;&/])@/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;&/]+$|(?<=\p{L}{3})\.$/u, '')
    .trim()
  // `Owners: O1 Ada, O2 Ben`, `Ada (1), Ben (2)` tell of several at once
  if (/(?:^|, )(?:O|KR) ?\d/.test(bare) || /\(\d\)/.test(text)) return null
  return bare === '' || /^(?:\[.*\]|<.*>|\{.*\})$/.test(bare) || /^(tbd|tba|tbc|n\/a|none|_+|-|–|—|\?)$/i.test(bare)
    ? null
    : bare.slice(0, 120)
}

const notes: [RegExp, Exclude<keyof Said, 'readings'>][] = [
  [
    /^(?:owners?|owned by|dri|leads?|led by|responsible(?: part(?:y|ies)| person)?|accountable|assignee|champion|driver|kr owner|objective owner)\s*(?::|–|—|-(?=\s))\s*(.+)$/i,
    'owner',
  ],
  [/^(?:status|overall status|state|rag|health)\s*(?::|–|—|-(?=\s))\s*(.+)$/i, 'status'],
  [/^(?:score|grade|grading|final score)\s*(?::|–|—|-(?=\s))\s*(.{1,24})$/i, 'score'],
  [/^(?:progress|current(?: value)?|actual)\s*(?::|–|—|-(?=\s))\s*(.+)$/i, 'current'],
  [/^(?:due|due date|deadline|target date)\s*(?::|–|—|-(?=\s))\s*(.+)$/i, 'due'],
  [/^priority\s*(?::|–|—|-(?=\s))\s*(.+)$/i, 'priority'],
  [/^weight(?:ing)?\s*(?::|–|—|-(?=\s))\s*(.+)$/i, 'weight'],
]

/** `Owner: Ada` on a line of its own below an item. */
export function saidInNotes(said: Said, under: Note[]): void {
  for (const note of under.slice(0, 50)) {
    for (const line of note.raw.split('\n').slice(0, 20).map(withColons).flatMap(severalIn)) {
      const text = inEnglish(displayText(line.slice(0, 300)).trim().replace(/^>\s*/, '').replace(sign, ''))
      for (const [pattern, key] of notes) {
        const value = pattern.exec(text)?.[1]
        if (value && said[key] === null) keep(said, key, light(value, key))
      }
    }
  }
}

/** `Confidence: 7/10 · DRI: @ada` says two things. */
function severalIn(line: string): string[] {
  const parts = line.slice(0, 600).split(/\s[·•|]\s/)
  return parts.length > 1 && parts.every((part) => /^[>\s*_]*\p{L}[\p{L} ]{1,24}[*_]*:/u.test(part)) ? parts : [line]
}

function light(value: string, key: string): string {
  if (key !== 'status') return value
  const words = value.replace(/(?:\p{Extended_Pictographic}|\uFE0F)\s*/gu, '').trim()
  return (bareStatus.test(words) ? undefined : lights.find(([pattern]) => pattern.test(value))?.[1]) ?? (words || value)
}

const bareStatus = new RegExp(`^(?:${statusWords})$`, 'i')

/** What the columns of a row say. The last filled one of several dated columns is the present value. */
export function saidInRow(said: Said, row: TableRow): void {
  for (const { kind, column, value } of cellsIn(row)) {
    if (kind === 'day') said.readings.push({ day: column, value })
    else if (
      kind === 'owner' ||
      kind === 'weight' ||
      kind === 'priority' ||
      kind === 'status' ||
      kind === 'score' ||
      kind === 'current' ||
      kind === 'due'
    )
      keep(said, kind, light(value, kind))
  }
  if (said.readings.length > 0) said.current = said.readings.at(-1)?.value ?? null
}
