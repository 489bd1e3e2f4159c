import type { ToldPage } from './demo-sold.ts'

const bringing =
  'Whoever brings a customer in writes down before the first call what the customer bought, why they bought it, who will use it from day one, and what they were promised by whom.'

/**
 * Pages that grew apart, as they do: a place that was renamed under a link, a paragraph that stands twice, a page that was written again
 * elsewhere, a promise that differs from the one in the contents.
 */
export const straying: ToldPage[] = [
  {
    path: 'engineering/releases',
    keeps: 'bizops',
    ago: 150,
    source: `# Releases

A release goes out on the 16th of each month, and a patch whenever one is needed.

## Who says yes

The engineer on duty and one of support. Neither alone.

## The freeze

Nothing but repairs goes in within five business days before a release.
`,
    then: [{ ago: 40, note: 'It is no freeze any more', from: '## The freeze', to: '## The quiet week' }],
  },
  {
    path: 'engineering/hotfix',
    keeps: 'bizops',
    ago: 120,
    source: `# Repairing in a hurry

A repair that cannot wait goes out the same day, also within [the freeze](/handbook/engineering/releases#the-freeze).

Nothing but repairs goes in within three business days before a release.

Ask [whoever keeps vendors](/handbook/operations/old-vendors) when it is not ours to repair.
`,
  },
  {
    path: 'success/bringing-in',
    keeps: 'sales_manager',
    ago: 110,
    source: `# Bringing a customer in

${bringing}

The first call is within three business days of the payment.
`,
  },
  {
    path: 'success/old-bringing-in',
    keeps: 'sales_manager',
    ago: 220,
    source: `# Bringing a customer in

${bringing}

The first call is within three business days of the payment.
`,
  },
  {
    path: 'sales/handing-over',
    keeps: 'sales',
    ago: 100,
    source: `# Handing a customer over

${bringing}

After that the customer is no longer yours to call.
`,
  },
]
