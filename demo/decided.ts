export type Name = 'mara' | 'teodor' | 'ilse' | 'farid' | 'cato' | 'noa' | 'ida' | 'sol' | 'paul'
export type Stance = 'support' | 'concern' | 'oppose' | 'no_view' | 'agree' | 'object'
export type ToldDecision = {
  /** days before today on which it was opened, and after that on which it was decided; without it it is open */
  ago: number
  after?: number
  by: Name
  decides: Name
  issue: string
  proposal: string
  heard?: Partial<Record<Name, [Stance, string?]>>
  agrees?: Partial<Record<Name, [Stance, string?]>>
  because?: string
  hard?: true
  outcome?: 'accept' | 'reject'
  text?: string
  override?: string
  actions?: [string, Name, number][]
  review?: number
  options?: { title: string; pros: string[]; cons: string[]; proposed?: boolean }[]
  rewritten?: string
  replaces?: number
  reversed?: [number, string]
  withdrawn?: string
  tells?: Name[]
  /** what the figure is to have come to, `ago` days before today or ahead of it */
  expects?: { metric: string; value: string; ago: number }
  restricted?: true
}

/** What Tidewater decided in two years, and what it is about to. The numbers in `replaces` are places in this list. */
export const toldDecisions: ToldDecision[] = [
  {
    ago: 640,
    after: 8,
    by: 'noa',
    decides: 'mara',
    issue: 'From which size on does a salesperson accept an order?',
    proposal: 'Orders below $5,000 are accepted by the shop itself, on our terms and at list price.',
    heard: { farid: ['concern', 'Chargebacks are mine to explain'], sol: ['support'] },
    actions: [
      ['Set the lane to $5,000', 'ilse', 20],
      ['Say it on the price page', 'sol', 25],
    ],
  },
  {
    ago: 520,
    after: 6,
    by: 'farid',
    decides: 'mara',
    issue: 'In which currencies do we invoice?',
    proposal: 'US dollars and euros, each from its own price list. Nobody is billed in a third currency.',
    heard: { noa: ['oppose', 'Two deals in London hang on pounds'], ida: ['support'] },
    actions: [['Close the list in pounds', 'farid', 14]],
  },
  {
    ago: 430,
    after: 9,
    by: 'teodor',
    decides: 'mara',
    issue: 'Who calls a customer whose use fell by half?',
    proposal: 'Customer Success calls within five working days, whoever sold it.',
    heard: { noa: ['support'], cato: ['support'] },
    actions: [['Write the call down as a procedure', 'teodor', 30]],
    review: 180,
  },
  {
    ago: 400,
    after: 5,
    by: 'paul',
    decides: 'noa',
    issue: 'Do partners get a discount of their own?',
    proposal: 'Fifteen percent on first orders of at least 100 seats, none on renewals.',
    heard: { farid: ['concern', 'Only if it is on the quote'], cato: ['support'] },
    actions: [['Put the discount into the quote form', 'ilse', 21]],
    reversed: [120, 'Three partners in a year, and two of them bought for themselves.'],
  },
  {
    ago: 330,
    after: 7,
    by: 'ilse',
    decides: 'mara',
    hard: true,
    issue: 'Which clock does the company live by?',
    proposal: 'The fiscal year ends on January 31. Quarters follow it, and every figure says which year it is of.',
    heard: { farid: ['support'], noa: ['support'], teodor: ['no_view'] },
  },
  {
    ago: 290,
    after: 4,
    by: 'ida',
    decides: 'mara',
    hard: true,
    issue: 'Do we sell where an export licence would be needed?',
    proposal: 'No. An order from there is refused before anything is charged, and the buyer is told why.',
    agrees: { farid: ['agree'] },
    because: 'Money that cannot be paid back is his',
  },
  {
    ago: 240,
    after: 10,
    by: 'noa',
    decides: 'mara',
    issue: 'How much may a seller give away alone?',
    proposal: 'Up to ten percent on a new order. Anything above is signed by the head of sales.',
    heard: { cato: ['oppose', 'Fifteen closes deals that ten does not'], farid: ['support'] },
    actions: [
      ['Change the hands', 'ilse', 12],
      ['Tell the sellers', 'noa', 12],
    ],
  },
  {
    ago: 190,
    after: 12,
    by: 'teodor',
    decides: 'mara',
    issue: 'Do renewals below $10,000 need a call?',
    proposal: 'No call. The customer gets a quote ninety days ahead and may accept it alone.',
    expects: { metric: 'customers', value: '320', ago: 40 },
    agrees: { noa: ['object', 'A call is where the second product is sold'] },
    because: 'Her team sells the second product',
    override: 'Of 96 such calls in a year, four sold anything. The quote names the second product.',
    actions: [
      ['Send the quotes ninety days ahead', 'teodor', 30],
      ['Name the second product in the letter', 'noa', 30],
    ],
    review: 175,
    tells: ['cato', 'sol'],
  },
  {
    ago: 150,
    after: 6,
    by: 'sol',
    decides: 'ilse',
    issue: 'Are the licence files of trials limited by seats?',
    proposal: 'No, by days alone: thirty, and seven more on request.',
    expects: { metric: 'tes', value: '1150', ago: 30 },
    heard: { teodor: ['support'], cato: ['support'] },
    actions: [['Set the trial profile to thirty days', 'sol', 10]],
  },
  {
    ago: 110,
    after: 8,
    by: 'noa',
    decides: 'mara',
    issue: 'May a customer buy up to $7,500 without a salesperson?',
    proposal: 'Yes, at list price and on our terms.',
    heard: { farid: ['concern', 'Cards up to $5,000 only'], sol: ['support'] },
    outcome: 'reject',
    text: 'Not yet. We look at it again when chargebacks have been below one in a hundred for two quarters.',
  },
  {
    ago: 75,
    after: 5,
    by: 'ilse',
    decides: 'noa',
    issue: 'How much may a seller give away in the last week of a quarter?',
    proposal: 'The same ten percent as in every other week.',
    heard: { cato: ['concern', 'Customers wait for that week'], farid: ['support'] },
    replaces: 6,
    actions: [['Say it in the sales meeting', 'noa', 7]],
  },
  {
    ago: 40,
    by: 'paul',
    decides: 'noa',
    issue: 'Does the partner list become public?',
    proposal: 'Every partner with two customers is named on the website.',
    withdrawn: 'The programme is being closed',
  },
  {
    ago: 16,
    by: 'ilse',
    decides: 'mara',
    issue: 'May a customer buy up to $10,000 without a salesperson?',
    proposal:
      'An order below $7,500 for the whole term goes through by itself, without discount and on our terms. Cards pay up to $5,000; above it we take a transfer first.',
    rewritten:
      'An order below $10,000 for the whole term goes through by itself, without discount and on our terms. Cards pay up to $5,000; above it we take a transfer first.',
    options: [
      {
        title: 'Up to $10,000',
        pros: ['Eleven days become minutes', 'Four points of self-service share'],
        cons: ['Chargebacks grow with the sum', 'Sales sees fewer first orders'],
        proposed: true,
      },
      { title: 'Up to $7,500', pros: ['Half of the money at risk'], cons: ['Asked again within a year'] },
      { title: 'Stay at $5,000', pros: ['Nothing to build'], cons: ['The share stays below the plan'] },
    ],
    agrees: { farid: ['object', 'Two of 62 orders since June were charged back. At $10,000 one of them costs more than a month brings.'] },
    because: 'Chargebacks are his to pay',
    expects: { metric: 'self_serve.share', value: '0.28', ago: -120 },
    heard: { sol: ['support'], noa: ['concern', 'I want to see each such order on the same day'] },
    tells: ['teodor', 'cato'],
  },
  {
    ago: 6,
    by: 'farid',
    decides: 'mara',
    issue: 'Do we renew the data centre for three years?',
    proposal: 'Three years at eight percent less, with a way out after eighteen months.',
    heard: { sol: ['support'], ilse: ['no_view'], ida: ['support'] },
    restricted: true,
  },
]
