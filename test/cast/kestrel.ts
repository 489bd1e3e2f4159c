import { flagNames } from '../../packages/licence-verifier/index.ts'
import type { PayloadFacts } from '../../server/modules/licensing/rules/payload.ts'

/** The facts of the worked example of a licence file: 500 seats of the enterprise edition for a year in Berlin. */
export const kestrel: PayloadFacts = {
  wireId: 'ygc48hucd37w5gt6mhoce9cqnr',
  issuedAt: new Date(1769940000000),
  startsAt: new Date(1769900400000),
  expiresAt: new Date(1801436400000),
  customer: {
    wireId: 'ygcpbkow6b6fmn3b8mcshd5zne',
    name: 'Kestrel Rail GmbH',
    email: 'licences@kestrel-rail.example',
    company: 'Kestrel Rail GmbH',
  },
  seats: 500,
  extraUsers: 25,
  features: Object.fromEntries(flagNames.map((name) => [name, name !== 'cloud'])) as PayloadFacts['features'],
  limits: null,
  skuName: 'Enterprise',
  skuShortName: 'enterprise',
  trial: false,
  government: false,
  seatCountEnforced: true,
}
