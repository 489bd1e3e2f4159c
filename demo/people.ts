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
] as const

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
