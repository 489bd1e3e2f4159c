import type { Actor, Open } from '../kernel/context.ts'
import { cookieOf } from '../kernel/cookies.ts'
import { Refusal } from '../kernel/refusal.ts'
import { actorOfContactSession, contactCookie } from '../modules/customers/index.ts'
import { actorOfKey, actorOfSession, keyMark, staffCookie } from '../modules/people/index.ts'

type Place = { publicUrl: string; address: string }

/**
 * Who is asking, or nobody. An `Authorization: Bearer qd_…` key wins and makes cookies count for nothing; then the staff session; then
 * a contact's portal session. In the portal the order of the two cookies turns round, so that a colleague who tries the portal in the
 * same browser is a customer there and a colleague everywhere else. A bad key is refused, a dead session is nobody.
 */
export async function sessionActor(request: Request, open: Open, place: Place): Promise<Actor | undefined> {
  const bearer = bearerOf(request)
  if (bearer !== undefined) return open(async (ctx) => keyOrRefusal(await actorOfKey(ctx, bearer)))
  const secure = place.publicUrl.startsWith('https:')
  const staff = cookieOf(request, staffCookie, { secure })
  const contact = cookieOf(request, contactCookie, { secure })
  if (!staff && !contact) return undefined
  refuseForeignSites(request, place.publicUrl)
  return open(async (ctx) => {
    const asColleague = async () => (staff ? actorOfSession(ctx, staff) : undefined)
    const asContact = async () => (contact ? actorOfContactSession(ctx, contact) : undefined)
    return inPortal(request) ? ((await asContact()) ?? (await asColleague())) : ((await asColleague()) ?? (await asContact()))
  })
}

/** A key of ours in the Authorization header; other schemes belong to other doors. */
function bearerOf(request: Request): string | undefined {
  const match = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')
  return match?.[1]?.startsWith(keyMark) ? match[1] : undefined
}

function keyOrRefusal(actor: Actor | undefined): Actor {
  if (!actor) throw new Refusal('unauthenticated', 'api_key.invalid', 'This API key is unknown, over or was revoked.')
  return actor
}

/**
 * A browser adds cookies to what other sites ask it to send. Acts are taken only from our own pages: `Sec-Fetch-Site: same-origin`
 * (or `none`, typed by the reader), and from browsers without that header an `Origin` of ours. Programs that send neither carry no
 * cookie that a site could borrow.
 */
function refuseForeignSites(request: Request, publicUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site ? site === 'same-origin' || site === 'none' : origin === null || isOurs(origin, request, publicUrl)) return
  throw new Refusal(
    'forbidden',
    'session.cross_site',
    'This was sent from a page of another site. Open Quarterdeck itself and repeat it there.',
  )
}

/** A form of ours comes from a page of ours, and its browser says so; what says nothing is no browser. */
export function requireOwnPage(request: Request, publicUrl: string): void {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (site ? site === 'same-origin' : origin !== null && isOurs(origin, request, publicUrl)) return
  throw new Refusal('forbidden', 'form.cross_site', 'This was sent from another site. Open the page here and send it again.')
}

/** The public address, or the very host that the browser spoke to: a house may be reached by several names. */
function isOurs(origin: string, request: Request, publicUrl: string): boolean {
  return origin === new URL(publicUrl).origin || origin === new URL(request.url).origin
}

/** The portal's own paths, and what its pages ask of common paths such as `/api/session`. */
function inPortal(request: Request): boolean {
  const page = request.headers.get('referer')
  const asking = page !== null && URL.canParse(page) ? new URL(page).pathname : ''
  return new URL(request.url).pathname.startsWith('/api/portal/') || asking === '/portal' || asking.startsWith('/portal/')
}

/** How a door learns who sent a request. */
export type WhoAsks = (request: Request, open: Open, place: Place) => Promise<Actor | undefined>
