type Metric = {
  metric_id: string
  baseline: string
  target: string
  direction: 'increase' | 'at_least' | 'at_most'
  window?: string
  filter?: Record<string, string | string[]>
  steps?: { date: string; value: string }[]
}
/** Days of milestones are told as days from the last one on; who judges is told by a role that only they hold. */
type Milestones = { kind: 'milestones'; milestones: { title: string; in: number }[] }
type Judged = { kind: 'qualitative'; rubric: string; target: string; judge: string }
export type Binding = Metric | Milestones | Judged
const renewals = { metric_id: 'self_serve.share', baseline: '0', window: 'period', filter: { order_kind: 'renewal' } }
const netNew = { metric_id: 'arr.net_new', baseline: '0', direction: 'increase', window: 'period' } as const
const servers: Metric = { metric_id: 'tes', baseline: '700', target: '1300', direction: 'increase' }

/** `ago`: days before the last one on which it came to the house; what says nothing came on the last day. */
type Told = { above?: string; level?: 'team'; ago?: number; measures: Record<string, Binding> }

/**
 * The plans in the order in which they are told, each with the one above it, and which metric each measure is, by the words that its line
 * starts with. Sales and Growth pull renewals apart, and fall short of the company together; the media server's team looks beyond the year above it.
 */
export const told: Record<string, Told> = {
  'company-before.md': { ago: 232, measures: {} },
  'company.md': {
    ago: 231,
    measures: {
      'Annual recurring': { metric_id: 'arr', baseline: '1500000', target: '3300000', direction: 'increase' },
      'Net new ARR': { ...netNew, target: '1800000' },
      'Paying customers': { metric_id: 'customers', baseline: '180', target: '330', direction: 'increase' },
      'Self-service share': { metric_id: 'self_serve.share', baseline: '0.20', target: '0.25', direction: 'at_least', window: 'period' },
      'Active servers': servers,
      'Registered users': { metric_id: 'users.registered', baseline: '60000', target: '120000', direction: 'increase' },
    },
  },
  'customer-success.md': {
    measures: {
      'Less than 250': { metric_id: 'arr.churned', baseline: '0', target: '250000', direction: 'at_most', window: 'period' },
      'Expansion above': { metric_id: 'arr.expansion', baseline: '0', target: '300000', direction: 'increase', window: 'period' },
      'Active daily': { metric_id: 'tedas', baseline: '600', target: '1000', direction: 'increase' },
    },
  },
  'growth.md': {
    measures: {
      'Self-service share': { metric_id: 'self_serve.share', baseline: '0.20', target: '0.30', direction: 'at_least', window: 'period' },
      'New ARR above': { metric_id: 'arr.new', baseline: '0', target: '1000000', direction: 'increase', window: 'period' },
      'At least 60%': { ...renewals, target: '0.60', direction: 'at_least' },
      'Net new ARR': { ...netNew, target: '650000', filter: { segment: 'smb' } },
    },
  },
  'engineering.md': { measures: {} },
  'sales.md': {
    ago: 200,
    measures: {
      'At most 40%': { ...renewals, target: '0.40', direction: 'at_most' },
      'Net new ARR': { ...netNew, target: '900000', filter: { segment: ['mid_market', 'enterprise'] } },
      'More larger': {
        metric_id: 'customers',
        baseline: '80',
        target: '190',
        direction: 'increase',
        filter: { segment: ['mid_market', 'enterprise'] },
      },
    },
  },
  'finance.md': {
    ago: 200,
    measures: { 'ARR churned': { metric_id: 'arr.churned', baseline: '0', target: '250000', direction: 'at_most', window: 'period' } },
  },
  'operations.md': {
    ago: 200,
    measures: {
      'Active servers': {
        ...servers,
        steps: [
          { date: '2026-07-31', value: '900' },
          { date: '2026-10-31', value: '1150' },
        ],
      },
      'One sign-on': {
        kind: 'milestones',
        milestones: [
          { title: 'Ledger, bank and payroll', in: -150 },
          { title: 'Support and sales', in: -75 },
          { title: 'Build, tests and releases', in: -20 },
          { title: 'What is left is switched off', in: 48 },
        ],
      },
      'People find': {
        kind: 'qualitative',
        rubric: '0: one asks a colleague, who asks another. 5: whoever is new finds the written way alone, at the first try.',
        target: '4',
        judge: 'success',
      },
    },
  },
  'onboarding-team.md': {
    above: 'customer-success.md',
    level: 'team',
    measures: { '1,000 servers': { metric_id: 'tedas', baseline: '600', target: '1000', direction: 'increase' } },
  },
  'media-team.md': { above: 'engineering.md', level: 'team', measures: { '1,300 servers': servers } },
}

