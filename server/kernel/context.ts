import type { Day } from './period.ts'
import type { Tx } from './database.ts'
import type { Purpose } from './mail-purpose.ts'
import type { Uploads } from './files/spool.ts'
import type { Rights, Scope } from './rights-table.ts'

export type { Scope }

/** Who is asking. Rights are already worked out: right → scope. */
export type Actor = {
  kind: 'person' | 'key' | 'contact' | 'visitor' | 'system'
  /** person, API key or contact id; the job or listener's name for the system; 'visitor' for nobody */
  id: string
  name: string
  rights: ReadonlyMap<string, Scope>
  /** the roles that a person holds today: in their name one approves; programs and customers hold none */
  roles?: ReadonlySet<string>
  /** the customer account a portal contact belongs to */
  accountId?: string
  /** what must be done before anything else opens: an administrator without a second factor */
  held?: 'second_factor'
  /** when the password or a code was last given in the session */
  provedAt?: Date
  /** the id of the sign-in session that the request came with; keys and the system have none */
  session?: string
  /** the colleague whom an API key acts for */
  person?: string
  /** where the request came from, kept for evidence such as a click-through acceptance */
  address?: string
  /** the country of that address, where a trusted proxy says it */
  country?: string
  agent?: string
}

/** Everything a command gets. No ambient user, no clock to mock, no global handle. */
export type Context = {
  actor: Actor
  /** the day in the company's zone */
  today: Day
  now: Date
  tx: Tx
  /** the authorization table that all rooms declare together */
  rights: Rights
  /** fires when whoever asked has gone away: long reads end with it */
  signal?: () => AbortSignal
  /** what was worked out before this transaction began, by what it was worked out of (`kernel/ahead.ts`); absent where no door stands above */
  ahead?: Map<string, unknown>
  /** files that came with the request, where the door takes some */
  uploads?: Uploads
  /** the settings that change what a command does: the address in a mail, whether this is a demo, whether administrators need a second factor, where the house does not sell */
  settings: {
    readonly publicUrl: string
    readonly demo: boolean
    readonly signInAdminSecondFactor: boolean
    readonly salesNotTo: readonly string[]
    /** of systems that tell of events at /hooks/events */
    readonly eventsHookSecrets: readonly string[]
    /** whether webhooks and connections may call this machine, for tests and trials */
    readonly outboundLoopback: boolean
    /** a folder of repositories that may be imported by name */
    readonly gitFolder?: string | undefined
  }
  /** what rooms know of who may be written to for what */
  permits: readonly Permits[]
  /** who is responsible for what, told by each room that knows: room → what it answers */
  ownings: ReadonlyMap<string, Owning>
  /** writes an event to the outbox in this transaction; listeners hear it after commit, at least once */
  announce: (name: string, payload: Record<string, unknown>, more?: { key?: string }) => Promise<string>
}

/** Opens a context of its own and commits when `work` returns; for work of several transactions (payments, loaders). */
export type Open = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>

export type Permission = 'given' | 'refused'
/** What a room knows of whether an address may be written to for a purpose; nothing when it knows nothing. */
export type Permits = (ctx: Context, address: string, purpose: Purpose) => Promise<Permission | undefined>

/** Something that one person is responsible for and that somebody else can be. */
export type Owned = { kind: string; id: string; title: string; href: string }

/** Things of one kind that change hands. `left`: whom they go to is no longer with us, so that they are nobody's. */
export type Handing = { kind: string; ids: readonly string[]; from: string; to: string; left: boolean }

/** What a room says of who is responsible in it: what a leaver leaves behind is collected from all rooms, which know nothing of each other. */
export type Owning = {
  /** all that a person is responsible for here, at most some thousands, in the order in which people look for it */
  ownedBy: (ctx: Context, personId: string) => Promise<Owned[]>
  /** gives things on; answers the ids that moved. What somebody else has taken meanwhile stays with them. */
  handOver: (ctx: Context, handing: Handing) => Promise<string[]>
}
