import { fork, type ChildProcess } from 'node:child_process'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { conditions, median, printFigure } from './figure.ts'

/**
 * Telemetry ingest: events a second that are acknowledged after they are on the disk, through the house's own HTTP door, beside a bare
 * Node server that does JSON.parse, append and grouped fdatasync and nothing else. Batches of 100 events of about 450 bytes over
 * kept-alive connections; both servers are processes of their own; rounds alternate. The sender shares the machine with both.
 */
const rounds = 5
const seconds = 3
const connections = 64

type Server = { child: ChildProcess; port: number; key: string }

function event(at: number) {
  return {
    type: 'track',
    event: 'activity',
    userId: `s${String(at % 1750).padStart(25, '0')}`,
    timestamp: '2026-06-15T09:00:00.000Z',
    messageId: crypto.randomUUID(),
    context: { library: { name: 'analytics-go', version: '3.3.0' }, ip: '0.0.0.0' },
    properties: {
      active_users_daily: at % 300,
      active_users_monthly: 400,
      registered_users: 512,
      registered_deactivated_users: 12,
      version: '10.2.1',
      edition: 'enterprise',
      license_id: 'abcdefghijklmnopqrstuvwxyz',
      posts: 120_000 + at,
      channels: 420,
    },
  }
}

const bodies = Array.from({ length: 40 }, (_, batch) =>
  Buffer.from(
    JSON.stringify({ batch: Array.from({ length: 100 }, (_one, at) => event(batch * 100 + at)), sentAt: '2026-06-15T09:00:01.000Z' }),
  ),
)
const packed = bodies.map((body) => gzipSync(body, { level: 6 }))

async function start(file: string): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'ingest', file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const { port, key } = await new Promise<{ port: number; key: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number; key: string }))
    child.once('exit', () => reject(new Error(`${file} ended early`)))
  })
  return { child, port, key }
}

async function cpuOf(server: Server): Promise<number> {
  server.child.send('cpu')
  return new Promise((resolve) => server.child.once('message', (message) => resolve(Number(message))))
}

async function run(server: Server, payloads: Buffer[], gzip: boolean): Promise<{ perSecond: number; cpu: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const headers = {
    authorization: `Basic ${Buffer.from(`${server.key}:`).toString('base64')}`,
    'content-type': 'application/json',
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
  }
  const before = await cpuOf(server)
  const begun = performance.now()
  const until = begun + seconds * 1000
  let sent = 0
  async function sender(first: number): Promise<void> {
    for (let at = first; performance.now() < until; at += connections) {
      const body = payloads[at % payloads.length] as Buffer
      await new Promise<void>((resolve, reject) => {
        const call = request(
          {
            port: server.port,
            host: '127.0.0.1',
            path: '/v1/batch',
            method: 'POST',
            agent,
            headers: { ...headers, 'content-length': body.length },
          },
          (response) => {
            response.resume()
            if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`))
            response.once('end', resolve)
          },
        )
        call.once('error', reject)
        call.end(body)
      })
      sent += 100
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, first) => sender(first)))
  const perSecond = sent / ((performance.now() - begun) / 1000)
  agent.destroy()
  return { perSecond, cpu: ((await cpuOf(server)) - before) / 1e6 }
}

conditions()
const bare = await start('bare.ts')
const house = await start('house.ts')
printFigure('one batch', `100 events, ${bodies[0]?.length} bytes, ${packed[0]?.length} packed`)
for (const [name, payloads, gzip, aim] of [
  ['plain', bodies, false, 0.8],
  ['gzip', packed, true, 0.7],
] as const) {
  const ours: number[] = []
  const theirs: number[] = []
  const cpus = { ours: 0, theirs: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const control = await run(bare, payloads, gzip)
    const own = await run(house, payloads, gzip)
    theirs.push(control.perSecond)
    ours.push(own.perSecond)
    cpus.ours += own.cpu / own.perSecond
    cpus.theirs += control.cpu / control.perSecond
  }
  printFigure(`${name}: bare server, events/s (median of ${rounds})`, Math.round(median(theirs)).toLocaleString('en-US'))
  printFigure(`${name}: quarterdeck, events/s`, Math.round(median(ours)).toLocaleString('en-US'))
  printFigure(`${name}: ratio (aim ≥ ${aim})`, (median(ours) / median(theirs)).toFixed(2))
  printFigure(`${name}: CPU for one event, ratio`, (cpus.ours / cpus.theirs).toFixed(2))
}
for (const server of [bare, house]) {
  server.child.send('stop')
  await new Promise((resolve) => server.child.once('exit', resolve))
}
