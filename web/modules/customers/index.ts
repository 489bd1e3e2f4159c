import { IconBuildingCommunity, IconChartPie, IconUsers } from '@tabler/icons-react'
import type { Command, NavEntry, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Customers', place: 30, icon: IconUsers, letter: 'c' }

export const nav: NavEntry[] = [
  { title: 'Accounts', href: '/customers/accounts', icon: IconBuildingCommunity, right: 'customers.read' },
  { title: 'Segments', href: '/customers/segments', icon: IconChartPie, right: 'customers.read' },
]

export const routes: RouteEntry[] = [
  { path: '/customers/accounts', title: 'Accounts', right: 'customers.read', component: () => import('./AccountsPage.tsx') },
  { path: '/customers/accounts/new', title: 'New account', right: 'customers.write', component: () => import('./NewAccountPage.tsx') },
  { path: '/customers/segments', title: 'Segments', right: 'customers.read', component: () => import('./SegmentsPage.tsx') },
  { path: '/customers/accounts/$id', title: 'Account', right: 'customers.read', component: () => import('./AccountPage.tsx') },
]

export const commands: Command[] = [
  { title: 'New account', href: '/customers/accounts/new', right: 'customers.write', words: 'add customer create company' },
  { title: 'Segments', href: '/customers/segments', right: 'customers.read', words: 'employees bands size smb mid-market enterprise' },
  { title: 'My accounts', href: '/customers/accounts?view=mine', right: 'customers.read', words: 'own book customers' },
  {
    title: 'Accounts that nobody owns',
    href: '/customers/accounts?view=nobody-s',
    right: 'customers.read',
    words: 'pool unowned customers',
  },
]
