import { IconCompass, IconUsersGroup } from '@tabler/icons-react'
import type { Command, NavEntry, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Plan', place: 12, icon: IconCompass, letter: 'p' }

export const nav: NavEntry[] = [
  {
    title: 'Meetings',
    href: '/cadence/series',
    icon: IconUsersGroup,
    right: 'cadence.read',
    also: ['/cadence/series/new', '/cadence/meetings', '/cadence/year', '/cadence/feed'],
  },
]

export const routes: RouteEntry[] = [
  { path: '/cadence/series', title: 'Meetings', right: 'cadence.read', component: () => import('./SeriesListPage.tsx') },
  { path: '/cadence/series/new', title: 'New series', right: 'cadence.plan', component: () => import('./NewSeriesPage.tsx') },
  { path: '/cadence/series/$id', title: 'Series', right: 'cadence.read', component: () => import('./SeriesPage.tsx') },
  { path: '/cadence/meetings', title: 'Dates', right: 'cadence.read', component: () => import('./MeetingsPage.tsx') },
  { path: '/cadence/meetings/$id', title: 'Meeting', right: 'cadence.read', component: () => import('./MeetingPage.tsx') },
  { path: '/cadence/meetings/$id/minutes', title: 'Minutes', right: 'cadence.read', component: () => import('./MinutesPage.tsx') },
  { path: '/cadence/year', title: 'Year', right: 'cadence.read', component: () => import('./YearPage.tsx') },
  { path: '/cadence/feed', title: 'My calendar', right: 'cadence.read', component: () => import('./FeedPage.tsx') },
]

export const commands: Command[] = [
  { title: 'New series of meetings', href: '/cadence/series/new', right: 'cadence.plan', words: 'meeting recurring weekly create' },
  { title: 'The year’s meetings', href: '/cadence/year', right: 'cadence.read', words: 'person-hours glance' },
  { title: 'My meetings in my own calendar', href: '/cadence/feed', right: 'cadence.read', words: 'ics ical feed subscribe' },
]
