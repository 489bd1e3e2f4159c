/** A page of the demo company: who keeps it (by a role), for whom it is, since how many days, and how it changed since. */
export type ToldPage = {
  path: string
  keeps: string
  audience?: 'public' | 'restricted'
  ago: number
  source: string
  then?: { ago: number; note: string; from: string; to: string }[]
}

/** Sales and money: what customers may read too, with what is only ours kept inside. */
export const soldPages: ToldPage[] = [
  {
    path: 'sales',
    keeps: 'sales_manager',
    audience: 'public',
    ago: 80,
    source: `# How we sell

Most customers buy Harbor without talking to anybody. This section says what happens when they do talk to us.

- [Quotes above five thousand dollars](sales/large-quotes)
- [Renewals, ninety days ahead](sales/renewals)
- [Who may give a discount](sales/discounts)
- [Buying with a public tender](sales/public-sector)
`,
  },
  {
    path: 'sales/large-quotes',
    keeps: 'sales',
    audience: 'public',
    ago: 204,
    source: `# Quotes above five thousand dollars

A quote above $5,000 is looked at by a person before it goes out. You have it within one business day.

## What we look at

1. Whether the name or the country is one that we may not sell to
2. Whether the number of seats fits what your servers report
3. <!-- internal --> Whether the account still owes us more than $2,000: then ask Farid first
4. Who signs at your side, and by when

## What you can do meanwhile

Your trial keeps running. Sending the extract of your company register early saves about forty minutes.

<!-- internal -->

## If the buyer is in a hurry

Call the sales manager. Nobody promises a price on the telephone, and nobody sends a quote from a private address.

<!-- /internal -->
`,
    then: [
      { ago: 120, note: 'We answer sooner than we said', from: 'within one business day', to: 'within four business hours' },
      { ago: 20, note: 'A slip of the pen', from: 'about forty minutes', to: 'about forty minutes of ours' },
    ],
  },
  {
    path: 'sales/renewals',
    keeps: 'sales_manager',
    audience: 'public',
    ago: 200,
    source: `# Renewals, ninety days ahead

We write to you 90 days before a contract ends, again 30 days before, and on the last day. A licence never stops in the middle of a working day.

> [!NOTE]
> You can renew by yourself in the customer portal at any time, also for fewer seats.

| Days before the end | What happens |
| ------------------- | ------------ |
| 90 | You get the offer for the next year |
| 30 | We ask whether anything has changed |
| 0 | The licence goes on for 14 more days while the order is on its way |

See also [quotes above five thousand dollars](large-quotes).
`,
  },
  {
    path: 'sales/discounts',
    keeps: 'sales_manager',
    ago: 198,
    source: `# Who may give a discount

A discount is a decision, and somebody answers for it.

| Discount | Who agrees |
| -------- | ---------- |
| up to 10% | the salesperson |
| up to 20% | the sales manager |
| more | finance and the sales manager, both before the quote goes out |

Never give a discount for a promise that only we would keep. A reference, two more years or a payment in advance are reasons.
`,
    then: [{ ago: 45, note: 'Leadership lowered the limit', from: 'up to 20% | the sales manager', to: 'up to 15% | the sales manager' }],
  },
  {
    path: 'sales/public-sector',
    keeps: 'sales',
    audience: 'public',
    ago: 90,
    source: `# Buying with a public tender (50%)

Schools, cities and ministries buy at the same price as everybody, and may pay within 60 days.

## What we need from you

The number of the tender, and who may sign.

## Documents that we can give

`,
  },
  {
    path: 'finance/expenses',
    keeps: 'finance',
    ago: 188,
    source: `# Expenses

File expenses within 30 days; above $75 attach a receipt. You have the money with your next pay.

Train before plane, wherever it takes less than six hours. See [travelling abroad](../people/travel).
`,
  },
]
