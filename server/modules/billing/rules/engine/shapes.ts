/** "2026-03-31"; in an input an RFC 3339 instant is read as the local day in the contract's zone. */
export type Day = string
/** Integer minor units of the contract's currency, |x| ≤ 2^53 − 1 on the wire, bigint inside. */
type Minor = number
/** A decimal as text: unit prices in major units, quantities, percentages ("19", "8.875"). */
export type Dec = string
export type Interval = 'once' | 'week' | 'month' | 'quarter' | 'half_year' | 'year' | { months: number } | { days: number }

/** UNCL 5305 categories: standard, zero, exempt, reverse charge, export, outside the scope. */
type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'G' | 'O'
/** One tax on a line. `rate` and `share` are percentages; `share` is the taxable part of the amount, "100" when absent. */
export type Tax = {
  code: string
  category: TaxCategory
  rate: Dec
  jurisdiction: string
  share?: Dec
  compound?: boolean
  reason?: string
  note?: string
  rule?: string
}

export type TaxRate = {
  jurisdiction: string
  code: 'VAT' | 'GST' | 'QST' | 'PST' | 'HST' | 'SALES'
  rate: Dec
  valid_from: Day
  valid_to: Day | null
  needs_registration?: boolean
  source: string
}
export type TaxIdState = 'valid' | 'pending' | 'invalid' | 'none'
export type TaxRule = {
  id: string
  priority: number
  valid_from: Day
  valid_to: Day | null
  source: string
  when: {
    seller_country?: string[]
    buyer_country?: string[]
    buyer_region?: string[]
    same_country?: boolean
    buyer_kind?: string[]
    class?: string[]
    tax_id?: TaxIdState[]
    certificate?: boolean
    nexus?: boolean
    below_threshold?: boolean
    registered?: boolean
  }
  then: { category: TaxCategory; code: string; rate: 'seller' | 'buyer' | Dec; share?: Dec; reason?: string; note?: string }
}
export type Party = {
  country: string
  region?: string
  postal_code?: string
  kind?: 'business' | 'consumer' | 'government' | 'nonprofit'
  registrations?: string[]
  tax_ids?: { country: string; id: string; state: string }[]
  certificates?: { jurisdictions: string[]; classes?: string[]; valid_to: Day }[]
}
export type Determination = {
  seller: Party
  buyer: Party
  rates?: TaxRate[]
  rules?: TaxRule[]
  nexus?: string[]
  below_threshold?: boolean
}

export type Anchor = { day: number; month?: number }
export type Conventions = {
  day_count: 'actual/actual' | '30/360'
  tax_rounding: 'group' | 'line'
  credits: 'net' | 'separate'
  changes: 'at_once' | 'with_next'
  lead_days: number
}

type TrueUpTerms = {
  policy: 'none' | 'quarterly' | 'annual'
  from_report_quarter?: boolean
  unit_price?: Dec
  notice_days?: number
}
export type Item = {
  id: string
  product: string
  description?: string
  quantity: Dec
  unit_price: Dec
  per: Interval
  cadence?: Interval
  timing?: 'advance' | 'arrears'
  start?: Day
  end?: Day
  anchor?: Anchor
  trial_end?: Day
  service?: { from: Day; to: Day }
  taxes?: Tax[]
  tax_class?: string
  obligation?: string
  ssp?: Dec
  bundle?: string
  true_up?: TrueUpTerms
}

type ChangeBase = {
  id?: string
  item?: string
  effective: Day
  recorded?: Day
  proration?: 'days' | 'months' | 'full' | 'none'
  cause?: 'true_up'
}
export type SeatsChange = ChangeBase & { kind: 'seats'; add?: Dec; to?: Dec; unit_price?: Dec }
export type SwapChange = ChangeBase & {
  kind: 'swap'
  product?: string
  unit_price?: Dec
  per?: Interval
  cadence?: Interval
  quantity?: Dec
}
type PauseChange = ChangeBase & { kind: 'pause' }
type ResumeChange = ChangeBase & { kind: 'resume' }
type AnchorChange = ChangeBase & { kind: 'anchor'; day: number; month?: number }
export type EndChange = ChangeBase & { kind: 'end'; credit?: 'prorated' | 'none' | 'full' }
export type RenewChange = ChangeBase & {
  kind: 'renew'
  end: Day
  /** a late renewal: the new term, and its periods, begin on this day; nothing is given or billed from `effective` until then */
  start?: Day
  items?: { id: string; quantity?: Dec; unit_price?: Dec }[]
  /** the new term's first period is due so many days before it begins; 0 when left out */
  lead_days?: number
}
/** One dated, immutable change of a contract; the body of an amendment. */
export type Change = SeatsChange | SwapChange | PauseChange | ResumeChange | AnchorChange | EndChange | RenewChange

