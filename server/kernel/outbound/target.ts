import { isIP } from 'node:net'
import { Refusal } from '../refusal.ts'
import { type Reach, reachOfAddress } from './address.ts'

/** What the operator opened beyond what callers name, read from `OUTBOUND_ALLOW`. */
export type Opened = readonly { host: string; port: number | undefined }[]
export type Guard = {
  /** hosts that the caller names: `api.stripe.com`, or `.zendesk.com` for what ends so */
  hosts: readonly string[]
  /** what the operator opened; private networks too, for callers that may go there */
  opened: Opened
  /** this machine may be called, by http and on any port: for tests and trials */
  loopback: boolean
}
export type Target = { url: URL; host: string; port: number }

const ports: ReadonlySet<number> = new Set([443, 8443])

/** Where an address leads, or a refusal: https, ports 443 and 8443, a host that was named, no password in the address. */
export function targetOf(text: string, guard: Guard): Target {
  const url = text.length <= 2048 && URL.canParse(text) ? new URL(text) : undefined
  if (!url)
    throw new Refusal('refused', 'outbound.url', 'This is no address that can be called. Give one such as https://example.com/hook.')
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port)
  const own = guard.loopback && isIP(host) > 0 && reachOfAddress(host) === 'loopback'
  const open = own || isOpened(host, port, guard)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && own))
    throw new Refusal('refused', 'outbound.scheme', 'Only https addresses are called: give the address with https://.')
  if (url.username !== '' || url.password !== '')
    throw new Refusal(
      'refused',
      'outbound.userinfo',
      'An address holds no user name and no password. Give them where the connection asks for them.',
    )
  if (!open && !guard.loopback && !ports.has(port)) throw new Refusal('refused', 'outbound.port', 'Only the ports 443 and 8443 are called.')
  if (isIP(host) === 0 && !host.includes('.'))
    throw new Refusal('refused', 'outbound.host', 'A host is named in full, such as hooks.example.com.')
  if (!open && !guard.hosts.some((named) => isNamed(host, named)))
    throw new Refusal(
      'refused',
      'outbound.host_not_named',
      `Nothing in the house is made to call ${host}. An operator may open it with OUTBOUND_ALLOW.`,
    )
  if (isIP(host) > 0) checkAddresses([host], { url, host, port }, guard)
  return { url, host, port }
}

/** Refuses a host of which any address is not for us: who answers with a good and a bad one is after the bad one. */
export function checkAddresses(addresses: readonly string[], { host, port }: Target, guard: Guard): void {
  const wrong = addresses.map(reachOfAddress).find((reach) => !mayReach(reach, host, port, guard))
  if (wrong === undefined && addresses.length > 0) return
  throw new Refusal('refused', 'outbound.address_blocked', `${host} leads to an address that is not called from here. Give a public host.`)
}

function mayReach(reach: Reach, host: string, port: number, guard: Guard): boolean {
  if (reach === 'public') return true
  if (reach === 'loopback') return guard.loopback
  // neighbours on the wire hold the keys of the machine: nobody opens them
  return reach === 'private' && isOpened(host, port, guard)
}

function isOpened(host: string, port: number, { opened }: Guard): boolean {
  return opened.some((one) => one.host === host && (one.port ?? port) === port)
}

function isNamed(host: string, named: string): boolean {
  return named.startsWith('.') ? host.endsWith(named) : host === named
}
