import '../../web/kit/library.css'
import '@mantine/notifications/styles.layer.css'
import '../../web/kit/theme.css'
import '../../web/kit/ground.css'
import '../../web/kit/controls.css'
import '../../web/kit/kit.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { IconFileText } from '@tabler/icons-react'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { queries } from '../../web/ask.ts'
import type { Area } from '../../web/frame/nav/areas.ts'
import { Frame } from '../../web/frame/Shell.tsx'
import { useRecordActs } from '../../web/kit/acts.ts'
import { Button } from '../../web/kit/controls.tsx'
import { Page } from '../../web/kit/layout.tsx'
import { Comments } from '../../web/kit/comments/Comments.tsx'
import { houseVariables, theme } from '../../web/kit/theme.ts'

/** The frame with eleven areas of made-up rooms, some of twelve pages: more than there are, as many as are drawn. */
const names = ['Home', 'Plan', 'Work', 'Handbook', 'Customers', 'Revenue', 'Licences', 'Data', 'Systems', 'Privacy', 'Company']
const letters = ['h', 'p', 'w', 'b', 'c', 'r', 'l', 'd', 's', 'v', 'o']
const counts = [1, 3, 4, 5, 7, 12, 4, 5, 3, 4, 7]
const areas: Area[] = names.map((title, at) => ({
  title,
  place: at,
  icon: IconFileText,
  letter: letters[at] ?? '',
  pages: Array.from({ length: counts[at] ?? 1 }, (_, n) => ({
    title: n === 0 ? title : `${title} page ${n + 1}`,
    href: at === 0 ? '/' : n === 0 ? `/${title.toLowerCase()}` : `/${title.toLowerCase()}/${n + 1}`,
    icon: IconFileText,
  })),
}))

function Somewhere() {
  useRecordActs('Maple Bank', [
    { title: 'Add seats to Maple Bank', href: '/revenue/2' },
    { title: 'Renew Maple Bank', run: () => (document.title = 'renewed') },
  ])
  return (
    <Page title="Maple Bank" crumbs={[{ title: 'Contracts', href: '/revenue' }]} actions={<Button>Add seats</Button>}>
      <Comments of={{ kind: 'contract', id: '1', title: 'Maple Bank' }} />
    </Page>
  )
}

const root = createRootRoute({ component: () => <Frame areas={areas} /> })
const any = createRoute({ getParentRoute: () => root, path: '/app/$', component: Somewhere })
const router = createRouter({ routeTree: root.addChildren([any]) })
const place = document.getElementById('root')
if (place)
  createRoot(place).render(
    <MantineProvider theme={theme} cssVariablesResolver={houseVariables} defaultColorScheme={location.hash === '#dark' ? 'dark' : 'light'}>
      <Notifications position="bottom-right" limit={4} />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  )
