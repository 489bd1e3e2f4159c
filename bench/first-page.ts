import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conditions, median, printFigure } from './figure.ts'

/**
 * First page: the time until the HTML, its scripts and styles and the session answer are all here, beside a bare Node server that
 * sends the same bytes from memory; and the time from starting the program to the first page on an existing data folder.
 */
const root = join(import.meta.dirname, '..')
const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'))
const port = 20_000 + Math.floor(Math.random() * 20_000)
const base = `http://127.0.0.1:${port}`

async function start(): Promise<{ ms: number; stop: () => Promise<void> }> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['server/programs/main.ts'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: 'inherit',
  })
  for (;;) {
    const ready = await fetch(`${base}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await page(base)
  const ms = performance.now() - begun
  return { ms, stop: () => new Promise((resolve) => child.once('exit', () => resolve()).kill('SIGTERM')) }
}

async function page(from: string): Promise<number> {
  const begun = performance.now()
  const html = await (await fetch(`${from}/app/`)).text()
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1])
  await Promise.all([...assets, '/api/session'].map(async (path) => (await fetch(from + path)).arrayBuffer()))
  return performance.now() - begun
}

/** The same answers from memory, nothing else. */
async function bare(): Promise<{ url: string; close: () => void }> {
  const html = readFileSync(join(root, 'dist/web/index.html'))
  const session = Buffer.from(await (await fetch(`${base}/api/session`)).arrayBuffer())
  const files = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/assets/') && !files.has(path)) files.set(path, readFileSync(join(root, 'dist/web', path)))
    response.end(path === '/app/' ? html : path === '/api/session' ? session : files.get(path))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, close: () => server.close() }
}

const first = await start()
await first.stop()
const second = await start()
const control = await bare()
const ours: number[] = []
const theirs: number[] = []
for (let round = 0; round < 60; round += 1) {
  ours.push(await page(base))
  theirs.push(await page(control.url))
}
control.close()
await second.stop()
rmSync(dataDir, { recursive: true, force: true })
conditions()
printFigure('first start to first page', `${(first.ms / 1000).toFixed(2)} s`)
printFigure('second start to first page', `${(second.ms / 1000).toFixed(2)} s`)
printFigure(
  'page, session and assets: median',
  `${median(ours).toFixed(1)} ms; bare server ${median(theirs).toFixed(1)} ms; ratio ${(median(ours) / median(theirs)).toFixed(2)}`,
)
