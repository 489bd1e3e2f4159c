import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context as Hono_, Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { bodyLimit } from 'hono/body-limit'
import type { Actor } from '../kernel/context.ts'
import { cookieOf, cookiesOf, withCookies } from '../kernel/cookies.ts'
import { escapeHtml } from '../kernel/html.ts'
import { type OpenHouse, visitor } from '../kernel/house.ts'
import { tagHeld } from '../kernel/etags.ts'
import { derivedKey } from '../kernel/keys.ts'
import type { Within } from '../kernel/limits.ts'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import type { Endpoint, FormDoor, FormState, PublicPage } from '../kernel/room.ts'
import { shell } from '../kernel/shell.ts'
import { call } from './call.ts'
import { addressOf, countryOf, limitKey } from './request.ts'
import { requireOwnPage, type WhoAsks } from './session.ts'
import { nothingToSee, siteOf } from './site.ts'

/** What forms do is asked of these, as whoever sends them. */
export type Forms = { endpoints: readonly Endpoint[]; whoAsks: WhoAsks; within: Within }

/** Bytes of a form. */
const mostBytes = 64 * 1024
/** Hours for which a form that was opened can be sent. */
const formHours = 12
/** The browser that a form was given to; a token fits no other. */
const formCookie = 'qd_form'

/** Pages of the rooms at the root, their forms, and the addresses that they had before. */
export function publicDoors(app: Hono, house: OpenHouse, forms: Forms): void {
  for (const page of house.rooms.flatMap((room) => room.publicPages)) {
    for (const former of page.formerly ?? []) app.get(former, (c) => c.redirect(page.path + new URL(c.req.url).search, 301))
    app.get(page.path, (c) => shown(c, house, page, { within: forms.within }))
    if (page.form) app.post(page.path, bodyLimit({ maxSize: mostBytes }), sent(house, page, page.form, forms))
  }
}

type Showing = { fields?: Record<string, string>; refused?: Refusal; cookies?: readonly string[]; within?: Within }

/** The page, with a form of its own for this browser where it has one. */
async function shown(
  c: Hono_,
  house: OpenHouse,
  page: PublicPage,
  { fields = {}, refused, cookies = [], within }: Showing,
): Promise<Response> {
  const { publicUrl } = house.settings
  const secure = publicUrl.startsWith('https:')
  const params = { ...c.req.query(), ...c.req.param() } as Record<string, string>
  const browser = (page.form && cookieOf(c.req.raw, formCookie, { secure })) ?? randomBytes(16).toString('base64url')
  const form: FormState | undefined = page.form && {
    token: tokenFor(page.path, browser, house.clock()),
    fields,
    ...(refused ? { problem: { code: refused.code, text: refused.message, unmet: refused.unmet } } : {}),
  }
  try {
    within?.(`page ${page.path}`, page.perMinute, limitKey(c, house))
    const html = await house.openAs(visitor, async (ctx) => page.render(ctx, params, await siteOf(ctx, house), form))
    if (html.moved) return c.redirect(html.moved, html.unsure ? 302 : 301)
    const twin = twinOf(c, page)
    if (twin !== undefined) return new Response(null, { status: 303, headers: { location: c.req.path + twin, vary: 'Accept' } })
    const text = shell(html, publicUrl, c.req.path)
    if (html.kept && !form) return keptPage(c, text, page.twins ? { vary: 'Accept' } : {})
    const headers = new Headers({ 'content-type': 'text/html; charset=utf-8' })
    if (form) headers.set('cache-control', 'no-store')
    for (const cookie of cookies) headers.append('set-cookie', cookie)
    const own = withCookies({}, [{ name: formCookie, value: browser }])
    if (form) for (const cookie of cookiesOf(own, { secure })) headers.append('set-cookie', cookie)
    return new Response(text, { status: refused?.status ?? 200, headers })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const html = { title: 'Not possible', description: error.message, body: await refusedBody(house, page, error), unlisted: true } as const
    return c.html(shell(html, publicUrl, c.req.path), error.status as 422)
  }
}

/** What there is no page of is said in the frame of the site, with the page above it; any other refusal costs nothing more. */
async function refusedBody(house: OpenHouse, page: PublicPage, error: Refusal): Promise<string> {
  const [above = '/'] = page.path.split('/:')
  if (error.status !== 404)
    return `<main class="page"><h1>${escapeHtml(error.message)}</h1><p><a href="${escapeHtml(above)}">Start again</a></p></main>`
  const list = house.rooms.flatMap((room) => room.publicPages).find(({ path }) => path === above)
  return nothingToSee(house, {
    title: error.message.replace(/\.$/, ''),
    text: 'The link may be old, or part of it was lost.',
    back: { title: list ? `Back to ${list.title}` : 'Start page', href: above },
  })
}

/** What follows the address of the type that was asked for rather than a page. */
function twinOf(c: Hono_, { twins = {} }: PublicPage): string | undefined {
  const type = accepts(c, { header: 'Accept', supports: ['text/html', ...Object.keys(twins)], default: 'text/html' })
  return twins[type]
}

