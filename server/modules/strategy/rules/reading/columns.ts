import { cellsOf } from './cells.ts'
import { inEnglish } from './goals/tongues.ts'
import { displayText } from './inline.ts'
import type { TableRow } from './model.ts'

/** What a column of a table of measures or key results holds, by the word above it. */
export type ColumnKind =
  | 'name'
  | 'objective'
  | 'number'
  | 'baseline'
  | 'target'
  | 'current'
  | 'owner'
  | 'weight'
  | 'priority'
  | 'status'
  | 'score'
  | 'due'
  | 'unit'
  | 'day'
  | 'other'

const kinds: [ColumnKind, RegExp][] = [
  ['objective', /^(?:o ?\(.*\)|objectives?|goals?|objetivos?|objectifs?|ziele?)(?: ?\(.*\))?$/],
  [
    'name',
    /^(?:key ?results?(?: ?\d{1,2}|.{0,60}\bowners?)?|krs?|kr ?\d{1,2}|measures?|metrics?|kpis?|results?|indicators?|success (?:metrics?|measures?)|descriptions?|text|wording|statements?|nội dung|contents?|contenido|conteúdo|inhalt|内容|内容描述|描述|내용|içerik|measurable outcomes?|(?:targets?|outcomes?) ?\(krs?\)|resultados? clave|indicador(?:es)?|indicateurs?|m[eé]tri(?:cas?|ques?|k(?:en)?)|kennzahl(?:en)?)(?: ?\(.*\))?$/,
  ],
  [
    'number',
    /^(?:(?:okr |item |goal )?type|loại(?: chỉ số)?|typ|tipo|类型|類型|유형|tür|parent(?: id| objective)?|#|no\.?|nr\.?|number|id|ref|kr ?#|№)?$/,
  ],
  [
    'baseline',
    /^(?:départ|point de départ|valeur initiale|partida|inicio|início|ausgang|from|base(?: ?line)?|start|starting(?: point| value)?|initial(?: value)?|previous|last (?:quarter|year)|before)$/,
  ],
  [
    'target',
    /^(?:to|target|target value|meta|cible|zielwert|soll|soll-wert|sollwert|objetivo final|aim|goal value|commit(?:ment)?|desired|(?:q[1-4]|h[12]|fy\d\d|20\d\d|end of (?:quarter|year))? ?(?:target|goal)|goal|(?:from|start|baseline|current|now)\s?(?:→|->|=>|➔|➜|–|—|\/|to)\s?(?:to|target|goal))$/,
  ],
  [
    'current',
    /^(?:now|current(?: value| state)?|today|(?:(?:q[1-4]|h[12]|fy\d\d|20\d\d|last quarter) )?(?:actuals?|result)|status quo|ist|ist-wert|istwert|latest|present|result to date|progress)$/,
  ],
  [
    'owner',
    /^(?:owners?|dri|who|lead|leads|responsible|assignee|champion|accountable|kr owner|person|driver|respons[aá]vel|responsable|verantwortlich)$/,
  ],
  ['weight', /^weight(?:ing|age)?(?: ?\(?%\)?)?$/],
  ['priority', /^(?:priority|prio|p)$/],
  ['status', /^(?:status|state|rag|health|confidence|on track\??)$/],
  ['score', /^(?:score|grade|grading|final score)$/],
  ['due', /^(?:due|due date|deadline|by when|when|date|timeline|target date|eta)$/],
  ['unit', /^(?:unit|units|uom)$/],
  [
    'day',
    /^(?:\d{1,2}\.? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,4})?(?:, ?\d{4})?|\d{4}-\d\d(?:-\d\d)?|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|(?:w|wk|week|m|month|kw) ?\d{1,2})$/,
  ],
]

const known = new WeakMap<string[], ColumnKind[]>()

/** The rows of a table share the words above them, which are looked at once. */
export function columnKinds(columns: string[]): ColumnKind[] {
  const kinds = known.get(columns) ?? kindsOf(columns)
  known.set(columns, kinds)
  return kinds
}

function kindsOf(columns: string[]): ColumnKind[] {
  const kinds = columns.map(columnKind)
  const name = kinds.indexOf('name')
  const now = kinds.filter((kind) => kind === 'current').length
  const before = yearBefore(columns, kinds)
  const [first, last] = yearsIn(columns, kinds)
  return kinds.map((kind, index) => {
    // `Goal` behind the name of a measure is what it should reach
    if (kind === 'objective' && name >= 0 && index > name) return 'target'
    if (index === before || index === first) return 'baseline'
    if (index === last) return 'target'
    // `Target | Result`: what became of it
    if (
      kind === 'name' &&
      index > 0 &&
      index !== name &&
      kinds.includes('target') &&
      /^\W*(?:final )?results?\W*$/i.test(columns[index] ?? '')
    )
      return 'current'
    // beside what it is now, progress is how much of the way that is
    return kind === 'current' && now > 1 && /progress|%/i.test(columns[index] ?? '') ? 'other' : kind
  })
}

