/** What Tidewater's meetings talked about: an issue, and what came of it. Days are from the meeting on; a late one was done after its day. */
export type Told = { issue: string; decided?: string; action?: string; by?: string; days?: number; late?: number; open?: true }

export type ToldSeries = {
  title: string
  purpose: string
  chair: string
  vice_chair: string
  scribe?: string
  members: readonly string[]
  group?: string
  /** FREQ=WEEKLY;BYDAY= is completed with the weekday of the last day, or of the day after it */
  rule: string
  on?: 'today' | 'tomorrow'
  start_time: string
  minutes: number
  reason_over_30?: string
  template: string
  leadership?: true
  restricted?: true
  closed_day: 'keep' | 'skip' | 'next'
  /** days before the last one on which it begins */
  ago: number
  /** minutes used, in turn */
  used: readonly number[]
  told: readonly Told[]
  scorecard?: true
}

/** Five series. Who is meant is said by a role that only they hold. */
export const toldSeries: readonly ToldSeries[] = [
  {
    title: 'Leadership, weekly',
    purpose: 'What is red is named, decided and given to one person.',
    chair: 'executive',
    vice_chair: 'leadership',
    scribe: 'bizops',
    members: [],
    group: 'Leadership Team',
    rule: 'FREQ=WEEKLY;BYDAY=',
    on: 'today',
    start_time: '09:00',
    minutes: 30,
    template: 'review',
    leadership: true,
    closed_day: 'keep',
    ago: 175,
    used: [28, 26, 30, 24, 29, 27],
    scorecard: true,
    told: [
      { issue: 'Trials end before anybody was invited', action: 'Show the invite step first', by: 'success', days: 14 },
      {
        issue: 'Two renewals slipped into the next quarter',
        decided: 'Renewals are asked for 90 days ahead.',
        action: 'Write the 90-day letter',
        by: 'leadership',
        days: 10,
      },
      { issue: 'Bank file is late in three of nine closes', action: 'Ask the bank for SFTP', by: 'finance', days: 21, late: 6 },
      {
        issue: 'Nobody owns the price page',
        decided: 'Marketing’s page, sales’ words: Noa owns it.',
        action: 'Name what is out of date on it',
        by: 'leadership',
        days: 7,
      },
      { issue: 'Support hears of releases from customers', action: 'Tell support three days before', by: 'bizops', days: 14 },
      { issue: 'Discounts above 15% take nine days', action: 'Show the lane in the quote', by: 'bizops', days: 12, late: 3 },
      {
        issue: 'A competitor is cheaper below 50 seats',
        decided: 'We do not match it. We show what an hour of downtime costs.',
        action: 'Put the sum on the page',
        by: 'leadership',
        days: 20,
      },
      { issue: 'Two people know the licence keys', action: 'Show a third how they are kept', by: 'legal', days: 30 },
    ],
  },
  {
    title: 'Sales heads-up',
    purpose: 'Nobody is surprised today.',
    chair: 'leadership',
    vice_chair: 'sales',
    members: ['sales', 'success'],
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    start_time: '08:45',
    minutes: 10,
    template: 'heads_up',
    closed_day: 'skip',
    ago: 18,
    used: [9, 8, 10, 7, 9],
    told: [
      { issue: 'Fjord Rail asks for a longer trial', action: 'Call Fjord Rail', by: 'sales', days: 2 },
      { issue: 'Card of Quay Optics was declined', action: 'Ask for another card', by: 'sales', days: 1 },
      { issue: 'Lumen Ceramics wants the invoice in French', action: 'Send what we have in English with a note', by: 'success', days: 3 },
    ],
  },
  {
    title: 'Customers, weekly',
    purpose: 'What stands in the way of a customer is out of the way within the week.',
    chair: 'success',
    vice_chair: 'leadership',
    members: ['sales', 'finance'],
    rule: 'FREQ=WEEKLY;BYDAY=',
    on: 'tomorrow',
    start_time: '10:00',
    minutes: 45,
    reason_over_30: 'Five accounts are looked at, with those who know them.',
    template: 'review',
    closed_day: 'keep',
    ago: 125,
    // the last ones took less and less
    used: [41, 38, 40, 36, 37, 33, 35, 30, 31, 28, 26, 24, 24, 21, 20, 19, 18, 17],
    told: [
      { issue: 'Mica Energy bought 500 seats without a call', action: 'Write down how Mica Energy bought', by: 'sales', days: 7 },
      { issue: 'Maple Bank’s owner leaves in December', action: 'Ask Maple Bank who follows', by: 'success', days: 9, late: 2 },
      { issue: 'Three customers run a version of last year', action: 'Offer each a day of help', by: 'success', days: 14 },
      { issue: 'Nobody at Orchard Health signs in', action: 'Find who started the trial', by: 'success', days: 7 },
    ],
  },
  {
    title: 'Monthly business review',
    purpose: 'Each department says what goes well, what does not, and what is next.',
    chair: 'executive',
    vice_chair: 'bizops',
    scribe: 'bizops',
    members: ['leadership', 'finance', 'success', 'legal'],
    rule: 'FREQ=MONTHLY;BYDAY=2TU',
    start_time: '13:00',
    minutes: 150,
    reason_over_30: 'Every department’s month is read and answered in one sitting.',
    template: 'business',
    leadership: true,
    closed_day: 'next',
    ago: 200,
    used: [140, 150, 120, 131],
    told: [
      {
        issue: 'Hiring in engineering is two months behind',
        decided: 'One role is filled from inside first.',
        action: 'Ask who would move',
        by: 'bizops',
        days: 21,
      },
      { issue: 'Cash is 40 days, not 30', action: 'Send reminders two days earlier', by: 'finance', days: 15, late: 5 },
      { issue: 'The terms are two years old', action: 'Bring a draft of new terms', by: 'legal', days: 28 },
    ],
  },
  {
    title: 'Board',
    purpose: 'Those to whom we answer see what was promised and what came.',
    chair: 'executive',
    vice_chair: 'leadership',
    scribe: 'legal',
    members: ['finance', 'legal'],
    rule: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH',
    start_time: '14:00',
    minutes: 180,
    reason_over_30: 'The board meets four times a year and decides what nobody else may.',
    template: 'board',
    restricted: true,
    closed_day: 'next',
    ago: 200,
    used: [165, 172],
    told: [
      {
        issue: 'An offer for the whole company',
        decided: 'We answer that we are not for sale this year.',
        action: 'Write the answer',
        by: 'legal',
        days: 7,
      },
      { issue: 'Who signs above a million', action: 'Bring two proposals', by: 'finance', days: 30 },
    ],
  },
]

/** What is on the agenda of the one of today beside what is red. */
export const raisedToday: readonly { title: string; by: string }[] = [
  { title: 'The bank file is late in 3 of 9 closes', by: 'finance' },
  { title: 'Method 3 has no owner from December 11', by: 'bizops' },
]
