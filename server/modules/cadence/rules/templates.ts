export type ItemKind = 'info' | 'discuss' | 'decide'
/** What a part of the agenda shows: rows of figures, issues by votes, what was caught, the closing round. */
export type Shows = 'scorecard' | 'issues' | 'read_back' | 'closing'
export type TemplatePart = { title: string; kind: ItemKind; minutes: number; shows: Shows | null }

type Template = {
  key: string
  title: string
  purpose: string
  rule: string
  minutes: number
  reason_over_30: string | null
  prework_days: number
  weeks: number
  leadership: boolean
  template: TemplatePart[]
  /** counts back from the day on which the year's plan is shared */
  countdown: boolean
  note: string | null
}

const part = (
  title: string,
  minutes: number,
  kind: TemplatePart['kind'] = 'discuss',
  shows: TemplatePart['shows'] = null,
): TemplatePart => ({
  title,
  minutes,
  kind,
  shows,
})

const figures = (minutes: number, title = 'Scorecard') => part(title, minutes, 'info', 'scorecard')
const issues = (minutes: number, title = 'Issues') => part(title, minutes, 'decide', 'issues')
const readBack = (minutes: number, title = 'Read back') => part(title, minutes, 'info', 'read_back')
const closing = (minutes: number) => part('Close and rate', minutes, 'info', 'closing')

/** How a team meets, and how leadership does: days to get ready, weeks until it is asked whether the series is still worth its hours. */
const ofTeam = { leadership: false, prework_days: 1 }
const ofLeadership = { leadership: true, prework_days: 3, weeks: 13 }

/**
 * Series that work elsewhere, for a fiscal year that begins in February. Longer ones come with the reason that they are longer for, which is
 * asked again each quarter.
 */
