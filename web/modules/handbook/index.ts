import { IconBook2, IconList } from '@tabler/icons-react'
import type { Command, NavEntry, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Handbook', place: 20, icon: IconBook2, letter: 'b' }

export const nav: NavEntry[] = [{ title: 'Pages', href: '/handbook/pages', icon: IconList, right: 'handbook.read' }]

export const routes: RouteEntry[] = [
  { path: '/handbook/pages', title: 'Pages', right: 'handbook.read', component: () => import('./PagesPage.tsx') },
  { path: '/handbook/pages/new', title: 'New page', right: 'handbook.write', component: () => import('./WritePage.tsx') },
  { path: '/handbook/pages/$id', title: 'Page', right: 'handbook.read', component: () => import('./ReadPage.tsx') },
  { path: '/handbook/pages/$id/write', title: 'Write', right: 'handbook.write', component: () => import('./WritePage.tsx') },
]

export const commands: Command[] = [
  { title: 'New page of the handbook', href: '/handbook/pages/new', right: 'handbook.write', words: 'write create document procedure' },
]