export type ContractTerms = {
  ref?: string
  currency: string
  zone?: string
  start: Day
  end?: Day | null
  anchor?: Anchor
  conventions?: Partial<Conventions>
  items: Item[]
  changes?: Change[]
}
export type Discount = { id: string; percent?: Dec; amount_minor?: Minor; items?: string[]; from?: Day; to?: Day }
export type SeatReport = { item: string; from: Day; to: Day; max: number; source?: string }
export type Goodwill = { document: string; line: string; net_minor: Minor | 'all'; reason: string }
type Inclusion = 'state' | 'revenue' | 'postings' | 'echo'

export type PreviewInput = {
  as_of: Day
  through?: Day
  include?: Inclusion[]
  contract: ContractTerms
  discounts?: Discount[]
  seat_reports?: SeatReport[]
  credits?: Goodwill[]
  tax?: { behaviour?: 'exclusive' | 'inclusive'; day?: 'issue' | 'service_start'; determine?: Determination }
  billed?: BilledDoc[]
}

export type LineKind = 'charge' | 'credit' | 'true_up' | 'goodwill'
export type Fraction = { num: number; den: number; unit: 'days' | 'months' | 'whole' }
export type Line = {
  key: string
  kind: LineKind
  item: string
  product: string
  /** key of the line that this one credits */
  ref?: string
  from: Day
  to: Day
  period: { from: Day; to: Day }
  quantity: Dec
  unit_price: Dec
  per: Interval
  fraction: Fraction
  amount_minor: Minor
  discount_minor: Minor
  net_minor: Minor
  tax_minor: Minor
  gross_minor: Minor
  taxes: Tax[]
  formula: string
}
export type TaxGroup = Tax & { base_minor: Minor; tax_minor: Minor }
export type Totals = {
  amount_minor: Minor
  discount_minor: Minor
  net_minor: Minor
  tax_minor: Minor
  rounding_minor: Minor
  gross_minor: Minor
}
/** An invoice or credit note as proposed (no number yet) or as issued. Credits are negative. */
export type Doc = {
  number?: string
  kind: 'invoice' | 'credit_note'
  /** the credited invoice: its number, or `#0`, `#1` … by position in `billed` */
  of?: string
  day: Day
  lines: Line[]
  tax_groups: TaxGroup[]
  totals: Totals
  formula: string
}

/** What the engine needs to know of a line already issued; every `Line` fits. */
export type BilledLine = Pick<
  Line,
  'item' | 'kind' | 'product' | 'from' | 'to' | 'period' | 'quantity' | 'unit_price' | 'per' | 'net_minor'
> &
  Partial<Line>
/** What the engine needs to know of a document already issued; every `Doc` fits. */
export type BilledDoc = {
  number?: string
  kind: 'invoice' | 'credit_note'
  of?: string
  day: Day
  lines: BilledLine[]
  tax_groups?: TaxGroup[]
  totals?: Totals
  formula?: string
}

export type StateItem = {
  item: string
  product: string
  quantity: Dec
  unit_price: Dec
  per: Interval
  from: Day
  to: Day | null
  annual_minor: Minor
}
export type State = { items: StateItem[]; term: { n: number; start: Day; end: Day | null } }
export type RevenuePlan = { line: string; obligation: string; months: { month: string; amount_minor: Minor }[] }
export type ProposedPosting = { event: string; account: string; amount_minor: Minor; dims: Record<string, string> }
export type Next = { day: Day; reason: 'period' | 'change' | 'true_up' | 'end' }

export type PreviewOutput = {
  engine: '1'
  input_hash: string
  conventions: Conventions
  documents: Doc[]
  sum: { net_minor: Minor; tax_minor: Minor; gross_minor: Minor }
  next: Next | null
  tax_undetermined?: string[]
  state?: State
  revenue?: RevenuePlan[]
  postings?: ProposedPosting[]
  input?: PreviewInput
}