const shipped: readonly Omit<Template, 'countdown'>[] = [
  {
    key: 'heads_up',
    title: 'Daily heads-up',
    purpose: 'Nobody is surprised today.',
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    minutes: 10,
    reason_over_30: null,
    prework_days: 0,
    weeks: 6,
    leadership: false,
    template: [part('Heads-up', 4, 'info'), part('Information', 3, 'info'), part('Asks', 3)],
    note: null,
  },
  {
    key: 'review',
    title: 'Weekly review',
    purpose: 'What is red is named, decided and given to one person.',
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    minutes: 30,
    reason_over_30: null,
    ...ofTeam,
    weeks: 6,
    template: [figures(5), part('Plan updates', 5, 'info'), part('Customer news', 3, 'info'), issues(12), readBack(3), closing(2)],
    note: 'Plans are looked at in this order: measures, priorities, vision, obstacles, methods.',
  },
  {
    key: 'tactical',
    title: 'Weekly tactical',
    purpose: 'What stands in the way this week is out of the way.',
    rule: 'FREQ=WEEKLY;BYDAY=TU',
    minutes: 60,
    reason_over_30: 'What keeps several teams waiting is solved here, together.',
    ...ofTeam,
    weeks: 6,
    template: [part('Lightning round', 5, 'info'), figures(5), issues(40), readBack(5), closing(5)],
    note: null,
  },
  {
    key: 'strategic',
    title: 'Monthly strategic',
    purpose: 'One or two questions that decide the year are thought to the end.',
    rule: 'FREQ=MONTHLY;BYDAY=1WE',
    minutes: 180,
    reason_over_30: 'A question that decides the year is not thought through in half an hour.',
    ...ofLeadership,
    template: [figures(20, 'What we know'), issues(70, 'First question'), part('Second question', 60, 'decide'), readBack(20), closing(10)],
    note: null,
  },
  {
    key: 'quarterly',
    title: 'Quarterly review',
    purpose: 'What was promised for the quarter is held against what came, and the next one is agreed.',
    // the fifth working day of each quarter
    rule: 'FREQ=MONTHLY;BYMONTH=2,5,8,11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5',
    minutes: 180,
    reason_over_30: 'Each plan is gone through once a quarter, measure by measure.',
    ...ofLeadership,
    prework_days: 5,
    template: [
      figures(60, 'Measures'),
      part('Priorities', 20),
      part('Vision', 10),
      part('Obstacles', 25),
      part('Methods', 25, 'decide'),
      issues(25),
      readBack(10),
      closing(5),
    ],
    note: 'Within five working days of the quarter’s end; what is to be read lies there on the Friday before.',
  },
  {
    key: 'business',
    title: 'Monthly business review',
    purpose: 'Each department says what goes well, what does not, and what is next.',
    rule: 'FREQ=MONTHLY;BYDAY=2TU',
    minutes: 150,
    reason_over_30: 'Every department’s month is read and answered in one sitting.',
    ...ofLeadership,
    template: [figures(20), part('Going well, not going well, next actions', 70, 'info'), issues(45), readBack(10), closing(5)],
    note: 'The written updates are due on the same day; the meeting begins where they end.',
  },
  {
    key: 'level_10',
    title: 'Level 10',
    purpose: 'A team runs by its numbers and solves what is in their way.',
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    minutes: 90,
    reason_over_30: 'An hour of it is for issues, which are solved instead of being reported.',
    ...ofTeam,
    weeks: 13,
    template: [
      part('Good news', 5, 'info'),
      figures(5),
      part('Goals', 5, 'info'),
      part('Headlines', 5, 'info'),
      readBack(5, 'Actions'),
      issues(60),
      closing(5),
    ],
    note: null,
  },
  {
    key: 'planning',
    title: 'Annual planning',
    purpose: 'Next year’s plan goes from a first line to one that is agreed.',
    // the last two fiscal quarters, every second week
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYMONTH=8,9,10,11,12,1;BYDAY=TH',
    minutes: 120,
    reason_over_30: 'A year is planned in a dozen sittings, and each carries a whole step.',
    ...ofLeadership,
    template: [figures(15, 'Where the draft stands'), issues(75, 'What is open in it'), readBack(20), closing(10)],
    note: 'Third quarter from 1% to 50%, fourth from 50% to 99%. Counted back from the last day of the fiscal year, on which the plan is shared: four weeks before, the draft; two weeks, review; one week, the final text.',
  },
  {
    key: 'board',
    title: 'Board',
    purpose: 'Those to whom we answer see what was promised and what came.',
    rule: 'FREQ=YEARLY;BYMONTH=2,5,8,11;BYDAY=3TH',
    minutes: 180,
    reason_over_30: 'The board meets four times a year and decides what nobody else may.',
    prework_days: 5,
    weeks: 26,
    leadership: true,
    template: [
      part('Minutes of the last one', 5, 'decide'),
      figures(45, 'Company scorecard'),
      part('Plan and risks', 50),
      issues(50, 'Decisions'),
      part('Without the company', 20),
      readBack(10),
    ],
    note: 'For the few: its papers and minutes are seen by its members.',
  },
]

/** A year of January to December: its first month is 1. One that ends inside of a month begins with the next: its reviews come late, never early. */
function firstMonth(fiscalYearEnd: string): number {
  return (Number(fiscalYearEnd.slice(0, 2)) % 12) + 1
}

/** The templates of a company whose fiscal year ends on `MM-DD`: what is held by quarters is held by its own. */
export function templatesFor(fiscalYearEnd: string): Template[] {
  const shift = firstMonth(fiscalYearEnd) - 2
  const moved = (months: string) =>
    months
      .split(',')
      .map((month) => ((Number(month) - 1 + shift + 12) % 12) + 1)
      .join(',')
  return shipped.map((one) => ({
    ...one,
    rule: one.rule.replace(/BYMONTH=([\d,]+)/, (_all, months: string) => `BYMONTH=${moved(months)}`),
    countdown: one.key === 'planning',
  }))
}
