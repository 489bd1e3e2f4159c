import { bind, furnish } from '../../kernel/room.ts'
import { acceptQuote } from './commands/orders/accept.ts'
import { amendContract, chooseAutoRenew, chooseOwnRenewal, renewContract } from './commands/contracts/amend.ts'
import { previewChange } from './queries/contracts/preview-change.ts'
import { changeEntityFacts, createEntity } from './commands/catalogue/companies.ts'
import { createProduct, draftVersion, publish } from './commands/catalogue/price-books.ts'
import { quoteRenewal, quoteRenewalByStaff, quoteSeats } from './commands/quotes/change-quotes.ts'
import { previewLane } from './queries/selling/lane.ts'
import { makeCardToken } from './commands/payments/methods.ts'
import { approveQuote, declineQuote, offerQuote, signQuote, withdrawQuote } from './commands/quotes/offers.ts'
import { refundBalance } from './commands/payments/refund.ts'
import { mailAgain } from './commands/documents/mail-again.ts'
import { changeOwnCompany } from './commands/profiles/own-company.ts'
import { chooseCard, payDocument } from './commands/payments/pay-document.ts'
import { payOrder, recordPayment } from './commands/payments/pay.ts'
import { closePeriod, openPeriodAgain } from './commands/periods/close.ts'
import { changeProfileFacts } from './commands/profiles/change.ts'
import { quoteByStaff, quoteForCustomer } from './commands/quotes/create.ts'
import { addRate } from './commands/catalogue/rates.ts'
import { startRun } from './commands/runs/run.ts'
import { publishTerms } from './commands/catalogue/terms.ts'
import * as promise from './contract.ts'
import { events, listeners, publicEvents } from './events.ts'
import { jobs } from './jobs.ts'
import { askPage } from './pages/ask.ts'
import { frontPage } from './pages/front.ts'
import { pricingPage } from './pages/pricing.ts'
import { privacyPage, termsPage } from './pages/texts.ts'
import * as catalogue from './queries/selling/catalogue.ts'
import { businessNews, owedTile, renewalsTile } from './queries/board/board.ts'
import * as contracts from './queries/contracts/contracts.ts'
import * as documents from './queries/documents/documents.ts'
import { billingFacts } from './queries/facts.ts'
import { businessFigures, figureKeys } from './queries/board/figures.ts'
import * as ledger from './queries/ledger/ledger.ts'
import { findOrders, orderView, readSignature } from './queries/orders.ts'
import * as own from './queries/portal/own.ts'
import { ownCompany } from './queries/portal/own-company.ts'
import * as portal from './queries/portal/shop.ts'
import * as previews from './queries/selling/previews.ts'
import { findPeriods, getPeriod } from './queries/ledger/periods.ts'
import { findProfiles } from './queries/profiles.ts'
import { findQuotes, getQuote } from './queries/quotes.ts'
import { findBalances } from './queries/ledger/balances.ts'
import * as runs from './queries/runs.ts'
import { listAllTerms, readSelling, readStarters } from './queries/selling/terms.ts'
import { attention, searchable } from './search.ts'
import { subjects } from './subjects.ts'
import { startFresh } from './setup/set-up.ts'
import { setup } from './setup/step.ts'
import { installShipped } from './setup/shipped.ts'
import { takeOverApprovals } from './setup/approvals.ts'
import { rights } from './rights.ts'
import { publishedViews } from './views.ts'
import { personalData } from './store/personal.ts'

export { runBilling } from './commands/runs/run.ts'
export { contractsDue } from './queries/runs.ts'
export { setUpBilling } from './setup/set-up.ts'

