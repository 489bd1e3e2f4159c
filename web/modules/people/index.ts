import { IconBuilding, IconKey, IconUsers, IconUsersGroup } from '@tabler/icons-react'
import type { Command, NavEntry, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Company', place: 90, icon: IconBuilding, letter: 'o' }

export const nav: NavEntry[] = [
  {
    title: 'People',
    href: '/people/persons',
    icon: IconUsers,
    right: 'people.read',
    also: ['service-accounts', 'org', 'delegations', 'invitations', 'roles', 'sessions', 'hand-overs'].map((tab) => `/people/${tab}`),
  },
  { title: 'Groups', href: '/people/groups', icon: IconUsersGroup, right: 'people.read' },
  { title: 'API keys', href: '/people/api-keys', icon: IconKey, right: 'people.read' },
  { title: 'About us', href: '/people/company', icon: IconBuilding, right: 'people.read', also: ['/people/calendars'] },
]

export const routes: RouteEntry[] = [
  { path: '/people/persons', title: 'People', right: 'people.read', component: () => import('./PersonsPage.tsx') },
  { path: '/people/persons/$id', title: 'Person', right: 'people.read', component: () => import('./PersonPage.tsx') },
  { path: '/people/hand-overs/$id', title: 'Hand-over', right: 'people.hand_overs', component: () => import('./HandOverPage.tsx') },
  { path: '/people/invitations', title: 'Invitations', right: 'people.invitations', component: () => import('./InvitationsPage.tsx') },
  { path: '/people/roles', title: 'Roles', right: 'people.read', component: () => import('./RolesPage.tsx') },
  { path: '/people/sessions', title: 'Sessions', right: 'people.admin', component: () => import('./SessionsPage.tsx') },
  { path: '/people/groups', title: 'Groups', right: 'people.read', component: () => import('./GroupsPage.tsx') },
  { path: '/people/groups/$id', title: 'Group', right: 'people.read', component: () => import('./GroupPage.tsx') },
  { path: '/people/org', title: 'Reporting', right: 'people.read', component: () => import('./OrgPage.tsx') },
  { path: '/people/delegations', title: 'Delegations', right: 'people.read', component: () => import('./DelegationsPage.tsx') },
  {
    path: '/people/service-accounts',
    title: 'Service accounts',
    right: 'people.read',
    component: () => import('./ServiceAccountsPage.tsx'),
  },
  { path: '/people/api-keys', title: 'API keys', right: 'people.read', component: () => import('./KeysPage.tsx') },
  { path: '/people/company', title: 'Company', right: 'people.read', component: () => import('./CompanyPage.tsx') },
  { path: '/people/calendars', title: 'Calendars', right: 'people.read', component: () => import('./CalendarsPage.tsx') },
  { path: '/people/calendars/$key', title: 'Calendar', right: 'people.read', component: () => import('./CalendarPage.tsx') },
  { path: '/people/me', title: 'Profile and security', right: 'people.read', component: () => import('./MePage.tsx') },
]

export const commands: Command[] = [
  { title: 'Invite a colleague', href: '/people/invitations?new=yes', right: 'people.admin', words: 'add user person employee' },
  { title: 'New group', href: '/people/groups?new=yes', right: 'people.admin', words: 'team body project leadership' },
  {
    title: 'Name who stands in',
    href: '/people/delegations?new=yes',
    right: 'people.delegate',
    words: 'away holiday vacation delegate deputy',
  },
  {
    title: 'New service account',
    href: '/people/service-accounts?new=yes',
    right: 'people.admin',
    words: 'robot program integration key non-human',
  },
  { title: 'New API key', href: '/people/api-keys?new=yes', right: 'people.read', words: 'token secret integration' },
  {
    title: 'Turn on two-factor sign-in',
    href: '/people/me?tab=security',
    right: 'people.read',
    words: '2fa totp authenticator security password',
  },
  { title: 'Holidays and working hours', href: '/people/calendars', right: 'people.read', words: 'calendar business days closures' },
  { title: 'Who may do what', href: '/people/roles', right: 'people.read', words: 'roles rights permissions matrix' },
]
