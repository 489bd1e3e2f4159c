import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

/** The browser of this machine, or the one that came from npm; `env` is what it needs to find its libraries and fonts. */
type Chromium = { path: string; env: Record<string, string> }

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Quiet, without a sandbox (tests run as root in containers), and without a word to the outside. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** Opens a headless browser with a profile of its own. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  const { path, env } = await findChromium()
  return chromium.launch({ executablePath: path, args: chromiumArgs, env: { ...ownEnv(), ...env }, headless: true })
}

/** The system's browser if there is one (CHROMIUM names another), else the packed one, unpacked once per user and version. */
async function findChromium(): Promise<Chromium> {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const known = [process.env['CHROMIUM'] ?? '', ...names.flatMap((name) => folders.map((folder) => join(folder, name)))]
  const path = known.find((candidate) => candidate !== '' && runnable(candidate))
  return path ? { path, env: {} } : packed()
}

async function packed(): Promise<Chromium> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
  const manifest = JSON.parse(readFileSync(join(entry, '../../package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `quarterdeck-chromium-${process.getuid?.() ?? 0}-${manifest.version}`)
  if (!existsSync(folder)) await unpack(join(entry, '../../bin'), folder)
  const path = join(folder, 'chromium')
  // a bare machine lacks NSS; the pack brings it, and it is used only there
  const bare = spawnSync(path, ['--version'], { stdio: 'ignore' }).status !== 0
  const libraries: Record<string, string> = bare ? { LD_LIBRARY_PATH: join(folder, 'al2023/lib') } : {}
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
  return { path, env: { ...libraries, ...fonts } }
}

/** Unpacks beside and renames, so that two runs at once never use half a browser. */
async function unpack(bin: string, folder: string): Promise<void> {
  const half = `${folder}.${process.pid}`
  const before = process.env['TMPDIR']
  mkdirSync(half, { recursive: true, mode: 0o700 })
  // the package unpacks into the temporary folder, where one user's files would be in another's way
  process.env['TMPDIR'] = half
  try {
    const { inflate } = await import('@sparticuz/chromium')
    for (const part of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) await inflate(join(bin, part))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  if (existsSync(folder)) rmSync(half, { recursive: true, force: true })
  else renameSync(half, folder)
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function ownEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
