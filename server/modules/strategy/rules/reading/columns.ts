import { displayText } from './inline.ts'

/** What a column of a table of measures or key results holds, by the word above it. */
type ColumnKind =
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
  ['objective', /^(?:objectives?|goals?)(?: ?\(.*\))?$/],
  [
    'name',
    /^(?:key ?results? ?\d{0,2}|krs?|kr ?\d{1,2}|measures?|metrics?|kpis?|results?|indicators?|success (?:metrics?|measures?)|descriptions?)(?: ?\(.*\))?$/,
  ],
  ['number', /^(?:#|no\.?|nr\.?|number|id|ref|kr ?#|№)?$/],
  ['baseline', /^(?:from|base ?line|start|starting(?: point| value)?|initial(?: value)?|previous|last (?:quarter|year)|before)$/],
  [
    'target',
    /^(?:to|target|target value|aim|goal value|commit(?:ment)?|desired|(?:q[1-4]|h[12]|fy\d\d|20\d\d|end of (?:quarter|year))? ?(?:target|goal)|goal)$/,
  ],
  [
    'current',
    /^(?:now|current(?: value| state)?|today|(?:(?:q[1-4]|h[12]|fy\d\d|20\d\d|last quarter) )?(?:actuals?|result)|status quo|latest|present|result to date|progress)$/,
  ],
  ['owner', /^(?:owners?|dri|who|lead|leads|responsible|assignee|champion|accountable|kr owner|person|driver)$/],
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

export function columnKinds(columns: string[]): ColumnKind[] {
  const kinds = columns.map(columnKind)
  const name = kinds.indexOf('name')
  // `Goal` behind the name of a measure is what it should reach
  return kinds.map((kind, index) => (kind === 'objective' && name >= 0 && index > name ? 'target' : kind))
}

function columnKind(word: string): ColumnKind {
  const bare = displayText(word)
    .replace(/\p{Extended_Pictographic}|\uFE0F/gu, '')
    .trim()
    .toLowerCase()
    .replace(/[:?]$/, '')
    .trim()
  return kinds.find(([, pattern]) => pattern.test(bare))?.[0] ?? 'other'
}

/** Which column names the measure: the one that says so, else the first that is no running number. */
export function nameColumn(columns: string[]): number {
  const said = columnKinds(columns)
  const named = said.indexOf('name')
  if (named >= 0) return named
  const goal = said.indexOf('objective')
  if (goal >= 0) return goal
  return Math.max(
    said.findIndex((kind) => kind !== 'number'),
    0,
  )
}
