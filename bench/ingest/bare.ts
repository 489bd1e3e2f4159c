import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The least that an honest ingest server can do: parse, append, and answer when a grouped fdatasync has happened. */
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bare-'))
const file = await open(join(folder, 'events.ndjson'), 'a')
let waiting: { body: Buffer; done: () => void }[] = []
let busy = false

async function flush(): Promise<void> {
  if (busy) return
  busy = true
  while (waiting.length > 0) {
    const group = waiting
    waiting = []
    await file.writev(group.flatMap(({ body }) => [body, Buffer.from('\n')]))
    await file.datasync()
    for (const one of group) one.done()
  }
  busy = false
}

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const sent = Buffer.concat(parts)
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
    JSON.parse(body.toString('utf8'))
    waiting.push({ body, done: () => response.end('{"success":true}') })
    setTimeout(() => void flush(), 5)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0, key: 'none' })
})
process.on('message', (message) => {
  if (message === 'cpu') process.send?.(process.cpuUsage().user + process.cpuUsage().system)
  if (message !== 'stop') return
  server.closeAllConnections()
  server.close(() => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(0)
  })
})
