import { occurrences, parseRecurrence } from '../server/kernel/calendar/recurrence.ts'
import { minutesWords, sealed } from '../server/modules/cadence/rules/minutes.ts'
import { nearest } from '../server/modules/decisions/rules/nearest.ts'
import { layOut } from '../server/modules/strategy/rules/page.ts'
import { readDocument } from '../server/modules/strategy/rules/reading.ts'
import { conditions, median, printFigure } from './figure.ts'

/**
 * What plans, decisions and meetings cost in pure work, on one core: the page check of a full page (at least 2,000 a second), reading with
 * its verbatim segments, a mebibyte of what is hostile to a reader, the nearest earlier decisions of a question, a year of dates, minutes.
 * CPU, not the clock; the median of the rounds.
 */
const rounds = 7
const facts = { name: 'plan.md', fiscalYearEnd: '01-31' }

/** Milliseconds of CPU that one run takes: as many runs as make a quarter of a second, the median of the rounds. */
function cost(work: () => unknown): number {
  const spent = (times: number) => {
    const before = process.cpuUsage()
    for (let n = 0; n < times; n += 1) work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  const once = Math.max(spent(1), 0.001)
  const times = Math.max(1, Math.min(20_000, Math.round(250 / once)))
  spent(times)
  return median(Array.from({ length: rounds }, () => spent(times) / times))
}

/** A page of 57 lines: title, header, five sections, items one line long. */
const page = [
  '# Harbour FY27 (ABC)\n\nPeriod: FY27\nRAPID: ABC(R & D), LT(A, P & I)\nDRI: ABC\n',
  'Vision\n\n- Every ship finds its berth in the time that it was promised, whatever the tide.\n',
  ...(['Priorities', 'Methods', 'Obstacles', 'Measures'] as const).map(
    (label) =>
      `${label}\n\n${Array.from({ length: 10 }, (_, at) => `- **Berth ${at}**: what is done there by the crew of the day, from 40 to 55 ships`).join('\n')}\n`,
  ),
].join('\n')
const reading = readDocument(page, facts).plans[0]
if (!reading) throw new Error('the page holds no plan')
const check = layOut(reading)

const document = page.repeat(Math.ceil((1024 * 1024) / page.length)).slice(0, 1024 * 1024)
const hostile: Record<string, string> = {
  brackets: `Vision\n- ${'['.repeat(1024 * 1024)}`,
  stars: `Vision\n- ${'*'.repeat(1024 * 1024)}`,
  quotes: '>'.repeat(1024 * 1024),
  'nested bullets': `Vision\n${Array.from({ length: 100_000 }, (_, at) => `${' '.repeat(at % 9)}- x`).join('\n')}`,
  objectives: `# OKRs\n${'## Objective 1: x\n- a\n## Key Results\n- KR1: 5\n'.repeat(22_000)}`,
  'a table of goals': `# OKRs\n|Objective|Key results|\n|-|-|\n${'|a|KR1: b; KR2: c|\n'.repeat(58_000)}`,
}

const words = [
  'price',
  'berth',
  'crew',
  'tide',
  'invoice',
  'licence',
  'renewal',
  'discount',
  'harbour',
  'contract',
  'server',
  'tax',
  'region',
]
const text = (at: number, many: number) => Array.from({ length: many }, (_, n) => words[(at * 7 + n * n * 3) % words.length]).join(' ')
const ledger = Array.from({ length: 500 }, (_, at) => ({ id: String(at), issue: `${text(at, 8)} ${at}`, proposal: text(at + 3, 24) }))

const weekly = parseRecurrence('FREQ=WEEKLY;BYDAY=MO,WE,FR')
const start = { day: '2026-01-05', time: '09:00', zone: 'America/New_York' }
const minutes = {
  schema: 'quarterdeck.minutes/1' as const,
  meeting: {
    id: 'm',
    series: 'Weekly',
    started_at: '2026-06-15T09:00:00Z',
    closed_at: '2026-06-15T09:30:00Z',
    booked_minutes: 30,
    used_seconds: 1790,
  },
  ...{ lead: 'Ada', present: words, absent: [], messages: [], notes: text(1, 400) },
  agenda: words.map((title) => ({ title, used_seconds: 120, minutes: 3 })),
  issues: words.map((title) => ({ title, owner: 'Bo', votes: 2, state: 'done', outcome: 'none', text: null, first_day: '2026-06-08' })),
  decisions: words.map((one, at) => ({ number: `DEC-2026-${at}`, text: one, by: 'Ada' })),
  actions: words.map((one, at) => ({ number: `ACT-2026-${at}`, text: one, by: 'Bo', due: '2026-06-22' })),
  scorecard: words.map((title) => ({
    title,
    owner: 'Bo',
    value: '5',
    unit: null,
    target: '6',
    colour: 'red',
    as_of: null,
    definition: null,
  })),
}

conditions()
printFigure(
  'page checks a second, one core (at least 2,000)',
  `${Math.round(1000 / cost(() => layOut(reading)))}, ${check.linesUsed} lines`,
)
printFigure('reading with verbatim segments', `${(1000 / cost(() => readDocument(document, facts))).toFixed(1)} MiB/s`)
for (const [name, source] of Object.entries(hostile))
  printFigure(`hostile mebibyte: ${name}`, `${Math.round(cost(() => readDocument(source, facts)))} ms to a reading`)
printFigure(
  'nearest earlier decisions among 500',
  `${cost(() => nearest({ issue: text(2, 8), proposal: text(5, 24) }, ledger, 3)).toFixed(1)} ms`,
)
printFigure(
  'a year of dates, three a week',
  `${cost(() => occurrences(weekly, start, { before: '2027-01-05', limit: 400 })).toFixed(1)} ms`,
)
printFigure(
  'minutes sealed and put into words',
  `${Math.round(1000 / cost(() => minutesWords(minutes, '2026-06-15', sealed(minutes).hash, 'Europe/Berlin')))} a second`,
)