/** `2026 | Target 2027`: one column of a year or quarter, left of the target, is where it starts. */
function yearBefore(columns: string[], kinds: ColumnKind[]): number {
  const target = kinds.indexOf('target')
  if (target < 0 || kinds.includes('baseline') || kinds.includes('current')) return -1
  const times = columns.flatMap((word, index) =>
    kinds[index] === 'other' &&
    /^\W*(?:FY ?'?\d\d(?:\d\d)?|20\d\d|(?:[QH][1-4])(?:[ /-]?(?:FY ?)?\d{2,4})?|(?:last|previous) (?:year|quarter|half))\W*$/i.test(word)
      ? [index]
      : [],
  )
  return times.length === 1 && (times[0] as number) < target ? (times[0] as number) : -1
}

/** `2026 | 2027` and nothing else that says from where and how far: from the one to the other. */
function yearsIn(columns: string[], kinds: ColumnKind[]): number[] {
  if (!kinds.includes('name') || kinds.some((kind) => kind === 'target' || kind === 'baseline' || kind === 'current' || kind === 'day'))
    return []
  const years = columns.flatMap((word, index) => (kinds[index] === 'other' && /^\W*(?:FY ?'?)?(?:20)?\d\d\W*$/i.test(word) ? [index] : []))
  const [one, two] = years.map((index) => Number(/\d+/.exec(columns[index] ?? '')?.[0]))
  return years.length === 2 && two === (one ?? 0) + 1 ? years : []
}

function columnKind(word: string): ColumnKind {
  const bare = inEnglish(
    displayText(word)
      .replace(/\p{Extended_Pictographic}|\uFE0F/gu, '')
      .trim(),
  )
    .toLowerCase()
    .replace(/[:?]$/, '')
    .trim()
  const said = kinds.find(([, pattern]) => pattern.test(bare))?.[0]
  if (said) return said
  const short = bare.replace(/\s*[([][^()[\]]*[)\]]/g, '').trim()
  return (
    kinds.find(([kind, pattern]) => kind !== 'number' && pattern.test(short))?.[0] ??
    (short.split(/\s+/).length <= 4 ? (within.find(([, pattern]) => pattern.test(short))?.[0] ?? 'other') : 'other')
  )
}

/** A word that says what a column holds, among others: `Accountable owner`, `Baseline Q2`. */
const within: [ColumnKind, RegExp][] = [
  ['owner', /\b(?:owner|dri|responsible|accountable|assignee)s?\b/],
  ['due', /\b(?:due|deadline)\b|\bdate$/],
  ['baseline', /\bbase ?line\b|^start(?:ing)?\b/],
  ['target', /\btarget$|^target\b/],
  ['score', /\b(?:score|grade)$/],
  ['current', /^(?:current|actual|latest)\b|\b(?:now|today)$/],
  ['status', /\bstatus$/],
  ['name', /\bkey results?\b|\bkrs?\b/],
]

/** What each cell of a row holds: where the name's column holds but a running number, the words of another are the name. */
export function rowKinds({ columns, cells }: TableRow): ColumnKind[] {
  const kinds = columnKinds(columns)
  const name = kinds.indexOf('name')
  if (
    name < 0 ||
    !/^[^\p{L}\p{N}]*(?:(?:key result|KR|O\d{1,2}[-. ]?KR)[-\s]?#?(?:[\dQH]{4,6}-)?\d{1,3}(?:\.\d{1,2})*|\d{1,2}\.\d{1,2}|\d{1,2}|[A-H]\d{1,2})[^\p{L}\p{N}]*$/iu.test(
      cells[name] ?? '',
    )
  )
    return kinds
  const second = kinds.findIndex((kind, column) => column !== name && kind === 'name' && /\p{L}{2}/u.test(cells[column] ?? ''))
  const wordy = cells.findIndex(
    (cell, column) =>
      column !== name && ['name', 'target', 'other'].includes(kinds[column] ?? '') && cell.trim().split(/\s+/, 3).length === 3,
  )
  const beside = cells.findIndex((cell, column) => column !== name && kinds[column] === 'other' && /\p{L}{3}/u.test(cell))
  const words = second >= 0 ? second : beside >= 0 && (wordy < 0 || beside < wordy) ? beside : wordy
  if (words < 0) return kinds
  return kinds.map((kind, column) => (column === words ? 'name' : column === name ? 'number' : kind))
}

/** Which column names the measure of a row: the one that says so, else the first that is no running number. */
export function nameColumn(row: TableRow): number {
  const said = rowKinds(row)
  const named = said.indexOf('name')
  if (named >= 0) return named
  const goal = said.indexOf('objective')
  if (goal >= 0) return goal
  return Math.max(
    said.findIndex((kind) => kind !== 'number'),
    0,
  )
}

/** Is this the head of a table of results: one column at least that says what it holds, or more than one? */
export function holdsResults(head: string): boolean {
  const kinds = columnKinds(cellsOf(head))
  return kinds.some((kind) => kind !== 'other') || kinds.length > 1
}

/** A row that only its bold first words fill divides a table: those below belong to it. */
export function isDivider(cells: string[]): boolean {
  const filled = cells.filter((cell) => cell !== '')
  return filled.length === 1 && cells.length > 1 && /^(\*\*|__)[^*_]{3,200}\1$/.test(filled[0] as string) && filled[0] === cells[0]
}
