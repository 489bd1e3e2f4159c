import { rangeOfDays, readDay, readPeriod } from './days.ts'
import { readInline } from './inline.ts'
import type { Line } from './line.ts'
import { cellsOf } from './cells.ts'
import type { Header, HeaderKey, HeaderRow, Letter, Note, Party, ReadingDefect } from './model.ts'
import { blocksOf } from './blocks.ts'
import { meantOf } from './slips.ts'
import { inEnglish } from './goals/tongues.ts'
import { isBarePeriod, periodIn } from './periods.ts'

/** The lines between a title and its Vision: a header where one can be seen, the rest is preface. Indexes of header lines come back too. */
export function readHeader(
  lines: Line[],
  fiscalYearEnd: string,
): { header: Header; preface: Note[]; headerLines: Set<Line>; defects: ReadingDefect[] } {
  const taken = new Set<Line>()
  const rows = [...tableRows(lines, taken), ...keyedRows(lines, taken)]
  const rest = lines.filter((line) => !taken.has(line))
  return { ...meaningOf(rows, fiscalYearEnd), preface: blocksOf(rest), headerLines: taken }
}

/** The first two-column table with a key that we know; its first pair may sit in the head row. */
function tableRows(lines: Line[], taken: Set<Line>): HeaderRow[] {
  for (let i = 0; i < lines.length; i += 1) {
    if (lines[i]?.kind !== 'row') continue
    let end = i
    while (lines[end]?.kind === 'row' || lines[end]?.kind === 'delimiter') end += 1
    const table = lines.slice(i, end)
    const rows = table.filter((line) => line.kind === 'row').flatMap((line) => rowOf(cellsOf(line.text), line))
    if (rows.some((row) => row.known)) {
      for (const line of table) taken.add(line)
      return rows
    }
    i = end
  }
  return []
}

function rowOf(cells: string[], line: Line): HeaderRow[] {
  const key = readInline(cells[0] ?? '')
    .text.replace(/:\s*$/, '')
    .trim()
  if (key === '' || cells.length > 2) return []
  return [pair(key, cells[1] ?? '', line)]
}

/** Parties of one RAPID value, each on a line of its own. */
const mostParties = 100

/** Runs of `Key: value` lines or bullets that hold a key we know. A RAPID value may go on over the next lines. */
function keyedRows(lines: Line[], taken: Set<Line>): HeaderRow[] {
  const found: HeaderRow[] = []
  let i = 0
  while (i < lines.length) {
    const run: { row: HeaderRow; lines: Line[] }[] = []
    for (; i < lines.length; i += 1) {
      const line = lines[i] as Line
      const last = run.at(-1)
      const row =
        line.kind === 'text' || line.kind === 'item' || (line.kind === 'heading' && /^(?:owners?|dri)\s*:/i.test(line.text))
          ? keyed(line)
          : undefined
      const several = row ? severalOn(line) : []
      if (several.length > 1) for (const one of several) run.push({ row: one, lines: [line] })
      else if (row) run.push({ row, lines: [line] })
      else if (
        last?.row.known === 'rapid' &&
        last.lines.length < mostParties &&
        (line.kind === 'text' || line.kind === 'item') &&
        /^[^()]{1,60}\\?\([^()]{1,40}\)[,;]?$/.test(line.text)
      ) {
        last.row = pair(last.row.key, `${last.row.raw}; ${line.text}`.replace(/^; /, ''), line, last.row.span.from)
        last.lines.push(line)
      } else break
    }
    if (run.some(({ row }) => row.known)) {
      for (const entry of run) {
        found.push(entry.row)
        for (const line of entry.lines) taken.add(line)
      }
    }
    if (run.length === 0) i += 1
  }
  return found
}

function keyed(line: Line): HeaderRow | undefined {
  // `**Lead: Ada**`, bold from end to end
  const whole = /^(\*\*|__)(\p{L}[^:*_]{1,30}:)[ \t]+([^*_]{1,200})\1$/u.exec(line.text.slice(0, 300))
  if (whole) return pair((whole[2] as string).slice(0, -1), whole[3] as string, line)
  const match = /^(?:>\s?)?(\*\*|__)?([^:*|]{1,40}?)(?:(\*\*|__)\s*:|:\s*(\*\*|__)|:)(?:[ \t]+(.*)|)$/.exec(line.text.slice(0, 4000))
  const key = match?.[2]?.trim()
  if (!match || !key || Boolean(match[1]) !== Boolean(match[3] ?? match[4])) return undefined
  if (key.split(/\s+/).length > 5 || /^https?$/i.test(key)) return undefined
  return pair(readInline(key).text, match[5] ?? '', line)
}

/** `Quarter: Q3 2027 · Owner: Ada · Status: on track`: as many pairs as there are, where each has its key. */
function severalOn(line: Line): HeaderRow[] {
  const parts = line.text.slice(0, 1000).split(/\s+[·•|]\s+|\s{2,}|\t|;\s/)
  const rows = parts.length > 1 ? parts.map((text) => keyed({ ...line, text })) : []
  return rows.every((row) => row !== undefined) && rows.some((row) => row?.known) ? (rows as HeaderRow[]) : []
}

function pair(key: string, raw: string, line: Line, from = line.from): HeaderRow {
  const inline = readInline(raw)
  const bare = /(?:^|\s)(https?:\/\/[^\s<>]+)/.exec(inline.text)?.[1]
  const href = inline.runs.find((run) => run.href)?.href ?? bare ?? null
  return { key, known: knownKey(key), raw: raw.trim(), value: inline.text.trim(), href, span: { from, to: line.to } }
}

