import type { ToldPage } from './demo-sold.ts'

/**
 * A procedure of the demo: its function, who decides and agrees (by a role), and how it changed since. A change that
 * `waits` is put forward and not decided; one that is `small` goes out with the agreement that there is.
 */
export type ToldProcedure = ToldPage & {
  in: string
  blurb: string
  /** how the contents call it outside, where it is for colleagues */
  called?: string
  backup: string
  /** nobody was asked yet: a draft */
  draft?: true
  decides: string
  agrees?: string
  changes?: { ago: number; note: string; from: string; to: string; small?: true; waits?: true }[]
}

const head = (rapid: string, more = '') => `---\nkind: procedure\nrapid: ${rapid}\n${more}---\n`

/** What is done the same way each time, agreed to by those whose word it is. */
export const followed: ToldProcedure[] = [
  {
    path: 'operations/held-orders',
    in: 'Business operations',
    blurb: 'same day',
    keeps: 'bizops',
    backup: 'finance',
    audience: 'public',
    ago: 200,
    decides: 'legal',
    agrees: 'finance',
    source: `${head('Ida Vance(D), Farid Amari(A)', 'tier: 1\nrole: Business operations\ntrigger: an order is held because a name looks like one on a list\npromise: answered the same day\n')}# Release a held order

An order is held when a name looks like one on a sanctions list. We answer the same day. Here is exactly what we do, so that you know what to expect.

## What you can do meanwhile

Nothing is charged while we look. Your trial keeps running.

## Steps

1. **Read why it is held.** Name, country or address can each be the reason.
   - Check: the reason stands in the order
   - Time: 3 minutes
2. **Compare name, country and address.** A shared word is not a match: the name **and** the country or the address must agree.
   - Check: each of the three is ticked as same or other
   - Time: 5 minutes
3. **Say whether they are the same.** Who cannot tell stops here and asks Ida.
   - Check: one sentence says why
   - If it fails: stop, and call Ida
4. **A second person agrees.** Never the one who compared.
   - Role: Finance
   - Check: two names stand on the order
5. **Release the order.** Payment is taken and the licence goes out by itself.
   - Check: the order is paid
6. **Tell the buyer in one sentence.**
   - Check: the letter is in the outbox

<!-- internal -->
If the buyer threatens to leave, call Farid. If it is a match, say nothing more and call Ida.
<!-- /internal -->

## Our promise

Answered the same working day if we have the extract by 2 PM in Boston.
`,
    changes: [
      {
        ago: 150,
        note: 'The number in the register counts too',
        from: 'the name **and** the country or the address must agree.\n   - Check: each of the three is ticked as same or other',
        to: 'the name **and** one of country, address or register number must agree.\n   - Check: each of the four is ticked as same or other',
      },
      {
        ago: 80,
        note: 'Ask for the extract before anybody decides',
        from: '3. **Say whether they are the same.**',
        to: '3. **Ask the buyer for the register extract.** Most have it at hand.\n   - Check: the extract lies with the order\n   - If it fails: go on without it, and say so\n4. **Say whether they are the same.**',
      },
      { ago: 33, note: 'A slip of the pen', from: 'call Farid. If it is a match', to: 'call Farid! If it is a match', small: true },
      {
        ago: 2,
        note: 'Names are spelled in the local script as well',
        from: '   - Check: each of the four is ticked as same or other',
        to: '   - Check: each of the four is ticked as same or other, and so is the spelling in the local script',
        waits: true,
      },
    ],
  },
  {
    path: 'operations/vendors',
    in: 'Business operations',
    blurb: 'before you pay',
    called: 'Start with a vendor',
    keeps: 'bizops',
    backup: 'finance',
    ago: 140,
    decides: 'finance',
    draft: true,
    source: `${head('Farid Amari(D)', 'role: Whoever needs it\n')}# Start with a vendor (Needs updating)

No vendor is paid before somebody has said who owns the contract, what it costs in a year, and when it can be ended.

## Steps

1. Write down what is missing without it
2. Ask whether something that we pay for does it already
3. Get two offers above $1,000
4. Have the contract read by counsel above $5,000
`,
  },
  {
    path: 'finance/month-close',
    in: 'Finance',
    blurb: 'three working days',
    called: 'Close the month',
    keeps: 'finance',
    backup: 'bizops',
    ago: 190,
    decides: 'executive',
    source: `${head('Mara Okonjo(D)', 'tier: 2\nrole: Finance\ntrigger: a month has ended\npromise: closed within three working days\n')}# Close the month

Three working days after the month has ended, the books of it are closed and nothing is posted to it any more.

## Steps

1. Match what came in on the bank with the invoices
   - Check: nothing on the bank's list is open
2. Look at what is held back, and say why
   - Check: each line has a sentence
3. Run the invoices of the last day
   - Check: the run ended without a failure
4. Compare the ledger with the figure of the board
   - Check: both differ by less than $100
   - If it fails: do not close; ask in the room of finance, with both figures
5. Close the period
   - Check: the period is shown as closed
`,
  },
  {
    path: 'finance/refunds',
    in: 'Finance',
    blurb: 'two signatures',
    keeps: 'finance',
    backup: 'bizops',
    audience: 'public',
    ago: 150,
    decides: 'executive',
    agrees: 'sales_manager',
    source: `${head('Mara Okonjo(D), Noa Peretz(A)', 'tier: 1\nrole: Finance\ntrigger: a customer asks for money back\npromise: five business days\n')}# Give money back

Within 30 days of an order you get all of it back, without a question. Later we look at what was used.

## Steps

1. We look up the order and the payment
   - Check: both numbers stand in the request
2. A second person agrees: the one who looked never pays
   - Role: Business operations
   - Check: two names stand in the request
3. The money goes back the way it came, within 5 business days
   - Check: the bank shows it
4. You get a credit note
   - Check: its number stands in the letter

<!-- restricted: LT -->

Refunds above $2,500 are also told to leadership before they are paid.

<!-- /restricted -->
`,
  },
  {
    path: 'success/champion-left',
    in: 'Customer success',
    blurb: 'find the next one',
    called: 'Champion left',
    keeps: 'success',
    backup: 'sales_manager',
    ago: 110,
    decides: 'sales_manager',
    source: `${head('Noa Peretz(D)', 'role: Customer success\ntrigger: the person who bought for a customer has left\npromise: a new name within two weeks\n')}# When a champion has left

A customer without somebody who wants us is a customer who leaves. We find the next one before the renewal does.

## Steps

1. Say thank you to whoever left, and ask who follows
2. Write to the two who use it most
3. Offer half an hour with the new one
4. Write the name into the account
`,
  },
  {
    path: 'law/export-control',
    in: 'Law and trust',
    blurb: 'who may have it',
    called: 'Export control',
    keeps: 'legal',
    backup: 'bizops',
    ago: 390,
    decides: 'executive',
    source: `${head('Mara Okonjo(D)', 'tier: 1\nrole: Counsel\nreview_months: 12\ntrigger: an order from a country on the list\n')}# Who may have it

Some countries may not have strong encryption from us, and some persons nothing at all.

## Steps

1. Look the country up in the list of the day
   - Check: the day of the list is noted
2. Look the buyer and its owners up
   - Check: both names are noted
3. Say yes, no, or ask counsel outside
   - Check: the answer stands with the order
`,
  },
]