/** A page that is the same for everybody, with a strong tag of its bytes. */
function keptPage(c: Hono_, text: string, more: Record<string, string>): Response {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const headers = { etag, 'cache-control': 'public, max-age=60, stale-while-revalidate=600', ...more }
  const held = tagHeld(c.req.header('if-none-match'), etag)
  if (held !== undefined) return new Response(null, { status: 304, headers: { ...headers, etag: held } })
  return new Response(text, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } })
}

/** A form that came: from our own page, not too often, with the token that this browser was given; a refusal stands above what was typed. */
function sent(house: OpenHouse, page: PublicPage, form: NonNullable<PublicPage['form']>, forms: Forms) {
  return async (c: Hono_): Promise<Response> => {
    let fields: Record<string, string> = {}
    let cookies: readonly string[] = []
    try {
      const { publicUrl } = house.settings
      const secure = publicUrl.startsWith('https:')
      requireOwnPage(c.req.raw, publicUrl)
      forms.within(`form ${page.path}`, form.perMinute, limitKey(c, house))
      const { token = '', ...typed } = await fieldsOf(c)
      fields = typed
      const browser = cookieOf(c.req.raw, formCookie, { secure }) ?? ''
      if (!fits(token, page.path, browser, house.clock())) {
        throw new Refusal(
          'refused',
          'form.over',
          'This form was open for too long, or your browser takes no cookies. Look it over and send it again.',
        )
      }
      const door = await doorFor(c, house, forms, token)
      // who signed in on the way stays so, whatever is refused after it
      cookies = door.cookies
      const answer = await form.submit(door, typed)
      if ('again' in answer) return await shown(c, house, page, { fields: answer.again, cookies })
      const headers = new Headers({ location: answer.to })
      for (const cookie of cookies) headers.append('set-cookie', cookie)
      return new Response(null, { status: 303, headers })
    } catch (error) {
      if (!isRefusal(error)) throw error
      return shown(c, house, page, { fields, refused: error, cookies })
    }
  }
}

async function fieldsOf(c: Hono_): Promise<Record<string, string>> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new Refusal('invalid', 'form.unreadable', 'This is not a form of ours.')
  }
  const read = [...new URLSearchParams(await c.req.text())].map(([name, value]) => [name, value.trim()] as const)
  if (new Set(read.map(([name]) => name)).size < read.length) throw new Refusal('invalid', 'form.unreadable', 'A field came twice.')
  return Object.fromEntries(read)
}

/** The operations for whoever sends the form. A token is a key: what was sent twice is done once. */
async function doorFor(c: Hono_, house: OpenHouse, { endpoints, whoAsks, within }: Forms, token: string) {
  const { publicUrl } = house.settings
  const address = addressOf(c, house)
  const agent = (c.req.header('user-agent') ?? '').slice(0, 300)
  const country = countryOf(c.req.raw, house)
  const as = async (request: Request): Promise<Actor> => {
    const found = await whoAsks(request, house.open, { publicUrl, address })
    return { ...(found ?? visitor), address, agent, ...(country && { country }) }
  }
  const cookies: string[] = []
  let actor = await as(c.req.raw)
  const door: FormDoor = {
    actor: () => actor,
    call: async (operation, input) => {
      const bound = endpoints.find((one) => one.operation.name === operation.name)
      if (!bound) throw new Error(`no room binds ${operation.name}`)
      // the bucket of whoever asks the operation itself
      within(operation.name, bound.operation.perMinute, limitKey(c, house))
      const { answer } = await call(house, bound, actor, input, { key: `form ${token}` })
      const set = cookiesOf(answer, { secure: publicUrl.startsWith('https:') })
      cookies.push(...set)
      if (set.length > 0) actor = await as(new Request(c.req.url, { headers: { cookie: set.map((one) => one.split(';')[0]).join('; ') } }))
      return answer as never
    },
  }
  return { ...door, cookies }
}

/** When it was given out, a number of its own, and a proof over both, the page and the browser. */
function tokenFor(path: string, browser: string, now: Date): string {
  const given = `${Math.trunc(now.getTime() / 1000).toString(36)}.${randomBytes(9).toString('base64url')}`
  return `${given}.${proofOf(path, browser, given)}`
}

function fits(token: string, path: string, browser: string, now: Date): boolean {
  const [at = '', number = '', proof = ''] = token.split('.')
  const age = now.getTime() / 1000 - Number.parseInt(at, 36)
  const [given, right] = [Buffer.from(proof), Buffer.from(proofOf(path, browser, `${at}.${number}`))]
  return browser !== '' && age >= -60 && age < formHours * 3600 && given.length === right.length && timingSafeEqual(given, right)
}

function proofOf(path: string, browser: string, given: string): string {
  return createHmac('sha256', derivedKey('public.forms'))
    .update(JSON.stringify([path, browser, given]))
    .digest('base64url')
}
