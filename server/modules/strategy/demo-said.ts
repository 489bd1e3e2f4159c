/** What is named to be done, by a role that only they hold; `days` to its day, done before it or `late` days after; `came` is told in the next word. */
type Next = { text: string; by: string; days: number; late?: number; came: string }
/** One month’s word. `other`: it is said to stand otherwise than the figure does, and why, where the figure is the better or the worse of the two. */
type Word = {
  sure?: number
  well?: string
  badly?: string
  next?: Next
  other?: { better: string; worse: string }
  ahead?: true
  read: readonly string[]
}
export type Said = { plan: string; by: string; measure?: string; words: readonly Word[] }

/** What was said from month to month, the last word on the last second Tuesday that is over. */
export const said: readonly Said[] = [
  {
    plan: 'company.md',
    by: 'executive',
    measure: 'Annual recurring',
    words: [
      { sure: 75, read: ['finance', 'leadership', 'bizops'] },
      {
        sure: 75,
        well: 'Renewals were signed ahead of their day for the first time.',
        next: {
          text: 'Write down what the ninety-day call says',
          by: 'success',
          days: 20,
          came: 'It is on one page, and the next two calls went by it.',
        },
        read: ['finance', 'bizops'],
      },
      { sure: 65, badly: 'Two ministries pushed their orders behind their own year end.', read: ['finance', 'leadership'] },
      {
        sure: 70,
        next: {
          text: 'Ask both ministries for a letter of intent',
          by: 'leadership',
          days: 14,
          late: 5,
          came: 'One letter came, the other was put off to spring.',
        },
        read: ['finance', 'leadership', 'legal'],
      },
      {
        sure: 60,
        well: 'Expansion carries what new orders do not.',
        badly: 'The spring letter is not counted on any more.',
        next: { text: 'List what may still close before the end of January', by: 'leadership', days: 40, came: '' },
        ahead: true,
        read: ['finance'],
      },
    ],
  },
  {
    plan: 'company.md',
    by: 'executive',
    measure: 'Paying customers',
    words: [
      { sure: 80, read: ['finance', 'success'] },
      { sure: 80, read: ['success'] },
      { sure: 85, well: 'Four of five who try it stay beyond the first month.', read: ['success', 'leadership'] },
      { sure: 85, read: ['success'] },
      { sure: 90, ahead: true, read: [] },
    ],
  },
  {
    plan: 'company.md',
    by: 'executive',
    measure: 'Self-service share',
    words: [
      { sure: 60, read: ['leadership'] },
      {
        sure: 60,
        badly: 'Tax is shown after the account is asked for, and there they leave.',
        next: { text: 'Show tax before the account', by: 'bizops', days: 25, came: 'Shown since the release of that month.' },
        read: ['leadership', 'bizops'],
      },
      { sure: 70, well: 'Fewer leave at the tax line.', read: ['bizops'] },
      {
        sure: 70,
        other: {
          better: 'Three orders that sales had prepared were clicked through by the buyer: they count, and are no habit yet.',
          worse: 'Two large orders by hand pull the share down in this month; by number of orders it grows.',
        },
        read: ['finance', 'bizops'],
      },
      { sure: 75, read: ['bizops'] },
    ],
  },
  {
    plan: 'company.md',
    by: 'executive',
    words: [
      { well: 'Everybody knows which five methods there are.', badly: 'Nobody owns Asia’s mornings.', read: ['finance', 'leadership'] },
      {
        badly: 'Support hours are still those of spring.',
        next: {
          text: 'Cost two people for the eastern mornings',
          by: 'finance',
          days: 30,
          came: 'Costed; it waits for the plan of next year.',
        },
        read: ['finance', 'legal', 'leadership'],
      },
      { well: 'The quarter was closed in three days.', badly: 'Old releases in the field did not get fewer.', read: ['finance'] },
    ],
  },
  {
    plan: 'operations.md',
    by: 'bizops',
    measure: 'Active servers',
    words: [
      { sure: 70, read: ['executive'] },
      { sure: 70, ahead: true, read: ['executive', 'finance'] },
      { sure: 60, badly: 'Isolated sites report once a quarter, so that the figure runs behind.', ahead: true, read: ['executive'] },
    ],
  },
  {
    plan: 'operations.md',
    by: 'bizops',
    measure: 'One sign-on',
    words: [
      { sure: 80, well: 'Ledger, bank and payroll were moved two days ahead.', read: ['executive', 'finance'] },
      { sure: 70, badly: 'Support waited nine days for its vendor.', read: ['executive'] },
      {
        sure: 55,
        badly: 'The build cannot be moved while a release is on its way.',
        next: { text: 'Agree with engineering on a quiet week', by: 'bizops', days: 24, came: '' },
        read: [],
      },
    ],
  },
]

/** What was reported of milestones, in days from the last one on: done on a day, or thought of for another one. */
export const reported: readonly { milestone: string; on: number; done?: true; forecast?: number }[] = [
  { milestone: 'Ledger, bank and payroll', on: -152, done: true },
  { milestone: 'Support and sales', on: -80, forecast: -66 },
  { milestone: 'Support and sales', on: -66, done: true },
  { milestone: 'Build, tests and releases', on: -24, forecast: 15 },
]

/** What was judged of how people find the written way. */
export const judged: readonly { on: number; score: number; words: string }[] = [
  { on: -170, score: 2, words: 'Of five who were new, one found it alone. The others asked me.' },
  { on: -90, score: 3, words: 'The words of the page are theirs now. Two of five still begin in the chat.' },
  { on: -9, score: 3, words: 'Nothing got worse, nothing got better: the search is in the way.' },
]

/** A target that was moved after the plan was vetted. */
export const moved = { plan: 'sales.md', measure: 'More larger', on: -118, target: '180' }

/** What methods are to cost, by whoever keeps it; amounts in minor units, days from the last one on. What comes after vetting is off the cycle. */
export const paid = [
  {
    ...{ plan: 'company.md', method: 'Report from', on: -226, by: 'finance' },
    line: {
      ...{ kind: 'system' as const, name: 'Relay for reports from the field', currency: 'USD', paid_per: 'month' as const },
      ...{
        recurring_minor: 180_000,
        implementation_minor: 450_000,
        business_value: 'Isolated sites report once a quarter instead of never',
      },
    },
    from: -200,
  },
  {
    ...{ plan: 'company.md', method: 'Make the first', on: -225, by: 'executive' },
    line: {
      ...{ kind: 'headcount' as const, name: 'First-week crew', role: 'Onboarding engineer', heads: 2, currency: 'USD' },
      ...{ cost_per_year_minor: 9_600_000, timeline: 'One in summer, one in autumn' },
    },
    from: -150,
  },
  {
    ...{ plan: 'operations.md', method: 'Single sign-on', on: -190, by: 'bizops' },
    line: {
      ...{ kind: 'system' as const, name: 'Sign-on for all that we run', sku: 'SSO-60', currency: 'USD', paid_per: 'month' as const },
      ...{ seats: 60, per_seat_minor: 800, recurring_minor: 10_000, implementation_minor: 300_000 },
    },
    from: -180,
  },
  {
    ...{ plan: 'operations.md', method: 'Procedures below', on: -70, by: 'bizops' },
    line: {
      ...{
        kind: 'vendor' as const,
        name: 'Editor for procedures',
        source: 'Recommended by counsel',
        currency: 'EUR',
        one_time_minor: 640_000,
      },
      statement_of_work: 'Twelve procedures read, shortened and tried with whoever uses them',
    },
    from: -60,
  },
]
