import { IconBuilding, IconHome, IconListSearch, IconMail, IconWebhook } from '@tabler/icons-react'
import type { RoomScreens } from '../rooms.ts'

/** The pages of the frame itself: those that belong to no room stand where people look for them. */
export const house: Pick<RoomScreens, 'heading' | 'nav' | 'routes'>[] = [
  {
    heading: { title: 'Home', place: 0, icon: IconHome, letter: 'h' },
    nav: [{ title: 'Home', href: '/', icon: IconHome }],
    routes: [],
  },
  {
    heading: { title: 'Company', place: 91, icon: IconBuilding, letter: 'o' },
    nav: [
      { title: 'Letters', href: '/letters', icon: IconMail, right: 'house.letters' },
      { title: 'Webhooks', href: '/webhooks', icon: IconWebhook, right: 'house.webhooks' },
      { title: 'Audit trail', href: '/trail', icon: IconListSearch, right: 'house.trail' },
    ],
    routes: [
      { path: '/letters', title: 'Letters', right: 'house.letters', component: () => import('../Letters.tsx') },
      { path: '/trail', title: 'Audit trail', right: 'house.trail', component: () => import('../Trail.tsx') },
      { path: '/webhooks', title: 'Webhooks', right: 'house.webhooks', component: () => import('../Webhooks.tsx') },
      { path: '/inbox', title: 'Inbox', right: 'signed_in', component: () => import('../inbox/InboxPage.tsx') },
    ],
  },
]
