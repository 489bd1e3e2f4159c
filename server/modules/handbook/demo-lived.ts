/** How a text of the demo changed, and when. A change that `waits` is put forward and not decided; one that is `small` goes out with the agreement that there is. */
export type ToldChange = { ago: number; note: string; from: string; to: string; small?: true; waits?: true }

/** By the address of the page. */
export const changes: Record<string, ToldChange[]> = {
  'operations/held-orders': [
    {
      ago: 390,
      note: 'The number in the register counts too',
      from: 'the name **and** the country or the address must agree.\n   - Check: each of the three is ticked as same or other',
      to: 'the name **and** one of country, address or register number must agree.\n   - Check: each of the four is ticked as same or other',
    },
    {
      ago: 180,
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
  'support/licence-again': [
    {
      ago: 140,
      note: 'Two files went to the wrong server',
      from: '   - Check: both numbers are noted\n   - Time: 3 minutes',
      to: '   - Check: both numbers are noted, and read back to the customer\n   - Time: 5 minutes',
    },
  ],
  'engineering/release': [
    {
      ago: 230,
      note: 'Nobody outside could read the notes in time',
      from: '   - Check: what needs a hand stands first',
      to: '   - Check: what needs a hand stands first, and somebody outside has read it',
    },
  ],
  'engineering/releases': [{ ago: 40, note: 'It is no freeze any more', from: '## The freeze', to: '## The quiet week' }],
  'sales/trial-extension': [
    { ago: 95, note: 'Said more kindly', from: 'We read what is missing', to: 'We read what you are missing', small: true },
  ],
  'sales/large-quotes': [
    { ago: 120, note: 'We answer sooner than we said', from: 'within one business day', to: 'within four business hours' },
    { ago: 20, note: 'A slip of the pen', from: 'about forty minutes', to: 'about forty minutes of ours' },
  ],
  'sales/discounts': [{ ago: 45, note: 'Leadership lowered the limit', from: '| up to 20% |', to: '| up to 15% |' }],
  'people/laptop': [
    {
      ago: 60,
      note: 'The courier became faster',
      from: 'it is with you within 5 business days',
      to: 'it is with you within 3 business days',
    },
  ],
  'support/response-times': [{ ago: 130, note: 'We keep to it', from: '| twelve hours ', to: '| eight hours  ' }],
}

/** Days on which somebody read a procedure again and found it still right. */
export const reviews: Record<string, number[]> = {
  'finance/month-close': [180],
  'finance/refunds': [335, 165],
  'finance/credit-note': [230, 60],
  'finance/late-payer': [140],
  'finance/pay-supplier': [125],
  'finance/chargeback': [45],
  'sales/price-a-quote': [205, 30],
  'sales/countersign': [50],
  'success/champion-left': [60],
  'success/renewal-call': [40],
  'support/urgent': [205, 35],
  'law/privacy-request': [235, 60],
  'law/data-breach': [130],
  'marketing/change-a-price': [50],
  'engineering/weakness': [150],
  'operations/new-access': [40],
  'people/start': [170],
  'people/leaver': [340, 170],
}

/** Given up: on a day, why, and what stands in its place. */
export const given: { path: string; ago: number; reason: string; instead: string | null }[] = [
  { path: 'sales/partner-deal', ago: 55, reason: 'The partner programme was closed', instead: null },
  { path: 'operations/old-vendors', ago: 30, reason: 'It is written down now', instead: 'operations/vendors' },
  { path: 'success/old-bringing-in', ago: 30, reason: 'It was written again', instead: null },
]

/** Went out of the contents when a function was arranged anew, and is followed still. */
export const leftOut: readonly string[] = ['finance/chargeback']

/** To another address. */
export const moved: { path: string; ago: number; to: string }[] = [{ path: 'people/leave', ago: 30, to: 'people/time-off' }]
