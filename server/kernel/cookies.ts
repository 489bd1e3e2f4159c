/** A cookie that a command sets; the HTTP door writes the header, since only it knows whether the house speaks https. */
type Cookie = {
  name: string
  /** empty: take the cookie away */
  value: string
  /** seconds until the browser forgets it; without it, when the browser closes */
  maxAge?: number
}

const carried = Symbol('cookies')

/** Lays cookies beside an answer where only the HTTP door sees them: no JSON, no stored answer, no log holds a session token. */
export function withCookies<T extends object>(answer: T, cookies: Cookie[]): T {
  Object.defineProperty(answer, carried, { value: cookies, enumerable: false })
  return answer
}

/** The cookies that a command laid beside its answer. */
export function cookiesIn(answer: unknown): Cookie[] {
  if (typeof answer !== 'object' || answer === null || !(carried in answer)) return []
  return answer[carried] as Cookie[]
}

/** The same as `Set-Cookie` values (RFC 6265): HttpOnly, SameSite=Lax; over https also Secure, under the `__Host-` prefix. */
export function cookiesOf(answer: unknown, options: { secure: boolean }): string[] {
  return cookiesIn(answer).map((cookie) => {
    const age = cookie.value === '' ? 0 : cookie.maxAge
    const parts = [`${options.secure ? '__Host-' : ''}${cookie.name}=${cookie.value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
    if (options.secure) parts.push('Secure')
    if (age !== undefined) parts.push(`Max-Age=${age}`)
    return parts.join('; ')
  })
}

/** The value of a cookie that a request carries; over https only the `__Host-` form counts, which no sibling host can plant. */
export function cookieOf(request: Request, name: string, options: { secure: boolean }): string | undefined {
  const wanted = `${options.secure ? '__Host-' : ''}${name}`
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim() || undefined
  }
  return undefined
}