export const room = furnish({
  name: 'billing',
  operations: [
    bind(promise.billingHome, runs.readHome),
    bind(promise.preview, previews.previewEngine),
    bind(promise.taxPreview, previews.previewTax),
    bind(promise.lanePreview, previewLane),
    bind(promise.taxRowsList, previews.readTaxRows),
    bind(promise.lanePolicy, previews.readLanePolicy),
    bind(promise.setUp, startFresh),
    bind(promise.sellingRead, readSelling),
    bind(promise.ratesAdd, addRate),
    bind(promise.termsList, listAllTerms),
    bind(promise.termsStarters, readStarters),
    bind(promise.termsCreate, publishTerms),
    bind(promise.entitiesList, catalogue.listEntities),
    bind(promise.entitiesCreate, createEntity),
    bind(promise.entitiesChange, changeEntityFacts),
    bind(promise.productsList, catalogue.listProducts),
    bind(promise.productsCreate, createProduct),
    bind(promise.priceBooksList, catalogue.listPriceBooks),
    bind(promise.priceBooksVersion, draftVersion),
    bind(promise.priceBooksPublish, publish),
    bind(promise.profilesList, findProfiles),
    bind(promise.profilesChange, changeProfileFacts),
    bind(promise.quotesList, findQuotes),
    bind(promise.quotesGet, getQuote),
    bind(promise.quotesCreate, quoteByStaff),
    bind(promise.quotesOffer, offerQuote),
    bind(promise.quotesWithdraw, withdrawQuote),
    bind(promise.quotesRenew, quoteRenewalByStaff),
    bind(promise.quotesApprove, approveQuote),
    bind(promise.quotesSign, signQuote),
    bind(promise.ordersList, findOrders),
    bind(promise.ordersSignature, readSignature),
    bind(promise.ordersGet, (ctx, input) => orderView(ctx, input.id)),
    bind(promise.contractsList, contracts.findContracts),
    bind(promise.contractsGet, contracts.getContractDetail),
    bind(promise.contractsState, contracts.getContractState),
    bind(promise.contractsChangePreview, (ctx, input) => previewChange(ctx, input)),
    bind(promise.contractsAmend, amendContract),
    bind(promise.contractsRenew, renewContract),
    bind(promise.contractsAutoRenew, (ctx, input) => chooseAutoRenew(ctx, input)),
    bind(promise.documentsList, (ctx, input) => documents.findDocuments(ctx, input)),
    bind(promise.documentsGet, documents.getDocumentDetail),
    bind(promise.documentsPdf, (ctx, input) => documents.pdfOfDocument(ctx, input)),
    bind(promise.documentsVerify, documents.verifyDocument),
    bind(promise.seriesList, documents.findAllSeries),
    bind(promise.seriesProof, documents.proveSeries),
    bind(promise.paymentsList, documents.findPayments),
    bind(promise.paymentsRecord, recordPayment),
    bind(promise.balancesList, findBalances),
    bind(promise.balancesRefund, refundBalance),
    bind(promise.runsList, runs.findRuns),
    bind(promise.runsStart, startRun),
    bind(promise.runsItems, runs.findRunItems),
    bind(promise.accountsOfLedger, ledger.findLedgerAccounts),
    bind(promise.journalsList, ledger.findJournals),
    bind(promise.trialBalance, ledger.readTrialBalance),
    bind(promise.periodsList, findPeriods),
    bind(promise.periodsGet, getPeriod),
    bind(promise.periodsClose, closePeriod),
    bind(promise.periodsReopen, openPeriodAgain),
    bind(promise.portalCatalogue, portal.openCatalogue),
    bind(promise.portalPreview, portal.previewPurchase),
    bind(promise.portalTerms, portal.readTerms),
    bind(promise.portalTermsFile, portal.readTermsFile),
    bind(promise.portalQuoteCreate, quoteForCustomer),
    bind(promise.portalQuote, own.ownQuote),
    bind(promise.portalQuotes, own.ownQuotes),
    bind(promise.portalCardToken, makeCardToken),
    bind(promise.portalQuoteAccept, acceptQuote),
    bind(promise.portalQuoteDecline, declineQuote),
    bind(promise.portalOrder, own.ownOrder),
    bind(promise.portalOrders, own.ownOrders),
    bind(promise.portalOrderPay, payOrder),
    bind(promise.portalContracts, own.ownContracts),
    bind(promise.portalContract, own.ownContract),
    bind(promise.portalAmendmentPreview, own.previewOwnChange),
    bind(promise.portalSeatsAdd, quoteSeats),
    bind(promise.portalRenew, quoteRenewal),
    bind(promise.portalRenewalChoice, chooseOwnRenewal),
    bind(promise.portalDocuments, own.ownDocuments),
    bind(promise.portalDocumentPay, payDocument),
    bind(promise.portalContractCard, chooseCard),
    bind(promise.portalDocumentPdf, own.ownPdf),
    bind(promise.portalDocumentMail, mailAgain),
    bind(promise.portalCompany, ownCompany),
    bind(promise.portalCompanyChange, changeOwnCompany),
  ],
  rights,
  listeners,
  jobs,
  events,
  publicEvents,
  personalData,
  searchable,
  attention,
  tiles: [
    {
      key: 'renewals',
      title: 'Renewals by week',
      says: 'What renews in the next 90 days: agreed, open, at risk.',
      right: 'billing.read',
      shape: 'columns',
      find: renewalsTile,
    },
    {
      key: 'owed',
      title: 'Money owed to us, by age',
      says: 'Open invoices by how long they have been due.',
      right: 'billing.read',
      shape: 'columns',
      find: owedTile,
    },
  ],
  setup,
  facts: billingFacts,
  figures: [{ right: 'billing.read', keys: figureKeys, find: businessFigures }],
  news: [{ right: 'billing.read', find: businessNews }],
  papers: { document: (ctx, id) => documents.pdfOfDocument(ctx, { id }) },
  accountBound: {
    profile: {
      table: 'billing.profile',
      account: 'account_id',
      unknown: { code: 'profile.unknown', text: 'There is no such billing profile.' },
    },
    quote: { table: 'billing.quote', account: 'account_id', unknown: { code: 'quote.unknown', text: 'There is no such quote.' } },
    order: { table: 'billing.order', account: 'account_id', unknown: { code: 'order.unknown', text: 'There is no such order.' } },
    contract: {
      table: 'billing.contract',
      account: 'account_id',
      unknown: { code: 'contract.unknown', text: 'There is no such contract.' },
    },
    document: {
      table: 'billing.document',
      account: 'account_id',
      unknown: { code: 'document.unknown', text: 'There is no such document.' },
    },
  },
  subjects,
  subjectLinks: {
    quote: (id) => `/billing/quotes/${id}`,
    contract: (id) => `/billing/contracts/${id}`,
    order: (id) => `/billing/orders/${id}`,
    payment: () => '/billing/payments',
    run: (id) => `/billing/runs/${id}`,
    period: () => '/billing/periods',
    price_book: () => '/billing/price-books',
    product: () => '/billing/catalogue',
    entity: () => '/billing/catalogue',
    terms: () => '/billing/terms',
  },
  publishedViews,
  publicPages: [frontPage, pricingPage, askPage, termsPage, privacyPage],
  open: async (house) => {
    await house.open(installShipped)
    await house.open(takeOverApprovals)
    return { close: () => Promise.resolve() }
  },
})
