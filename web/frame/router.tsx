import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { fetched } from '../kit/fetched.ts'
import { rooms } from '../modules/index.ts'
import { portalRoutes } from '../portal/routes.ts'
import { Broken, NotFound, Opening, PortalNotFound } from './edges.tsx'
import type { RouteEntry } from './rooms.ts'
import { Guard } from './Guard.tsx'
import { house } from './nav/house.ts'
import { asWritten } from './query.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken })

/** A room's screen behind its right; the frame stays when the screen breaks. */
function screenOf(entry: RouteEntry) {
  return lazyRouteComponent(async () => {
    const { default: Screen } = await fetched(entry.component)
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
const app = createRoute({
  getParentRoute: () => staff,
  id: 'app',
  component: lazyRouteComponent(() => fetched(() => import('./Shell.tsx')), 'Shell'),
})
const homeRoute = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => fetched(() => import('./Home.tsx')), 'Home'),
})
const roomRoutes = [...house, ...rooms]
  .flatMap((room) => room.routes)
  .map((entry) => createRoute({ getParentRoute: () => app, path: entry.path, component: screenOf(entry), errorComponent: Broken }))
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
    staff.addChildren([app.addChildren([homeRoute, ...roomRoutes, nothingRoute]), ...doorRoutes]),
    portal.addChildren([...portalScreens, portalNothing]),
  ]),
  defaultPendingComponent: Opening,
  defaultPendingMs: 150,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
  ...asWritten,
})
