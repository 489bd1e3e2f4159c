import type { WireDoor } from '../../kernel/room.ts'
import { found, later, preflight } from './ingest/ingest.ts'
import { life } from './life.ts'

/** Paths that telemetry clients have built in; the short ones are the older names of the same doors. */
const items: Record<string, string[]> = {
  identify: ['/v1/identify', '/v1/i'],
  track: ['/v1/track', '/v1/t'],
  page: ['/v1/page', '/v1/p'],
  screen: ['/v1/screen', '/v1/s'],
  group: ['/v1/group', '/v1/g'],
  alias: ['/v1/alias', '/v1/a'],
}
const batches = ['/v1/batch', '/v1/b', '/v1/import']

export const wireDoors: WireDoor[] = [
  ...batches.flatMap((path) => taking(path, 'batch')),
  ...Object.entries(items).flatMap(([type, paths]) => paths.flatMap((path) => taking(path, 'item', type))),
  { method: 'GET', path: '/v1/projects/:key/settings', handle: async (request) => projectSettings(request) },
  { method: 'OPTIONS', path: '/v1/projects/:key/settings', handle: async () => preflight() },
  { method: 'GET', path: '/cluster-info', handle: async () => found({ nodeCount: 1 }) },
]

function taking(path: string, form: 'batch' | 'item', type?: string): WireDoor[] {
  return [
    {
      method: 'POST',
      path,
      handle: async (request, _open, from) =>
        (await life()?.ingest.take(request, from.address, form, type)) ?? later(503, 5, 'The house is still opening.'),
    },
    { method: 'OPTIONS', path, handle: async () => preflight() },
  ]
}

/** What browser clients fetch first: where to send, and that every event may be sent. */
function projectSettings(request: Request): Response {
  const url = new URL(request.url)
  const key = decodeURIComponent(url.pathname.split('/')[3] ?? '')
  return found({
    integrations: { 'Segment.io': { apiKey: key, apiHost: `${url.host}/v1` } },
    plan: { track: { __default: { enabled: true, integrations: {} } } },
  })
}
