import { Refusal } from '../../../kernel/refusal.ts'

type Looked = { every_hours: number; looked_at: Date | null; paused_at: Date | null; ended_at: Date | null }

/** Whether a repository is to be looked at again. */
export function isDue({ every_hours, looked_at, paused_at, ended_at }: Looked, now: Date): boolean {
  if (paused_at !== null || ended_at !== null) return false
  return looked_at === null || looked_at.getTime() + every_hours * 3_600_000 <= now.getTime()
}

/**
 * An address of a repository as it is asked, without what is behind it; one with a name or password in it is none, since everyone who sees
 * the list would read it. Refuses `source.address_unfit`.
 */
export function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Refusal(
      'refused',
      'source.address_unfit',
      'Give the https address of a repository that anyone may read, without a name or password.',
    )
  return url.href.replace(/\/+$/, '')
}

/** Lines of git's protocol: four digits say how long each is. Nothing where it is none. */
export function packetsIn(bytes: Buffer): (Buffer | null)[] | undefined {
  const packets: (Buffer | null)[] = []
  for (let at = 0; at < bytes.length; ) {
    const digits = bytes.toString('latin1', at, at + 4)
    if (!/^[0-9a-f]{4}$/i.test(digits)) return undefined
    const length = Number.parseInt(digits, 16)
    if (length > 0 && (length < 4 || at + length > bytes.length)) return undefined
    packets.push(length === 0 ? null : bytes.subarray(at + 4, at + length))
    at += Math.max(4, length)
  }
  return packets
}

export function packet(text: string): string {
  return (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text
}

/** What a repository stands at: where its HEAD leads, as it tells it first. */
export function headIn(bytes: Buffer): string | undefined {
  const lines = (packetsIn(bytes) ?? []).flatMap((line) => (line === null ? [] : [line.toString('utf8').replace(/\n$/, '')]))
  if (lines[0] !== '# service=git-upload-pack') return undefined
  const [, sha, name] = /^([0-9a-f]{40}) ([^\0]+)/.exec(lines[1] ?? '') ?? []
  return name === 'HEAD' || name?.startsWith('refs/') ? sha : undefined
}
