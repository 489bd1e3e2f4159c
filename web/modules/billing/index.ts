import {
  IconBooks,
  IconCalendarRepeat,
  IconCoins,
  IconFileInvoice,
  IconFileText,
  IconListDetails,
  IconReceipt,
  IconReceiptTax,
  IconScale,
  IconShoppingCart,
  IconTag,
  IconWallet,
} from '@tabler/icons-react'
import type { Command, NavEntry, RouteEntry } from '../../frame/rooms.ts'

const right = 'billing.read'
// what is of the whole company and of no single account
const books = 'billing.books'
const configure = 'billing.configure'

export const heading = { title: 'Revenue', place: 40, icon: IconCoins, letter: 'r' }

const at = (...pages: string[]) => pages.map((page) => `/billing/${page}`)

export const nav: NavEntry[] = [
  { title: 'Overview', href: '/billing', icon: IconCoins, right },
  { title: 'Contracts', href: '/billing/contracts', icon: IconFileText, right },
  { title: 'Quotes', href: '/billing/quotes', icon: IconListDetails, right },
  { title: 'Orders', href: '/billing/orders', icon: IconShoppingCart, right },
  { title: 'Invoices', href: '/billing/documents', icon: IconFileInvoice, right },
  { title: 'Payments', href: '/billing/payments', icon: IconReceipt, right },
  { title: 'Balances', href: '/billing/balances', icon: IconWallet, right },
  { title: 'Billing runs', href: '/billing/runs', icon: IconCalendarRepeat, right: books },
  { title: 'Ledger', href: '/billing/ledger', icon: IconBooks, right: books, also: at('journals', 'periods', 'series') },
  {
    title: 'Catalogue',
    href: '/billing/catalogue',
    icon: IconTag,
    right,
    also: at('price-books', 'begin', 'companies', 'products', 'terms'),
  },
  { title: 'Tax and policies', href: '/billing/rules', icon: IconReceiptTax, right },
  { title: 'Price preview', href: '/billing/preview', icon: IconScale, right },
]

export const routes: RouteEntry[] = [
  { path: '/billing', title: 'Overview', right, component: () => import('./HomePage.tsx') },
  { path: '/billing/contracts', title: 'Contracts', right, component: () => import('./ContractsPage.tsx') },
  { path: '/billing/contracts/$id', title: 'Contract', right, component: () => import('./ContractPage.tsx') },
  { path: '/billing/documents', title: 'Invoices', right, component: () => import('./DocumentsPage.tsx') },
  { path: '/billing/documents/$id', title: 'Invoice', right, component: () => import('./DocumentPage.tsx') },
  { path: '/billing/quotes', title: 'Quotes', right, component: () => import('./QuotesPage.tsx') },
  { path: '/billing/quotes/new', title: 'New quote', right: 'billing.sell', component: () => import('./NewQuotePage.tsx') },
  { path: '/billing/quotes/$id', title: 'Quote', right, component: () => import('./QuotePage.tsx') },
  { path: '/billing/orders', title: 'Orders', right, component: () => import('./OrdersPage.tsx') },
  { path: '/billing/orders/$id', title: 'Order', right, component: () => import('./OrderPage.tsx') },
  { path: '/billing/balances', title: 'Balances', right, component: () => import('./BalancesPage.tsx') },
  { path: '/billing/payments', title: 'Payments', right, component: () => import('./PaymentsPage.tsx') },
  { path: '/billing/runs', title: 'Billing runs', right: books, component: () => import('./RunsPage.tsx') },
  { path: '/billing/runs/$id', title: 'Billing run', right: books, component: () => import('./RunPage.tsx') },
  { path: '/billing/catalogue', title: 'Catalogue', right, component: () => import('./CataloguePage.tsx') },
  { path: '/billing/price-books', title: 'Price books', right, component: () => import('./PriceBooksPage.tsx') },
  {
    path: '/billing/price-books/new',
    title: 'New price book version',
    right: configure,
    component: () => import('./begin/NewPricesPage.tsx'),
  },
  { path: '/billing/begin', title: 'Set up selling', right, component: () => import('./begin/BeginPage.tsx') },
  { path: '/billing/companies/new', title: 'New selling company', right: configure, component: () => import('./begin/NewCompanyPage.tsx') },
  { path: '/billing/companies/$id', title: 'Selling company', right: configure, component: () => import('./begin/CompanyPage.tsx') },
  { path: '/billing/products/new', title: 'New product', right: configure, component: () => import('./begin/NewProductPage.tsx') },
  { path: '/billing/terms', title: 'Terms', right, component: () => import('./begin/TermsPage.tsx') },
  { path: '/billing/terms/new', title: 'New terms', right: configure, component: () => import('./begin/NewTermsPage.tsx') },
  { path: '/billing/rules', title: 'Taxes and policies', right, component: () => import('./RulesPage.tsx') },
  { path: '/billing/ledger', title: 'Ledger', right: books, component: () => import('./LedgerPage.tsx') },
  { path: '/billing/journals', title: 'Journals', right: books, component: () => import('./JournalsPage.tsx') },
  { path: '/billing/periods', title: 'Periods', right: books, component: () => import('./PeriodsPage.tsx') },
  { path: '/billing/series', title: 'Number series', right: books, component: () => import('./SeriesPage.tsx') },
  { path: '/billing/preview', title: 'Price preview', right, component: () => import('./PreviewPage.tsx') },
]

export const commands: Command[] = [
  { title: 'New quote', href: '/billing/quotes/new', right: 'billing.sell', words: 'sell offer deal' },
  { title: 'Add seats to a contract', href: '/billing/contracts', right: 'billing.sell', words: 'add seats expand more change' },
  { title: 'Quotes that wait for our answer', href: '/billing/quotes?f.state=requested', right, words: 'requested lane approval' },
  { title: 'Overdue invoices', href: '/billing/documents?f.state=overdue', right, words: 'unpaid late dunning' },
  { title: 'Balances that we owe', href: '/billing/balances', right, words: 'credit refund overpaid owe' },
  { title: 'Trial balance', href: '/billing/ledger', right: books, words: 'accounts postings' },
  { title: 'Close a month', href: '/billing/periods', right: 'billing.close', words: 'period fiscal books reopen' },
  { title: 'Set up selling', href: '/billing/begin', right: configure, words: 'company product price terms begin start' },
  { title: 'New product', href: '/billing/products/new', right: configure, words: 'add edition catalogue' },
  { title: 'Check the invoice chain', href: '/billing/series', right: books, words: 'audit proof gapless hash' },
]
