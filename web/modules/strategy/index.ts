import { IconCompass, IconFileImport, IconHierarchy3, IconTarget } from '@tabler/icons-react'
import type { Command, NavEntry, RoomScreens, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Plan', place: 10, icon: IconCompass, letter: 'p' }

export const nav: NavEntry[] = [
  { title: 'Plans', href: '/strategy', icon: IconTarget, right: 'strategy.read' },
  { title: 'Alignment', href: '/strategy/alignment', icon: IconHierarchy3, right: 'strategy.read' },
  { title: 'Import', href: '/strategy/import', icon: IconFileImport, right: 'strategy.import', also: ['/strategy/imports'] },
]

export const routes: RouteEntry[] = [
  { path: '/strategy', title: 'Plans', right: 'strategy.read', component: () => import('./PlansPage.tsx') },
  { path: '/strategy/alignment', title: 'Alignment', right: 'strategy.read', component: () => import('./alignment/AlignmentPage.tsx') },
  { path: '/strategy/new', title: 'New plan', right: 'strategy.write', component: () => import('./NewPlanPage.tsx') },
  { path: '/strategy/import', title: 'Import plans', right: 'strategy.import', component: () => import('./ImportPage.tsx') },
  { path: '/strategy/imports/$id', title: 'Import', right: 'strategy.read', component: () => import('./PreviewPage.tsx') },
  { path: '/strategy/plans/$slug', title: 'Plan', right: 'strategy.read', component: () => import('./PlanPage.tsx') },
  { path: '/strategy/editions/$id', title: 'Edition', right: 'strategy.read', component: () => import('./EditionPage.tsx') },
]

export const commands: Command[] = [
  { title: 'Import plans', href: '/strategy/import', right: 'strategy.import', words: 'markdown upload vpmom v2mom document' },
  {
    title: 'What does not fit between plans',
    href: '/strategy/alignment',
    right: 'strategy.read',
    words: 'alignment defects edges cascade contradictions',
  },
  { title: 'New plan', href: '/strategy/new', right: 'strategy.write', words: 'vpmom okr write template create' },
]

export const notices: RoomScreens['notices'] = { edition: () => import('./alignment/NeedsPart.tsx') }
