import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { codeOf } from '../kernel/fault.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { HouseSettings } from '../kernel/settings.ts'
import type { Door } from './http.ts'

/** `PORT=0` takes a free one; it is known before anything is opened, since links and cookies are made of the public address. */
export async function withPort(settings: HouseSettings): Promise<HouseSettings> {
  if (settings.port !== 0) return settings
  const probe = createServer().listen(0, settings.host)
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return { ...settings, port, publicUrl: settings.publicUrl.replace(/:0$/, `:${port}`) }
}

/** Begins to answer at the address of the settings; refuses `port.taken` where somebody else does already. */
export async function listen(settings: HouseSettings, door: Door): Promise<ServerType> {
  // who sends a byte a minute holds a connection for a minute and a half at most
  const serverOptions = { headersTimeout: 20_000, requestTimeout: 90_000 }
  const server = serve({ fetch: door.fetch, port: settings.port, hostname: settings.host, serverOptions })
  try {
    await once(server, 'listening')
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    const text = `Something listens on ${settings.host}:${settings.port} already. Stop it, or give another port: --port ${settings.port + 1}.`
    throw new Refusal('conflict', 'port.taken', text)
  }
  return server
}

/** Open requests have three seconds to end. */
export async function closeServer(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  const hurry = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3000)
  await closed
  clearTimeout(hurry)
}
