import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { quietLog } from '../../../kernel/log.ts'
import { type CallOut, outbound } from '../../../kernel/outbound/fetch.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { headIn, packet } from '../rules/sources.ts'
import type { SourceTable } from '../tables-sources.ts'
import { exported, gitSays, repositoryAt } from './repositories.ts'

const [mostPack, mostHeads, longest] = [200 * 1024 * 1024, 5 * 1024 * 1024, 60_000]

type Found = { tip: string; stream: () => Promise<Buffer> }
type Where = Pick<SourceTable, 'kind' | 'address'>

/** What a repository stands at, and how it is read; nothing of it is read before somebody asks for the stream. */
export async function found({ kind, address }: Where, settings: Context['settings']): Promise<Found> {
  if (kind === 'folder') {
    const path = await repositoryAt(settings.gitFolder, address)
    const heads = await gitSays(path, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads'])
    return { tip: sha256(heads), stream: () => exported(path) }
  }
  // the address was typed on a screen: what the operator opened for others does not hold for it
  const call = outbound({ outboundAllow: [], outboundLoopback: settings.outboundLoopback }, quietLog)
  const tip = await tipAt(call, address)
  return { tip, stream: () => fetched(call, address, tip) }
}

async function tipAt(call: CallOut, address: string): Promise<string> {
  const { status, bytes } = await call({
    ...asked(address),
    url: `${address}/info/refs?service=git-upload-pack`,
    mostBytes: mostHeads,
    redirects: 1,
  })
  const tip = status === 200 ? headIn(bytes) : undefined
  if (tip === undefined)
    throw new Refusal('refused', 'source.no_repository', `There is no repository that anyone may read at this address (${status}).`)
  return tip
}

function asked(address: string) {
  return { caller: 'handbook.sources', hosts: [new URL(address).hostname], opened: false, mostMs: longest }
}

/** All of what a repository stands at, in a place of its own for as long as it is read. */
async function fetched(call: CallOut, address: string, tip: string): Promise<Buffer> {
  const { status, bytes } = await call({
    ...asked(address),
    ...{ url: `${address}/git-upload-pack`, method: 'POST', mostBytes: mostPack },
    headers: { 'content-type': 'application/x-git-upload-pack-request', accept: 'application/x-git-upload-pack-result' },
    body: `${packet(`want ${tip} ofs-delta agent=quarterdeck\n`)}0000${packet('done\n')}`,
  })
  const at = bytes.indexOf('PACK')
  if (status !== 200 || at < 0 || at > 200) throw unreadable()
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-git-'))
  try {
    await gitSays(folder, ['init', '-q', '--bare', folder])
    await indexed(folder, bytes.subarray(at))
    await gitSays(folder, ['update-ref', 'refs/heads/main', tip])
    return await exported(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What came is looked through by git: each thing is what its name says. */
function indexed(folder: string, pack: Buffer): Promise<void> {
  return new Promise((done, fail) => {
    const git = spawn('git', [`--git-dir=${folder}`, 'index-pack', '--stdin', '--strict', `--max-input-size=${mostPack}`], {
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: longest,
    })
    git.on('error', () => fail(unreadable()))
    git.on('close', (code) => (code === 0 ? done() : fail(unreadable())))
    // it may end before it has read all
    git.stdin.on('error', () => undefined)
    git.stdin.end(pack)
  })
}

function unreadable(): Refusal {
  return new Refusal('refused', 'source.unreadable', 'The repository answers with something that git cannot read.')
}
