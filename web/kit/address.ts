/** The staff's app lives below this path; the root belongs to public pages and machine doors. */
const appRoot = '/app'

/** Addresses that are whole already: the customers' portal, public pages, files and the API. */
const whole = /^\/(app|portal|api|public|assets|pricing)(\/|\?|#|$)/

/**
 * The address in the browser of a place in the app: `/customers/accounts` → `/app/customers/accounts`. Screens, navigation and the
 * server's answers name places below the app's root, as operations name paths below `/api`.
 */
export function addressOf(place: string): string {
  if (!place.startsWith('/') || place.startsWith('//') || whole.test(place)) return place
  return place === '/' ? appRoot : place.startsWith('/?') ? appRoot + place.slice(1) : appRoot + place
}

/** The place in the app of a path in the browser: `/app/customers/accounts` → `/customers/accounts`; other paths stay. */
export function placeOf(path: string): string {
  if (path === appRoot || path === `${appRoot}/`) return '/'
  return path.startsWith(`${appRoot}/`) ? path.slice(appRoot.length) : path
}