/**
 * Edges of a plan: a line by how it starts, what it does, and the line there; another plan is named before it. One leads to last year's plan, and
 * one to a line that its plan gives up later.
 */
export const edges: Record<string, string[]> = {
  'company.md': [
    'Sell without > measured_by > Self-service share',
    'Sell without > measured_by > Paying customers',
    'Renew early > measured_by > Annual recurring',
    'Make the first > measured_by > Registered users',
    'Report from > measured_by > Active servers',
    'Close the books > measured_by > Net new ARR',
    'Report from > mitigates > Two thirds',
    'Sell without > mitigates > Procurement',
    'Renew early > mitigates > Nobody has owned',
  ],
  'customer-success.md': [
    'Ninety-day watch > measured_by > Less than 250',
    'Health by use > measured_by > Active daily',
    'Harbour school > measured_by > Expansion above',
    'Ninety-day watch > serves > company.md > Renew early',
    'Harbour school > serves > company.md > Make the first',
    'Health by use > mitigates > Usage of isolated',
    'Ninety-day watch > mitigates > Contacts change',
    'Answer like > serves > company.md > Crews first',
  ],
  'growth.md': [
    'Price page > serves > company.md > Sell without',
    'Trial to paid > serves > company.md > Sell without',
    'Renewals run online > serves > company.md > Renew early',
    'Renewals run online > measured_by > At least 60%',
    'Price page > measured_by > Self-service share',
    'Seats by slider > measured_by > New ARR',
    'Trial to paid > measured_by > Net new ARR',
    'Net new ARR > serves > company.md > Net new ARR',
    'Honest prices > serves > company.md > Easy to leave',
  ],
  'engineering.md': [
    'Releases on > serves > company.md > Report from',
    'Phones first > serves > company.md > Make the first',
    'Keep the ferry > measured_by > Fewer than four',
    'Releases on > measured_by > Nine of ten',
  ],
  'sales.md': [
    'Every buyer > serves > company.md > Sell without',
    'Renewals get > serves > company.md > Renew early',
    'Renewals get > measured_by > At most 40%',
    'Every buyer > measured_by > Net new ARR',
    'Every buyer > measured_by > More larger',
    'Net new ARR > serves > company.md > Net new ARR',
    'Renewals get > mitigates > Nobody has owned',
    'Keep before win > serves > company.md > Calm growth',
  ],
  'finance.md': [
    'Bank files > serves > company.md > Close the books',
    'One ledger > serves > company.md > Close the books',
    'One ledger > measured_by > ARR churned',
    'One set > serves > company.md > One set',
    'Bank files > mitigates > Two banks',
  ],
  'operations.md': [
    'Procedures below > serves > company.md > Close the books',
    'Procedures below > serves > company-before.md > Answer within',
    'Single sign-on > measured_by > Active servers',
    'Single sign-on > measured_by > One sign-on',
    'Procedures below > measured_by > People find',
    'Single sign-on > mitigates > Half of our systems',
    'Written once > serves > company.md > One set',
    'Single sign-on > needs > engineering.md > Safe by construction',
  ],
  'onboarding-team.md': [
    'Every new administrator > serves > company.md > Make the first',
    'Every new administrator > serves > growth.md > Weekly wallow',
    '1,000 servers > serves > customer-success.md > Active daily',
  ],
  'media-team.md': ['A call begins > serves > engineering.md > Calls that survive', '1,300 servers > serves > company.md > Active servers'],
}
