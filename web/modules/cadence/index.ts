import { IconCalendarRepeat, IconCompass } from '@tabler/icons-react'
import type { NavEntry, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Plan', place: 12, icon: IconCompass, letter: 'p' }

export const nav: NavEntry[] = [{ title: 'Meetings', href: '/cadence/series', icon: IconCalendarRepeat, right: 'cadence.read' }]

export const routes: RouteEntry[] = [
  { path: '/cadence/series', title: 'Meetings', right: 'cadence.read', component: () => import('./SeriesListPage.tsx') },
]
