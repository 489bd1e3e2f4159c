import type {
  EntityTable,
  MethodTable,
  PolicyTable,
  PriceBookVersionTable,
  PriceTable,
  ProductTable,
  ProfileTable,
  TaxIdCheckTable,
  TaxRateTable,
  TaxRuleTable,
  TermsTable,
} from './tables/catalogue.ts'
import type { BalanceTable, DocumentTable, DocumentTaxTable, LineTable, SeriesTable, TaxDecisionTable } from './tables/documents.ts'
import type {
  AllocationTable,
  AttemptTable,
  CardTokenTable,
  IntentTable,
  JournalTable,
  LedgerAccountTable,
  PaymentTable,
  PeriodClosingTable,
  PostingTable,
  ProfileBalanceTable,
  RefundTable,
  RunItemTable,
  RunTable,
} from './tables/money.ts'
import type {
  AcceptanceTable,
  AmendmentTable,
  ApprovalTable,
  ContractItemTable,
  ContractTable,
  OrderTable,
  QuoteTable,
} from './tables/selling.ts'

export type * from './tables/catalogue.ts'
export type * from './tables/documents.ts'
export type * from './tables/money.ts'
export type * from './tables/selling.ts'

/** The schema `billing`. `date` reads as 'YYYY-MM-DD', `bigint` as bigint, `numeric` as text, `jsonb` parsed. */
export type BillingTables = {
  legal_entity: EntityTable
  product: ProductTable
  price_book_version: PriceBookVersionTable
  price: PriceTable
  tax_rate: TaxRateTable
  tax_rule: TaxRuleTable
  policy: PolicyTable
  terms_document: TermsTable
  profile: ProfileTable
  payment_method: MethodTable
  tax_id_check: TaxIdCheckTable
  quote: QuoteTable
  approval: ApprovalTable
  acceptance: AcceptanceTable
  order: OrderTable
  contract: ContractTable
  amendment: AmendmentTable
  contract_item: ContractItemTable
  series: SeriesTable
  document: DocumentTable
  document_line: LineTable
  document_tax: DocumentTaxTable
  tax_decision: TaxDecisionTable
  document_balance: BalanceTable
  card_token: CardTokenTable
  payment_intent: IntentTable
  payment_attempt: AttemptTable
  payment: PaymentTable
  profile_balance: ProfileBalanceTable
  refund: RefundTable
  allocation: AllocationTable
  period_closing: PeriodClosingTable
  account: LedgerAccountTable
  journal: JournalTable
  posting: PostingTable
  run: RunTable
  run_item: RunItemTable
}
