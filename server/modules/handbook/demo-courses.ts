type Fault = 'procedure' | 'slip' | 'system' | 'input'

/** What goes wrong in each so many runs, at which step, whose fault it is; `late` is told so many days afterwards by whoever met it. */
export type ToldFault = { from: number; to: number; each: number; step: number; fault: Fault; note: string; late?: number }

/** How a procedure of the demo goes: on which days, for whom, and how often wrong. */
type Course = {
  path: string
  /** days between runs */
  every: number
  from: number
  to: number
  by: string[]
  about: (n: number) => string
  wrong: ToldFault[]
}

const buyers = ['Quartz Aviation', 'Maple Bank', 'Lumen Ceramics', 'Northway Rail', 'Kestrel Labs', 'Alder & Pine', 'Harrow Foods']
const more = ['Polder Signals', 'Pecan Street Looms', 'Elbkontor Leuchten', 'Alsterdock Waagen', 'Speicherstadt Ton', 'Quai Neuf Optique']
const starters = ['Sales', 'Support', 'Engineering', 'Finance']

const oneOf = (names: readonly string[], step: number) => (n: number) => names[(n * step) % names.length] ?? ''

/** About nine hundred runs in a year and a half. */
export const courses: Course[] = [
  {
    path: 'operations/held-orders',
    every: 1,
    from: 548,
    to: 1,
    by: ['bizops', 'finance', 'legal'],
    about: oneOf([...buyers, ...more], 5),
    wrong: [
      { from: 548, to: 391, each: 7, step: 1, fault: 'procedure', note: 'The text does not say what counts' },
      { from: 390, to: 181, each: 6, step: 2, fault: 'procedure', note: 'Nobody had asked for the extract' },
      { from: 180, to: 12, each: 15, step: 3, fault: 'slip', note: 'The other box was ticked' },
    ],
  },
  {
    path: 'finance/refunds',
    every: 3,
    from: 508,
    to: 1,
    by: ['finance', 'bizops'],
    about: (n) => `Order of ${buyers[(n * 3) % buyers.length]}`,
    wrong: [
      { from: 508, to: 5, each: 13, step: 2, fault: 'system', note: 'The bank sent it back' },
      { from: 400, to: 60, each: 29, step: 3, fault: 'slip', note: 'The letter named another number', late: 21 },
    ],
  },
  {
    path: 'support/licence-again',
    every: 5,
    from: 378,
    to: 1,
    by: ['success', 'bizops'],
    about: oneOf(more, 5),
    wrong: [
      { from: 378, to: 141, each: 9, step: 1, fault: 'procedure', note: 'The file was made for the standby' },
      { from: 140, to: 10, each: 23, step: 4, fault: 'input', note: 'The customer loaded the file of last year' },
    ],
  },
  {
    path: 'support/urgent',
    every: 9,
    from: 376,
    to: 4,
    by: ['success', 'bizops'],
    about: oneOf(buyers, 4),
    wrong: [{ from: 376, to: 20, each: 8, step: 4, fault: 'slip', note: 'The letter went out the next day', late: 12 }],
  },
  {
    path: 'finance/late-payer',
    every: 4,
    from: 318,
    to: 2,
    by: ['finance'],
    about: (n) => `Invoice of ${more[n % more.length]}`,
    wrong: [{ from: 318, to: 20, each: 14, step: 1, fault: 'input', note: 'The address of accounts was an old one' }],
  },
  {
    path: 'finance/credit-note',
    every: 11,
    from: 408,
    to: 3,
    by: ['finance'],
    about: (n) => `Contract of ${more[(n * 5) % more.length]}`,
    wrong: [{ from: 408, to: 30, each: 9, step: 3, fault: 'system', note: 'Tax was rounded line by line', late: 30 }],
  },
  {
    path: 'success/champion-left',
    every: 9,
    from: 395,
    to: 2,
    by: ['success'],
    about: oneOf(buyers, 5),
    wrong: [{ from: 395, to: 40, each: 12, step: 1, fault: 'input', note: 'They had left as well' }],
  },
  { path: 'success/renewal-call', every: 8, from: 372, to: 3, by: ['success', 'sales_manager'], about: oneOf(more, 5), wrong: [] },
  {
    path: 'success/use-fell',
    every: 10,
    from: 315,
    to: 6,
    by: ['success'],
    about: oneOf(buyers, 6),
    wrong: [{ from: 315, to: 30, each: 7, step: 0, fault: 'procedure', note: 'The server was only behind another wall' }],
  },
  {
    path: 'sales/trial-extension',
    every: 6,
    from: 246,
    to: 2,
    by: ['sales', 'sales_manager'],
    about: (n) => `Trial of ${[...buyers, ...more][(n * 4) % 13]}`,
    wrong: [],
  },
  {
    path: 'sales/partner-deal',
    every: 23,
    from: 396,
    to: 60,
    by: ['sales_manager'],
    about: oneOf(more, 1),
    wrong: [{ from: 396, to: 60, each: 5, step: 2, fault: 'procedure', note: 'The fifteen percent stood on the renewal as well' }],
  },
  { path: 'finance/month-close', every: 30, from: 543, to: 3, by: ['finance'], about: (n) => `Month ${n + 1}`, wrong: [] },
  { path: 'engineering/release', every: 29, from: 517, to: 3, by: ['bizops'], about: (n) => `Harbor 9.${n + 1}`, wrong: [] },
  {
    path: 'law/privacy-request',
    every: 18,
    from: 405,
    to: 9,
    by: ['legal'],
    about: (n) => `Request ${n + 1}`,
    wrong: [{ from: 405, to: 30, each: 8, step: 2, fault: 'system', note: 'One system was not on the list', late: 15 }],
  },
  { path: 'people/start', every: 26, from: 515, to: 9, by: ['bizops'], about: (n) => `A colleague in ${starters[n % 4]}`, wrong: [] },
  { path: 'people/leaver', every: 83, from: 505, to: 9, by: ['bizops'], about: () => 'A colleague who leaves', wrong: [] },
  {
    path: 'finance/expense-claim',
    every: 8,
    from: 246,
    to: 2,
    by: ['sales', 'success', 'legal'],
    about: (n) => `Journey ${n + 1}`,
    wrong: [{ from: 246, to: 20, each: 5, step: 0, fault: 'slip', note: 'The day could not be read' }],
  },
  { path: 'finance/chargeback', every: 36, from: 216, to: 9, by: ['finance'], about: (n) => `Order of ${buyers[n % 7]}`, wrong: [] },
  { path: 'engineering/weakness', every: 31, from: 495, to: 9, by: ['bizops'], about: (n) => `Report ${n + 1}`, wrong: [] },
]
