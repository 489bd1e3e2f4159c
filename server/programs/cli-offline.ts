import { readFileSync } from 'node:fs'
import { verifyMattermostLicence } from '../../packages/licence-verifier/index.ts'

/** Commands that need no house: they work on a machine that has only a file and a public key. */
export async function offline(words: string[], argv: string[]): Promise<{ answer: unknown; code: number } | undefined> {
  if (words[0] !== 'licence' || words[1] !== 'verify' || !words[2]) return undefined
  const at = argv.indexOf('--key')
  const keyFile = at >= 0 ? argv[at + 1] : undefined
  if (!keyFile) return undefined
  const document = readFileSync(words[2], 'utf8')
  const finding = await verifyMattermostLicence(document, [{ pem: readFileSync(keyFile, 'utf8'), environment: 'prod' }], new Date())
  return { answer: finding, code: verdictCode(finding) }
}

/** What a script learns from a verification: a file that is not good is a no (2), whoever checked it. */
export function verdictCode(answer: unknown): number {
  return typeof answer === 'object' && answer !== null && Reflect.get(answer, 'ok') === true ? 0 : 2
}
