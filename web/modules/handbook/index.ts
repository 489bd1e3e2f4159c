import {
  IconBook2,
  IconChecklist,
  IconListDetails,
  IconTag,
  IconChartDots3,
  IconList,
  IconPlayerPlay,
  IconCertificate,
  IconSitemap,
} from '@tabler/icons-react'
import type { Command, NavEntry, RouteEntry, Unfound } from '../../frame/rooms.ts'

export const heading = { title: 'Handbook', place: 20, icon: IconBook2, letter: 'b' }

export const nav: NavEntry[] = [
  { title: 'Directory', href: '/handbook/directory', icon: IconSitemap, right: 'handbook.read' },
  { title: 'Runs', href: '/handbook/runs', icon: IconPlayerPlay, right: 'handbook.read' },
  { title: 'Training', href: '/handbook/trainings', icon: IconCertificate, right: 'handbook.read' },
  { title: 'Health', href: '/handbook/health', icon: IconChartDots3, right: 'handbook.read' },
  { title: 'Flags', href: '/handbook/flags', icon: IconTag, right: 'handbook.read' },
  { title: 'Procedures', href: '/handbook/procedures', icon: IconChecklist, right: 'handbook.read' },
  { title: 'Findings', href: '/handbook/findings', icon: IconListDetails, right: 'handbook.read' },
  { title: 'Pages', href: '/handbook/pages', icon: IconList, right: 'handbook.read' },
]

export const routes: RouteEntry[] = [
  { path: '/handbook/directory', title: 'Directory', right: 'handbook.read', component: () => import('./DirectoryPage.tsx') },
  { path: '/handbook/procedures', title: 'Procedures', right: 'handbook.read', component: () => import('./ProceduresPage.tsx') },
  { path: '/handbook/runs', title: 'Runs', right: 'handbook.read', component: () => import('./RunsPage.tsx') },
  { path: '/handbook/runs/$id', title: 'Run', right: 'handbook.read', component: () => import('./RunPage.tsx') },
  { path: '/handbook/trainings', title: 'Training', right: 'handbook.read', component: () => import('./TrainingsPage.tsx') },
  { path: '/handbook/trainings/$id', title: 'Training', right: 'handbook.read', component: () => import('./TrainingPage.tsx') },
  { path: '/handbook/trainings/coverage', title: 'Who knows what', right: 'handbook.read', component: () => import('./CoveragePage.tsx') },
  { path: '/handbook/health', title: 'Health', right: 'handbook.read', component: () => import('./HealthsPage.tsx') },
  { path: '/handbook/health/expected', title: 'Not followed', right: 'handbook.read', component: () => import('./ExpectedPage.tsx') },
  { path: '/handbook/health/$id', title: 'Health', right: 'handbook.read', component: () => import('./HealthPage.tsx') },
  { path: '/handbook/flags/exceptions', title: 'Exceptions', right: 'handbook.read', component: () => import('./ExceptionsPage.tsx') },
  { path: '/handbook/flags', title: 'Flags', right: 'handbook.read', component: () => import('./FlagsPage.tsx') },
  { path: '/handbook/findings', title: 'Findings', right: 'handbook.read', component: () => import('./FindingsPage.tsx') },
  { path: '/handbook/findings/$id', title: 'Finding', right: 'handbook.read', component: () => import('./FindingPage.tsx') },
  {
    path: '/handbook/findings/findability',
    title: 'Findability',
    right: 'handbook.read',
    component: () => import('./FindabilityPage.tsx'),
  },
  {
    path: '/handbook/findings/asked',
    title: 'Asked and not found',
    right: 'handbook.maintain',
    component: () => import('./AskedPage.tsx'),
  },
  {
    path: '/handbook/findings/candidates',
    title: 'Candidates',
    right: 'handbook.restricted',
    component: () => import('./CandidatesPage.tsx'),
  },
  { path: '/handbook/findings/chats', title: 'Bring a chat in', right: 'handbook.maintain', component: () => import('./ChatsPage.tsx') },
  { path: '/handbook/findings/chats/$id', title: 'Chat', right: 'handbook.restricted', component: () => import('./ChatPage.tsx') },
  { path: '/handbook/pages', title: 'Pages', right: 'handbook.read', component: () => import('./PagesPage.tsx') },
  { path: '/handbook/pages/import', title: 'Import', right: 'handbook.maintain', component: () => import('./ImportPage.tsx') },
  { path: '/handbook/pages/imports/$id', title: 'Import', right: 'handbook.restricted', component: () => import('./ImportedPage.tsx') },
  { path: '/handbook/pages/new', title: 'New page', right: 'handbook.write', component: () => import('./WritePage.tsx') },
  { path: '/handbook/pages/$id', title: 'Page', right: 'handbook.read', component: () => import('./ReadPage.tsx') },
  { path: '/handbook/pages/$id/write', title: 'Write', right: 'handbook.write', component: () => import('./WritePage.tsx') },
]

export const commands: Command[] = [
  { title: 'Exceptions from procedures', href: '/handbook/flags/exceptions', right: 'handbook.read' },
  { title: 'Procedures not followed', href: '/handbook/health/expected', right: 'handbook.read', words: 'missed schedule rhythm event' },
  { title: 'Findability', href: '/handbook/findings/findability', right: 'handbook.read' },
  {
    title: 'Import a handbook',
    href: '/handbook/pages/import',
    right: 'handbook.maintain',
    words: 'gitbook mkdocs docusaurus zip git',
  },
  { title: 'New page of the handbook', href: '/handbook/pages/new', right: 'handbook.write', words: 'write create document' },
  {
    title: 'New procedure',
    href: '/handbook/pages/new?kind=procedure',
    right: 'handbook.write',
    words: 'write create sop steps checklist',
  },
  {
    title: 'Candidates',
    href: '/handbook/findings/candidates',
    right: 'handbook.restricted',
    words: 'undocumented questions triage mining asked again',
  },
  {
    title: 'Bring a chat in',
    href: '/handbook/findings/chats',
    right: 'handbook.maintain',
    words: 'mattermost slack export import channels',
  },
  {
    title: 'Asked and not found',
    href: '/handbook/findings/asked',
    right: 'handbook.maintain',
    words: 'search questions missing zero hits',
  },
]

/** Counted by its words alone where no page holds the half of it. */
export const unfound: Unfound = {
  right: 'handbook.follow',
  tell: async (words, followed) => (await import('./unfound.ts')).tell(words, followed),
}
