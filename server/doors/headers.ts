import { createHash, randomBytes } from 'node:crypto'
import type { Context as Hono_ } from 'hono'
import type { OpenHouse } from '../kernel/house.ts'
import { buildOf } from './build.ts'

/**
 * What every answer says to browsers. Scripts and styles only from our own files; the component library makes style elements of its own,
 * which carry the nonce of the page. Nothing is inline, nothing is evaluated, nobody may frame us or load our answers into another site.
 */
export function securityHeaders(house: OpenHouse, idOf: (c: Hono_) => string, webRoot?: string) {
  const https = house.settings.publicUrl.startsWith('https:')
  return async (c: Hono_, next: () => Promise<void>) => {
    await next()
    const { headers } = c.res
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'strict-origin-when-cross-origin')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-resource-policy', 'same-origin')
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()')
    headers.set('x-request-id', idOf(c))
    const build = c.req.path.startsWith('/api/') ? buildOf(webRoot) : undefined
    if (build) headers.set('quarterdeck-build', build)
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', policyWith())
    if (https) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  }
}

/** The content security policy; `styles` are further sources of style elements, such as a nonce or a hash. */
export function policyWith(...styles: string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...styles].join(' '),
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A page of the web app that knows its build, with a nonce of its own for the style elements that its component library makes. */
export function pageWithNonce(html: string, build: string | undefined): { html: string; policy: string } {
  const nonce = randomBytes(16).toString('base64')
  return {
    html: html.replace(
      '<head>',
      `<head><meta property="csp-nonce" nonce="${nonce}">${build ? `<meta name="build" content="${build}">` : ''}`,
    ),
    policy: policyWith(`'nonce-${nonce}'`),
  }
}

/** The source that allows exactly this text of a style element. */
export function styleHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
