import type { RouteEntry } from '../frame/rooms.ts'

/** The customer's door. Paths are below /portal. */
export const portalRoutes: RouteEntry[] = []
