#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { type Environment, type MattermostCheck, type PublicKey, verifyMattermostLicence } from './mattermost.ts'

const usage = `licence-verify FILE --key PEM [--test-key PEM] [--expect prod|test] [--at INSTANT] [--json]

Checks a licence file without a network. Exit code: 0 in force, 1 not, 2 unreadable or used wrongly.
  --key       file with the public key of production licences (may be repeated)
  --test-key  file with the public key of test licences, to tell a wrong environment from a wrong signature
  --at        check as of an instant such as 2027-02-01T00:00:00Z instead of now`

type Asked = {
  file: string
  keys: { path: string; environment: Environment }[]
  expect: Environment
  at: Date
  json: boolean
}

/** Runs the command over its arguments (without program names); answers the exit code. */
export async function run(args: readonly string[], write: (line: string) => void): Promise<0 | 1 | 2> {
  try {
    const asked = read(args)
    if (!asked) {
      write(usage)
      return 2
    }
    const keys: PublicKey[] = []
    for (const key of asked.keys)
      keys.push({
        pem: await readFile(key.path, 'utf8'),
        environment: key.environment,
      })
    const check = await verifyMattermostLicence(await readFile(asked.file, 'utf8'), keys, asked.at, asked.expect)
    write(asked.json ? JSON.stringify(check, null, 2) : inWords(check))
    if (check.ok) return 0
    return check.payload ? 1 : 2
  } catch (error) {
    write(error instanceof Error ? error.message : String(error))
    return 2
  }
}

function read(args: readonly string[]): Asked | undefined {
  const asked: Asked = {
    file: '',
    keys: [],
    expect: 'prod',
    at: new Date(),
    json: false,
  }
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') asked.json = true
    else if (word === '--key') asked.keys.push({ path: rest.shift() ?? '', environment: 'prod' })
    else if (word === '--test-key') asked.keys.push({ path: rest.shift() ?? '', environment: 'test' })
    else if (word === '--expect') asked.expect = rest.shift() === 'test' ? 'test' : 'prod'
    else if (word === '--at') asked.at = new Date(rest.shift() ?? '')
    else if (word.startsWith('-') || asked.file) return undefined
    else asked.file = word
  }
  if (Number.isNaN(asked.at.getTime())) throw new TypeError('--at needs an instant such as 2027-02-01T00:00:00Z')
  return asked.file && asked.keys.length > 0 ? asked : undefined
}

function inWords(check: MattermostCheck): string {
  const lines = [check.ok ? 'Genuine, and in force.' : `Not accepted: ${check.codes.join(', ')}`]
  if (check.ok && check.phase === 'not_started') lines[0] = 'Genuine; its term has not started.'
  if (check.ok && check.phase === 'grace') lines[0] = 'Genuine; expired, in its days of grace.'
  if (check.payload) {
    const { payload } = check
    lines.push(`licence   ${payload.id}`)
    lines.push(`customer  ${payload.customer.company}`)
    lines.push(
      `edition   ${payload.sku_name}, ${payload.features.users} seats${payload.extra_users ? ` (+${payload.extra_users} tolerated)` : ''}`,
    )
    lines.push(`term      ${new Date(payload.starts_at).toISOString()} to ${new Date(payload.expires_at).toISOString()}`)
    lines.push(`key       ${check.environment ?? 'unknown'}`)
  }
  for (const finding of check.findings) lines.push(`${finding.level === 'problem' ? 'problem' : 'note   '}   ${finding.text}`)
  return lines.join('\n')
}

// a command that npm installs is a link to this file
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  process.exitCode = await run(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
}
