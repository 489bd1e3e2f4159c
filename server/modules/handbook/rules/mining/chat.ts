/** Who may read a channel, as its export says it. `unsaid`: the file does not say, so that it counts as private until somebody does. */
export type ChannelKind = 'open' | 'private' | 'direct' | 'unsaid'

/** A channel of an export. `members`: keys of those who read it, where the file says who they are. */
export type Channel = { key: string; name: string; kind: ChannelKind; members: readonly string[] }

/** Somebody of an export, by the key that its messages have; `names` are what others call them. */
export type Somebody = { key: string; names: readonly string[]; email: string | null; program: boolean }

export type Message = {
  /** the same in each export of the same message */
  id: string
  channel: string
  author: string
  at: Date
  text: string
  /** the message that began its thread; nothing for one that stands by itself, or that begins one */
  root: string | null
  /** written by a program */
  program: boolean
  /** who is named with a sign before the name, by key */
  named: readonly string[]
  /** who said with a sign that it is good */
  liked: readonly string[]
}

/** What a reader of an export tells, one after the other; what it cannot read stops nothing. */
export type Told =
  | { told: 'channel'; channel: Channel }
  | { told: 'person'; person: Somebody }
  | { told: 'message'; message: Message }
  | { told: 'bad'; at: string; why: string }

/** Signs by which somebody says that an answer helped. */
const good =
  /^(?:\+1|thumbsup|heart|white_check_mark|heavy_check_mark|pray|tada|raised_hands|ok_hand|clap|100|star|bow|green_heart|blue_heart)(?:::|$)/

export function isGood(sign: string): boolean {
  return good.test(sign)
}

/** Longer messages are cut: nobody answers in more. */
const longestText = 16_000

/** What somebody said, as far as it is read: long gaps say nothing, and take long to look for something in. */
export function saidIn(text: string): string {
  return text.replace(/\s{9,}/g, (gap) => (gap.includes('\n') ? '\n\n' : ' ')).slice(0, longestText)
}

/** Names with a sign before them, in a text as programs write it. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}._@/-])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,63})/gu)].map(([, name]) =>
    (name ?? '').toLowerCase().replace(/[._-]+$/, ''),
  )
}
