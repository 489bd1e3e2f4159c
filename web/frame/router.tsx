import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { rooms } from '../modules/index.ts'
import { portalRoutes } from '../portal/routes.ts'
import { Broken, NotFound, Opening, PortalNotFound } from './edges.tsx'
import type { RouteEntry } from './rooms.ts'
import { Guard } from './Guard.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken })

/** A room's screen behind its right; the frame stays when the screen breaks. */
function screenOf(entry: RouteEntry) {
  return lazyRouteComponent(async () => {
    const { default: Screen } = await entry.component()
    return {
      default: () => (
        <Guard right={entry.right}>
          <Screen />
        </Guard>
      ),
    }
  })
}

/** The staff's part of the address space; public pages have the root, customers `/portal`. */
const staff = createRoute({ getParentRoute: () => root, path: '/app', component: Outlet, notFoundComponent: NotFound })
const app = createRoute({ getParentRoute: () => staff, id: 'app', component: lazyRouteComponent(() => import('./Shell.tsx'), 'Shell') })
const homeRoute = createRoute({ getParentRoute: () => app, path: '/', component: lazyRouteComponent(() => import('./Home.tsx'), 'Home') })
const roomRoutes = rooms
  .flatMap((room) => room.routes)
  .map((entry) => createRoute({ getParentRoute: () => app, path: entry.path, component: screenOf(entry), errorComponent: Broken }))
const lettersRoute = createRoute({
  getParentRoute: () => app,
  path: '/letters',
  component: screenOf({ path: '/letters', title: 'Letters', right: 'house.letters', component: () => import('./Letters.tsx') }),
  errorComponent: Broken,
})
const trailRoute = createRoute({
  getParentRoute: () => app,
  path: '/trail',
  component: screenOf({ path: '/trail', title: 'Audit trail', right: 'house.trail', component: () => import('./Trail.tsx') }),
  errorComponent: Broken,
})
const webhooksRoute = createRoute({
  getParentRoute: () => app,
  path: '/webhooks',
  component: screenOf({ path: '/webhooks', title: 'Webhooks', right: 'house.webhooks', component: () => import('./Webhooks.tsx') }),
  errorComponent: Broken,
})
const nothingRoute = createRoute({ getParentRoute: () => app, path: '$', component: NotFound })

const doorRoutes = [
  createRoute({ getParentRoute: () => staff, path: '/sign-in', component: lazyRouteComponent(() => import('./SignIn.tsx'), 'SignIn') }),
  createRoute({
    getParentRoute: () => staff,
    path: '/first-run',
    component: lazyRouteComponent(() => import('./FirstRun.tsx'), 'FirstRun'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/invitation',
    component: lazyRouteComponent(() => import('./TokenDoors.tsx'), 'Invitation'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/new-password',
    component: lazyRouteComponent(() => import('./TokenDoors.tsx'), 'NewPassword'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/forgotten',
    component: lazyRouteComponent(() => import('./TokenDoors.tsx'), 'Forgotten'),
  }),
]

const portal = createRoute({
  getParentRoute: () => root,
  path: '/portal',
  component: lazyRouteComponent(() => import('../portal/Shell.tsx'), 'PortalShell'),
})
const portalScreens = portalRoutes.map((entry) =>
  createRoute({ getParentRoute: () => portal, path: entry.path, component: lazyRouteComponent(entry.component), errorComponent: Broken }),
)
const portalNothing = createRoute({ getParentRoute: () => portal, path: '$', component: PortalNotFound })

export const router = createRouter({
  routeTree: root.addChildren([
    staff.addChildren([app.addChildren([homeRoute, lettersRoute, trailRoute, webhooksRoute, ...roomRoutes, nothingRoute]), ...doorRoutes]),
    portal.addChildren([...portalScreens, portalNothing]),
  ]),
  defaultPendingComponent: Opening,
  defaultPendingMs: 150,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})
