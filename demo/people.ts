/** Who works at Tidewater Systems. Everybody's password is printed at start, since nothing here is anybody's. */
export const demoPassword = 'quarterdeck demo'

export const owner = {
  name: 'Mara Okonjo',
  email: 'mara@tidewater.example',
  title: 'Chief executive',
  roles: ['admin', 'executive', 'member'],
}

export const colleagues = [
  {
    name: 'Teodor Nyk',
    email: 'teodor@tidewater.example',
    title: 'Head of customer success',
    roles: ['success', 'member'],
    team: 'Customer Success',
  },
  {
    name: 'Ilse Brandt',
    email: 'ilse@tidewater.example',
    title: 'Business operations lead',
    roles: ['bizops', 'member'],
    team: 'Business Operations',
  },
  { name: 'Farid Amari', email: 'farid@tidewater.example', title: 'Finance lead', roles: ['finance', 'member'], team: 'Finance' },
  { name: 'Cato Lindholm', email: 'cato@tidewater.example', title: 'Account executive', roles: ['sales', 'member'], team: 'Sales' },
  {
    name: 'Noa Peretz',
    email: 'noa@tidewater.example',
    title: 'Head of sales',
    roles: ['sales_manager', 'leadership', 'member'],
    team: 'Sales',
  },
  { name: 'Ida Vance', email: 'ida@tidewater.example', title: 'General counsel', roles: ['legal', 'member'], team: null },
  { name: 'June Albright', email: 'june@tidewater.example', title: 'External auditor', roles: ['auditor'], team: null },
  { name: 'Sol Rivera', email: 'sol@tidewater.example', title: 'Engineer', roles: ['member'], team: 'Engineering' },
  { name: 'Paul Ostrow', email: 'paul@tidewater.example', title: 'Partner lead', roles: ['partner_manager', 'member'], team: 'Sales' },
] as const

/** Who reports to whom, where it is not the chief executive. */
export const managers: Record<string, string> = {
  'cato@tidewater.example': 'noa@tidewater.example',
  'paul@tidewater.example': 'noa@tidewater.example',
}

/** Who answers together: the leadership team in plans, the partner programme until its lead left. */
export const bodies = [
  {
    name: 'Leadership Team',
    short_name: 'LT',
    kind: 'body' as const,
    lead: owner.email,
    members: [owner.email, 'noa@tidewater.example', 'farid@tidewater.example', 'ida@tidewater.example', 'teodor@tidewater.example'],
  },
  {
    name: 'Partner Programme',
    short_name: 'PP',
    kind: 'project' as const,
    lead: 'paul@tidewater.example',
    members: ['paul@tidewater.example', 'cato@tidewater.example'],
  },
]

/** Left lately; what hung on him is with his manager now. */
export const leaver = { email: 'paul@tidewater.example', to: 'noa@tidewater.example', daysAgo: 12 }

/** Away these days, and who is asked instead. */
export const away = {
  email: 'teodor@tidewater.example',
  to: 'ilse@tidewater.example',
  what: ['decisions', 'actions'] as const,
  daysAgo: 2,
  days: 9,
}

/** A program of the leaver's that goes on. */
export const program = {
  name: 'Partner directory',
  title: 'Copies accounts into the partner directory each night',
  roles: ['support'],
  rights: ['customers.read'],
  days: 200,
}

/** Federal holidays on which Tidewater is closed, of a year: month and day, or the n-th weekday of a month (-1 is the last). */
export const holidays = [
  { name: 'New Year’s Day', rule: 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1' },
  { name: 'Memorial Day', rule: 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO' },
  { name: 'Independence Day', rule: 'FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4' },
  { name: 'Labor Day', rule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=1MO' },
  { name: 'Thanksgiving', rule: 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH' },
  { name: 'Christmas Day', rule: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25' },
]

export const company = { name: 'Tidewater Systems', zone: 'America/New_York', fiscal_year_end: '01-31', currency: 'USD', locale: 'en-US' }

/** The lines that `bin/start --demo` prints. */
export function signIns(): string[] {
  const lines = [
    ['Business operations', 'ilse@tidewater.example'],
    ['Chief executive', owner.email],
    ['Sales', 'cato@tidewater.example'],
    ['Head of sales', 'noa@tidewater.example'],
    ['Finance', 'farid@tidewater.example'],
    ['General counsel', 'ida@tidewater.example'],
    ['Auditor (reads only)', 'june@tidewater.example'],
  ]
  return [
    ...lines.map(([who = '', email = '']) => `${who.padEnd(22)} ${email.padEnd(28)} password: ${demoPassword}`),
    'Buying as a customer   /pricing, any e-mail; card 4242 4242 4242 4242 (declined: 4000 0000 0000 0002)',
    '',
  ]
}
