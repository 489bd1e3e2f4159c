import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ahead } from '../../../kernel/ahead.ts'
import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'

const run = promisify(execFile)
/** What git may write of a repository, and how long it may take. */
const [mostBytes, longest] = [200 * 1024 * 1024, 120_000]

/**
 * What `git fast-export` writes of a repository in the folder that the operator opened: by its name there, never by a path. A name that leads
 * out of the folder, by a link too, is no repository. Git is run without settings of this machine, and nothing of the repository runs.
 */
export async function streamOf(ctx: Context, name: string): Promise<Buffer> {
  const path = await repositoryAt(ctx.settings.gitFolder, name)
  return ahead(ctx, `handbook repository ${path} ${ctx.now.toISOString().slice(0, 16)}`, () => exported(path))
}

/** Where a repository of the opened folder lies. Refuses `import.repositories_closed` and `import.repository_unknown`. */
export async function repositoryAt(folder: string | undefined, name: string): Promise<string> {
  if (!folder)
    throw new Refusal(
      'refused',
      'import.repositories_closed',
      'No folder of repositories is opened here. Whoever runs this house names one: GIT_FOLDER.',
    )
  const root = await realpath(folder).catch(() => undefined)
  const path = root === undefined ? undefined : await realpath(join(root, name)).catch(() => undefined)
  if (path === undefined || dirname(path) !== root) throw unknown()
  return path
}

export function exported(path: string): Promise<Buffer> {
  return gitSays(path, ['fast-export', '-M', '--branches', '--signed-tags=strip'])
}

/** What git says of a repository, without settings of this machine. */
export async function gitSays(path: string, words: readonly string[]): Promise<Buffer> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  }
  const args = ['-c', `safe.directory=${path}`, `--git-dir=${path}`, ...words]
  try {
    const { stdout } = await run('git', args, { env, encoding: 'buffer', maxBuffer: mostBytes, timeout: longest })
    return stdout
  } catch {
    throw unknown()
  }
}

function unknown(): Refusal {
  return new Refusal('missing', 'import.repository_unknown', 'There is no repository of this name in the folder, or git cannot read it.')
}