/** The functions of the company, who answers for each (by a role), and what is promised below them and not written. */
export const functions: { name: string; by: string; pages: { path: string; blurb: string; called?: string }[]; promised: string[] }[] = [
  { name: 'Business operations', by: 'bizops', pages: [], promised: ['Ask for a report', 'Move a system out'] },
  {
    name: 'Sales',
    by: 'sales_manager',
    pages: [
      { path: 'sales/large-quotes', blurb: 'who agrees to what' },
      { path: 'sales/renewals', blurb: 'without a gap' },
      { path: 'sales/discounts', blurb: 'limits and reasons', called: 'Discounts' },
      { path: 'sales/public-sector', blurb: 'tenders, slowly' },
    ],
    promised: [],
  },
  { name: 'Customer success', by: 'success', pages: [], promised: ['Escalation at night', 'Health turned red'] },
  { name: 'Finance', by: 'finance', pages: [{ path: 'finance/expenses', blurb: 'what we pay back', called: 'Expenses' }], promised: [] },
  { name: 'Law and trust', by: 'legal', pages: [], promised: ['Answer a privacy request', 'Keep and delete'] },
  {
    name: 'Engineering',
    by: 'bizops',
    pages: [
      { path: 'engineering/security-report', blurb: 'how we answer' },
      { path: 'engineering/on-call', blurb: 'rota and rest', called: 'On call' },
    ],
    promised: ['Release Harbor'],
  },
  {
    name: 'People',
    by: 'executive',
    pages: [
      { path: 'people/first-day', blurb: 'laptop, names, keys' },
      { path: 'people/laptop', blurb: 'three to choose from' },
      { path: 'people/leave', blurb: 'tell whom', called: 'Time off' },
      { path: 'people/travel', blurb: '', called: 'Travel abroad' },
      { path: 'people/pay', blurb: 'bands' },
    ],
    promised: ['Grow'],
  },
]
