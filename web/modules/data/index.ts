import { IconChartDots3, IconChartHistogram, IconPlugConnected, IconSitemap, IconStairs } from '@tabler/icons-react'
import type { Command, NavEntry, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Data', place: 60, icon: IconChartDots3, letter: 'd' }

export const nav: NavEntry[] = [
  { title: 'Metrics', href: '/data/metrics', icon: IconChartHistogram, right: 'data.read' },
  { title: 'ARR bridge', href: '/data/bridge', icon: IconStairs, right: 'data.read' },
  { title: 'Explore', href: '/data/explore', icon: IconSitemap, right: 'data.read' },
  { title: 'Sources', href: '/data/sources', icon: IconPlugConnected, right: 'data.read' },
]

export const routes: RouteEntry[] = [
  { path: '/data/metrics', title: 'Metrics', right: 'data.read', component: () => import('./MetricsPage.tsx') },
  { path: '/data/metrics/$id', title: 'Metric', right: 'data.read', component: () => import('./MetricPage.tsx') },
  { path: '/data/bridge', title: 'ARR bridge', right: 'data.read', component: () => import('./BridgePage.tsx') },
  { path: '/data/explore', title: 'Explore', right: 'data.read', component: () => import('./ExplorePage.tsx') },
  { path: '/data/sources', title: 'Sources', right: 'data.read', component: () => import('./SourcesPage.tsx') },
]

export const commands: Command[] = [
  { title: 'Why did ARR move?', href: '/data/bridge', right: 'data.read', words: 'bridge waterfall churn expansion new recurring revenue' },
  { title: 'New source of events', href: '/data/sources?new=1', right: 'data.source', words: 'telemetry write key segment rudder' },
  { title: 'How fresh are the figures?', href: '/data/sources', right: 'data.read', words: 'freshness lag late stale quarantine' },
]
