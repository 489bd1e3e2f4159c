import '../../web/kit/library.css'
import '../../web/kit/theme.css'
import '../../web/kit/kit.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { queries } from '../../web/ask.ts'
import { useSession } from '../../web/frame/session.ts'
import Company from '../../web/modules/billing/begin/CompanyPage.tsx'
import { Modal } from '../../web/kit/index.ts'
import Segments from '../../web/modules/customers/SegmentsPage.tsx'

/** Two pages that are one form each, and the first in a dialog, as they stand in the app; the house behind them is played by the test. */
function Here() {
  return useSession().data ? <Outlet /> : null
}
function InDialog() {
  return (
    <Modal opened onClose={() => undefined} title="Change the bands?">
      <Segments />
    </Modal>
  )
}
const root = createRootRoute({ component: Here })
const at = (path: string, component: () => unknown) => createRoute({ getParentRoute: () => root, path, component: component as never })
const routeTree = root.addChildren([at('/app/segments', Segments), at('/app/dialog', InDialog), at('/app/companies/$id', Company)])
const router = createRouter({ routeTree })

// a colleague's change arrives as it does in the app: by asking again
Reflect.set(globalThis, 'askAgain', () => queries.invalidateQueries())

createRoot(document.getElementById('root') as HTMLElement).render(
  <MantineProvider>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>
  </MantineProvider>,
)
