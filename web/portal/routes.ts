import type { RouteEntry } from '../frame/rooms.ts'

/** The customer's door. Paths are below /portal. */
export const portalRoutes: RouteEntry[] = [
  { path: '/', title: 'Overview', component: () => import('./own/HomePage.tsx') },
  { path: '/sign-in', title: 'Sign in', component: () => import('./SignInPage.tsx') },
  { path: '/buy', title: 'Buy', component: () => import('./buy/BuyPage.tsx') },
  { path: '/quotes/$id', title: 'Quote', component: () => import('./buy/QuotePage.tsx') },
  { path: '/orders/$number', title: 'Order', component: () => import('./buy/OrderPage.tsx') },
  { path: '/contracts/$id', title: 'Contract', component: () => import('./own/ContractPage.tsx') },
  { path: '/licences', title: 'Licences', component: () => import('./own/LicencesPage.tsx') },
  { path: '/invoices', title: 'Invoices', component: () => import('./own/InvoicesPage.tsx') },
  { path: '/details', title: 'Details', component: () => import('./own/DetailsPage.tsx') },
]
