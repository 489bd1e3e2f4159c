import { type Damage, type Document, decodeDocument } from './document.ts'
import { type MattermostPayload, readPayload } from './payload.ts'
import { builtInGraceMs, type Phase, phaseAt } from './phase.ts'

/** Which builds of the vendor's product accept a key. */
export type Environment = 'prod' | 'test'
export type PublicKey = { pem: string; environment: Environment }

export type FindingCode =
  | 'malformed'
  | 'signature.invalid'
  | 'environment.mismatch'
  | 'key.missing'
  | 'payload.incomplete'
  | 'expired'
  | 'in_grace'
  | 'not_started'
  | 'flags.absent'
  | 'trial'
  | 'text.repaired'

/** One thing that was found. A problem means that the product would not run on this file; a note does not. */
export type Finding = {
  code: FindingCode
  level: 'problem' | 'note'
  text: string
}

export type MattermostCheck = {
  /** genuine, meant for these builds, readable, and in force or about to be */
  ok: boolean
  /** codes of the problems, the gravest first */
  codes: FindingCode[]
  findings: Finding[]
  /** whose key verified the signature */
  environment: Environment | null
  payload: MattermostPayload | null
  phase: Phase | null
}

/**
 * Checks a licence text offline: RSA-2048, PKCS#1 v1.5, SHA-512 over the payload bytes. `expect` says for which builds the file is
 * meant; the keys of the other environment are tried only to tell a wrong environment from a wrong signature.
 * Never throws on input; a key that is no SPKI PEM is an error of the caller and is thrown.
 */
export async function verifyMattermostLicence(
  document: string,
  publicKeys: readonly PublicKey[],
  at: Date,
  expect: Environment = 'prod',
): Promise<MattermostCheck> {
  const parts = decodeDocument(document)
  const findings: Finding[] = parts.damages.map((damage) => ({
    code: 'malformed',
    level: 'problem',
    text: damageTexts[damage],
  }))
  for (const repair of parts.repairs)
    findings.push({
      code: 'text.repaired',
      level: 'note',
      text: repairTexts[repair],
    })
  if (!parts.payload || !parts.signature) return checkOf(findings, null, null, null)

  const signer = await signerOf(parts, publicKeys)
  if (publicKeys.length === 0) findings.push(problem('key.missing', 'No public key was given, so nothing about the file can be trusted.'))
  else if (!signer)
    findings.push(problem('signature.invalid', 'No known key made this signature: the file was changed, or it is not ours.'))
  else if (signer.environment !== expect) findings.push(problem('environment.mismatch', environmentText(signer.environment, expect)))

  const { payload, missing } = readPayload(new TextDecoder().decode(parts.payload))
  if (!payload) findings.push(problem('payload.incomplete', unreadable(missing)))
  else if (missing.length > 0)
    findings.push(note('flags.absent', `${missing.length} flags are absent; the product reads an absent flag as "on".`))
  if (!payload) return checkOf(findings, signer?.environment ?? null, null, null)

  const phase = phaseAt(payload, at.getTime())
  findings.push(...phaseFindings(payload, phase))
  if (payload.is_trial) findings.push(note('trial', 'This is a trial licence.'))
  return checkOf(findings, signer?.environment ?? null, payload, phase)
}

async function signerOf(parts: Document, publicKeys: readonly PublicKey[]): Promise<PublicKey | undefined> {
  for (const key of publicKeys) if (await verifies(parts, key.pem)) return key
  return undefined
}

async function verifies(parts: Document, pem: string): Promise<boolean> {
  if (!parts.payload || !parts.signature) return false
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }
  const key = await crypto.subtle.importKey('spki', derOf(pem), algorithm, false, ['verify'])
  return crypto.subtle.verify(algorithm, key, parts.signature, parts.payload)
}

function derOf(pem: string): Uint8Array<ArrayBuffer> {
  const body = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem)?.[1]
  if (!body) throw new TypeError('a public key must be PEM with a PUBLIC KEY block')
  return Uint8Array.from(atob(body.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
}

function phaseFindings(payload: MattermostPayload, phase: Phase): Finding[] {
  const day = (ms: number) => new Date(ms).toISOString()
  if (phase === 'not_started')
    return [note('not_started', `Its term starts at ${day(payload.starts_at)}; the product runs on it at once all the same.`)]
  if (phase === 'grace') {
    const until = day(payload.expires_at + builtInGraceMs)
    return [
      note(
        'in_grace',
        `It expired at ${day(payload.expires_at)}; an installed copy keeps working until ${until}, a new upload is refused.`,
      ),
    ]
  }
  if (phase === 'terminated') return [problem('expired', `It expired at ${day(payload.expires_at)} and its days of grace are over.`)]
  return []
}

function checkOf(
  findings: Finding[],
  environment: Environment | null,
  payload: MattermostPayload | null,
  phase: Phase | null,
): MattermostCheck {
  const codes = [...new Set(findings.filter((finding) => finding.level === 'problem').map((finding) => finding.code))]
  return {
    ok: codes.length === 0,
    codes,
    findings,
    environment,
    payload,
    phase,
  }
}

function unreadable(missing: string[]): string {
  if (missing[0] === 'json') return 'What it says cannot be read: most of the copy is damaged.'
  return `It lacks what a licence must say: ${missing.slice(0, 5).join(', ')}.`
}

function environmentText(found: Environment, expected: Environment): string {
  const builds = { prod: 'production builds', test: 'test builds' }
  return `The signature is genuine, but made for ${builds[found]}: ${builds[expected]} refuse it.`
}

const problem = (code: FindingCode, text: string): Finding => ({
  code,
  level: 'problem',
  text,
})
const note = (code: FindingCode, text: string): Finding => ({
  code,
  level: 'note',
  text,
})

const damageTexts: Record<Damage, string> = {
  empty: 'There is no text in it.',
  html: 'It holds HTML or mail mark-up. Download the file itself instead of copying from a mail.',
  base64url: 'It is written in the URL alphabet (- and _); the product reads only + and /.',
  blanks: 'There are blanks in it; the product refuses them. Download the file again.',
  truncated: 'Its length is not a multiple of four: the end was cut off. Download the file again.',
  double_encoded: 'It was encoded twice. Decode it once, or download the file again.',
  not_base64: 'It is not a base64 text. Choose the .mattermost-license file.',
  not_canonical: 'Its last character was changed.',
  too_short: 'It is too short to hold a signature: most of it is missing.',
}

const repairTexts = {
  bom: 'A byte-order mark at the start was skipped; save the file without one.',
  line_breaks: 'Line breaks were skipped; the original is one line.',
}
