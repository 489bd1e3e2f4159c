/** What a column of an OKR tool's CSV may hold; `other` is kept in the file and not read. */
export const csvColumns = [
  'title',
  'type',
  'id',
  'parent',
  'owner',
  'start',
  'due',
  'baseline',
  'target',
  'current',
  'status',
  'other',
] as const
export type CsvColumn = (typeof csvColumns)[number]

/** The columns of a CSV: the word above each, the first thing in it, and what its word says it holds. */
export function columnsOfCsv(text: string): { name: string; sample: string; as: CsvColumn }[] {
  const [head = [], ...rows] = recordsOf(text.replace(/^\uFEFF/, ''))
  return head.map((name, at) => ({
    name: name.trim(),
    sample:
      rows
        .map((row) => (row[at] ?? '').trim())
        .find((cell) => cell !== '')
        ?.slice(0, 80) ?? '',
    as: columnOf(name),
  }))
}

/** What is wrong with what somebody chose for so many columns, with what to do; null when it can be read. */
export function columnsUnmet(chosen: readonly CsvColumn[], many: number): string | null {
  if (chosen.length !== many)
    return `The file has ${many} columns, and ${chosen.length} were chosen. Say one for each; "other" leaves one out.`
  const twice = chosen.find((one, at) => one !== 'other' && chosen.indexOf(one) !== at)
  if (twice) return `Two columns were chosen as "${twice}". Keep one; choose "other" for what is not to be read.`
  if (!chosen.includes('title')) return 'No column was chosen as "title". Choose the one with the words of the objectives and results.'
  if (!chosen.includes('type') && !chosen.includes('parent'))
    return 'Nothing tells results from objectives. Choose the column "type" that says which is which, or "parent" that names the objective.'
  return null
}

/**
 * The CSV of an OKR tool as Markdown: a row an objective or a key result, hung under its parent by id or by order. `chosen` says what each
 * column holds where its word does not. Null when no column is a title, or none tells results from objectives, so that it is read as the
 * text it is.
 */
export function goalsOfCsv(text: string, file: string, chosen?: readonly CsvColumn[]): string | null {
  const [head, ...rows] = recordsOf(text.replace(/^\uFEFF/, ''))
  const columns = chosen ?? (head ?? []).map(columnOf)
  const at = (name: CsvColumn) => columns.indexOf(name)
  if (at('title') < 0 || (at('type') < 0 && at('parent') < 0)) return null
  const goals = rows.slice(0, mostRows).map((row) => {
    const cell = (name: CsvColumn) => (at(name) < 0 ? '' : (row[at(name)] ?? '').replace(/\s+/g, ' ').trim())
    return {
      cell,
      id: cell('id'),
      parent: cell('parent'),
      title: cell('title'),
      result: /key|kr|result|metric/i.test(cell('type')) || (at('type') < 0 && cell('parent') !== ''),
    }
  })
  const objectives = goals.filter(({ title, result }) => title !== '' && !result)
  const under = new Map<string, string[]>()
  let last = ''
  for (const goal of goals) {
    if (!goal.result) last = goal.id || goal.title
    else if (goal.title !== '') {
      const key = goal.parent || last
      under.set(key, [...(under.get(key) ?? []), `    - ${line(goal.title)}${facts(goal.cell)}`])
    }
  }
  if (objectives.length === 0) return null
  const days = objectives.map(({ cell }) => [cell('start'), cell('due')] as const).find(([from, to]) => from !== '' && to !== '')
  const lines = objectives.flatMap(({ id, title, cell }) => [
    `- ${line(title)}${facts(cell)}`,
    // a result names its objective by id or by title, or stands below it
    ...[...new Set([id, title])].flatMap((name) => (name === '' ? [] : (under.get(name) ?? []))),
  ])
  const name = file
    .replace(/^.*[/\\]/, '')
    .replace(/\.csv$/i, '')
    .replace(/[-_]+/g, ' ')
  return [`# ${line(name)}`, ...(days ? [`Period: ${days[0]} to ${days[1]}`] : []), 'Objectives', lines.join('\n'), ''].join('\n\n')
}

const mostRows = 5000

const names: [CsvColumn, RegExp][] = [
  ['parent', /^(?:parent|parent[ _-]?(?:id|goal|objective|title)|aligned to|objective(?:[ _-]?(?:id|title))?)$/],
  ['id', /^(?:id|goal[ _-]?id|key|number|#)$/],
  ['type', /^(?:type|kind|goal[ _-]?type|level|item[ _-]?type)$/],
  ['title', /^(?:title|name|goal|key[ _-]?result|description|goal[ _-]?name)$/],
  ['owner', /^(?:owner|owner[ _-]?(?:name|e-?mail)|assignee|dri|lead|responsible)$/],
  ['start', /^(?:start|start[ _-]?date|from|begins?)$/],
  ['due', /^(?:due|due[ _-]?date|end|end[ _-]?date|deadline|target[ _-]?date)$/],
  ['baseline', /^(?:baseline|start[ _-]?value|initial(?:[ _-]?value)?|starting[ _-]?value)$/],
  ['target', /^(?:target|target[ _-]?value|goal[ _-]?value)$/],
  ['current', /^(?:current|current[ _-]?value|actual|value|progress)$/],
  ['status', /^(?:status|state|health|confidence)$/],
]

function columnOf(word: string): CsvColumn {
  const bare = word.trim().toLowerCase()
  return names.find(([, pattern]) => pattern.test(bare))?.[0] ?? 'other'
}

function facts(cell: (name: CsvColumn) => string): string {
  const said = [
    cell('target') && `Target: ${cell('target')}`,
    cell('baseline') && `Baseline: ${cell('baseline')}`,
    cell('current') && `Current: ${cell('current')}`,
    cell('status') && `Status: ${cell('status')}`,
    cell('owner') && `Owner: ${cell('owner').replace(/@.*$/, '')}`,
  ].filter(Boolean)
  return said.length === 0 ? '' : ` | ${said.join(' | ')}`
}

function line(text: string): string {
  return text.replace(/[\\*_`[\]|]/g, (mark) => `\\${mark}`)
}

/** RFC 4180: quotes around a field, doubled within it; comma, semicolon or tab between fields, whichever the head row has most of. */
function recordsOf(text: string): string[][] {
  const head = text.slice(0, text.search(/[\r\n]|$/))
  const cut = [',', ';', '\t'].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best))
  const records: string[][] = []
  let record: string[] = []
  let field = ''
  let quoted = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] as string
    if (quoted) {
      if (char !== '"') field += char
      else if (text[i + 1] === '"') {
        field += '"'
        i += 1
      } else quoted = false
    } else if (char === '"' && field === '') quoted = true
    else if (char === cut) {
      record.push(field)
      field = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[i + 1] === '\n') i += 1
      record.push(field)
      if (record.some((one) => one.trim() !== '')) records.push(record)
      record = []
      field = ''
    } else field += char
  }
  record.push(field)
  if (record.some((one) => one.trim() !== '')) records.push(record)
  return records
}
