import '@fontsource-variable/inter/wght.css'
import '../library.css'
import '@mantine/notifications/styles.layer.css'
import '../theme.css'
import '../ground.css'
import '../controls.css'
import '../kit.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { queries } from '../../ask.ts'
import { houseVariables, theme } from '../theme.ts'
import { Toasts } from '../Toasts.tsx'
import { playHouse } from './house.ts'
import { KitPage } from './KitPage.tsx'

/** Shows the kit to those who work on it. Only the server of `npx vite` knows this page: a build begins at index.html and never meets it. */
playHouse()
// links of the parts lead nowhere: the page stays, whatever is pressed
const routeTree = createRootRoute({ component: KitPage, notFoundComponent: () => null })
const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: ['/'] }) })
const place = document.getElementById('root')
if (place)
  createRoot(place).render(
    <MantineProvider theme={theme} cssVariablesResolver={houseVariables} defaultColorScheme="auto">
      <Toasts />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  )
