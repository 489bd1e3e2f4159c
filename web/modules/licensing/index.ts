import { IconCertificate, IconFileCertificate, IconKey, IconShieldCheck, IconTemplate } from '@tabler/icons-react'
import type { Command, NavEntry, RouteEntry } from '../../frame/rooms.ts'

export const heading = { title: 'Licences', place: 50, icon: IconCertificate, letter: 'l' }

export const nav: NavEntry[] = [
  { title: 'Licences', href: '/licensing/licences', icon: IconFileCertificate, right: 'licensing.read' },
  { title: 'Check a file', href: '/licensing/check', icon: IconShieldCheck, right: 'licensing.read' },
  { title: 'Licence profiles', href: '/licensing/profiles', icon: IconTemplate, right: 'licensing.read' },
  { title: 'Signing keys', href: '/licensing/keys', icon: IconKey, right: 'licensing.read' },
]

export const routes: RouteEntry[] = [
  { path: '/licensing/licences', title: 'Licences', right: 'licensing.read', component: () => import('./LicencesPage.tsx') },
  { path: '/licensing/licences/$id', title: 'Licence', right: 'licensing.read', component: () => import('./LicencePage.tsx') },
  { path: '/licensing/check', title: 'Check a licence file', right: 'licensing.read', component: () => import('./CheckPage.tsx') },
  { path: '/licensing/profiles', title: 'Licence profiles', right: 'licensing.read', component: () => import('./ProfilesPage.tsx') },
  {
    path: '/licensing/profiles/new',
    title: 'New licence profile',
    right: 'licensing.issue',
    component: () => import('./NewProfilePage.tsx'),
  },
  { path: '/licensing/keys', title: 'Signing keys', right: 'licensing.read', component: () => import('./KeysPage.tsx') },
]

export const commands: Command[] = [
  {
    title: 'Check a licence file',
    href: '/licensing/check',
    right: 'licensing.read',
    words: 'verify validate signature upload mattermost-license',
  },
  {
    title: 'Licences that end within 60 days',
    href: '/licensing/licences?f.state=expiring&sort=expires',
    right: 'licensing.read',
    words: 'expiring renew',
  },
  { title: 'New licence profile', href: '/licensing/profiles/new', right: 'licensing.issue', words: 'plan edition flags grace product' },
  { title: 'New signing key', href: '/licensing/keys', right: 'licensing.keys', words: 'rotate rotation generate import rsa pem' },
]