function knownKey(key: string): HeaderKey | null {
  const low = inEnglish(key).toLowerCase().replace(/\s+/g, ' ')
  if (
    /^(?:(?:okr|planning|review|performance|fiscal|reporting)[ -])?(?:period|quarter|time ?frame|timeline|time period|cycle|horizon|duration|dates)$/.test(
      low,
    )
  )
    return 'period'
  if (low === 'rapid') return 'rapid'
  if (low === 'vetted' || low === 'vetted date') return 'vetted'
  if (low === 'previous version' || low === 'previous versions' || low === 'previous version(s)') return 'previous'
  if (low.endsWith('internal version')) return 'internal'
  if (low === 'dri' || low === 'owner' || low === 'plan owner' || low === 'team lead' || low === 'lead') return 'dri'
  if (low === 'complete' || low === '% complete' || low === 'completeness') return 'complete'
  // `Owners` is a word, and no slip
  const meant = low.endsWith('s') ? null : meantOf(low, Object.keys(slipped))
  return meant ? (slipped[meant] ?? null) : null
}

/** Keys that are known although a hand slipped over them: `Perod`, `Onwer`. */
const slipped: Record<string, HeaderKey> = { period: 'period', quarter: 'period', timeframe: 'period', vetted: 'vetted', owner: 'dri' }

function meaningOf(rows: HeaderRow[], fiscalYearEnd: string): { header: Header; defects: ReadingDefect[] } {
  const header: Header = { rows, period: null, parties: [], vetted: null, previous: [], internalUrl: null, dri: null }
  const defects: ReadingDefect[] = []
  const unclear = (row: HeaderRow) =>
    defects.push({
      code: 'header.date_unclear',
      level: 'warn',
      text: `"${row.key}: ${row.value}" is a date that can be read in more than one way; write it as 2026-05-01.`,
      span: row.span,
    })
  for (const row of rows) {
    if (row.known === 'period') {
      const period = periodSaid(row.value, fiscalYearEnd)
      if (period === 'unclear') unclear(row)
      else if (period !== 'unknown') header.period = period
    } else if (row.known === 'vetted') {
      const day = readDay(row.value)
      if (day === 'unclear') unclear(row)
      else if (day !== 'unknown') header.vetted = day.day
    } else if (row.known === 'rapid') {
      header.parties = readParties(readInline(row.raw.replace(/<br ?\/?>/gi, ';')).text)
      if (header.parties.length === 0 && row.value !== '')
        defects.push({
          code: 'header.rapid_unclear',
          level: 'warn',
          text: `No party with letters could be read in "${row.value}".`,
          span: row.span,
        })
    } else if (row.known === 'previous') header.previous = previousOf(row)
    else if (row.known === 'internal') header.internalUrl = row.href
    else if (row.known === 'dri') header.dri = row.value.split(/(?<=\p{L}{3})\.\s|\s[·•|]\s/u, 1)[0] || null
  }
  return { header, defects }
}

/** A period with what may be said behind it: `23 July 2026 to 31 August 2026 — 40 days`, `Q2 2027 (draft)`. */
function periodSaid(value: string, fiscalYearEnd: string): ReturnType<typeof readPeriod> {
  const days = /\d{4}-\d\d-\d\d\s?(?:→|->|–|—|to|until|through|-)\s?\d{4}-\d\d-\d\d/.exec(value.slice(0, 200))?.[0]
  const read = readPeriod(days ? days.replace(/\s?(?:→|->)\s?/, ' – ') : value, fiscalYearEnd)
  if (read !== 'unclear') return read
  const bare = value.replace(/\s*(?:\([^()]*\)|\s[—–-]\s\D*\d{1,3} (?:days?|weeks?|months?)\b.*|[;·|].*)\s*$/, '')
  const short = bare === value ? read : readPeriod(bare, fiscalYearEnd)
  if (short !== 'unclear') return short
  return (
    rangeOfDays(value, periodIn(value, fiscalYearEnd)?.period.label ?? '') ??
    ((isBarePeriod(value) && periodIn(value, fiscalYearEnd)?.period) || 'unclear')
  )
}

function previousOf(row: HeaderRow): Header['previous'] {
  const links = readInline(row.raw).runs.filter((run) => run.href)
  const versions =
    links.length > 0 ? links.map((run) => ({ text: run.text, href: run.href })) : row.value ? [{ text: row.value, href: row.href }] : []
  return versions.map(({ text, href }) => {
    const day = readDay(text)
    return { text, href, day: typeof day === 'object' ? day.day : null }
  })
}

/**
 * `ABC(R, D), LT (A, P & I)` → ABC: R, D · LT: A, P, I. Parties are separated by comma, semicolon or line break outside brackets,
 * letters by `,` `&` `/` `and` or space, in any case.
 */
function readParties(text: string): Party[] {
  const parties: Party[] = []
  for (const match of text.matchAll(/([^,;\n()]{1,80})\(([^()]{1,60})\)/g)) {
    const letters = (match[2] ?? '').split(/\s*(?:[,&/]|\band\b|\s)\s*/i).filter((letter) => letter !== '')
    const name = (match[1] ?? '').trim().replace(/^(&|and)\s+/i, '')
    if (name === '' || !letters.every((letter) => /^[RAPID]$/i.test(letter))) continue
    const own = letters.map((letter) => letter.toUpperCase() as Letter)
    const same = parties.find((party) => party.name === name)
    if (same) same.letters = [...new Set([...same.letters, ...own])]
    else parties.push({ name, letters: [...new Set(own)] })
  }
  return parties
}
