import { IconChecklist, IconCompass, IconGavel } from '@tabler/icons-react'
import type { Command, NavEntry, RoomScreens, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Plan', place: 11, icon: IconCompass, letter: 'p' }

export const nav: NavEntry[] = [
  { title: 'Decisions', href: '/decisions/decisions', icon: IconGavel, right: 'decisions.read', also: ['/decisions/decisions/new'] },
  { title: 'Actions', href: '/decisions/actions', icon: IconChecklist, right: 'decisions.read' },
]

export const routes: RouteEntry[] = [
  { path: '/decisions/decisions', title: 'Decisions', right: 'decisions.read', component: () => import('./DecisionsPage.tsx') },
  { path: '/decisions/decisions/new', title: 'New decision', right: 'decisions.write', component: () => import('./NewDecisionPage.tsx') },
  { path: '/decisions/decisions/$id', title: 'Decision', right: 'decisions.read', component: () => import('./DecisionPage.tsx') },
  { path: '/decisions/actions', title: 'Actions', right: 'decisions.read', component: () => import('./ActionsPage.tsx') },
]

export const commands: Command[] = [
  { title: 'New decision', href: '/decisions/decisions/new', right: 'decisions.write', words: 'rapid decide propose open' },
  {
    title: 'Actions I answer for',
    href: '/decisions/actions?view=dri-is-me',
    right: 'decisions.read',
    words: 'my actions todo tasks due dri',
  },
  { title: 'New action', href: '/decisions/actions?new=yes', right: 'decisions.write', words: 'todo task' },
]

export const notices: RoomScreens['notices'] = { decision: () => import('./NoticePart.tsx') }
