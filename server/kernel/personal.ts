import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Context } from './context.ts'

/** Whose data it is. `anyone`: of each kind, as whoever did or wrote something. */
type SubjectKind =
  | 'employee'
  | 'candidate'
  | 'customer_contact'
  | 'prospect'
  | 'partner_contact'
  | 'community_member'
  | 'product_user'
  | 'vendor_contact'
  | 'anyone'

/** Keys of fideslang (https://ethyca.github.io/fideslang, CC-BY-4.0). */
type Category =
  | 'user.name'
  | `user.contact.${'email' | 'phone_number' | 'address'}`
  | 'user.account.username'
  | 'user.authorization.credentials'
  | `user.professional_information.${'job_title' | 'workplace'}`
  | 'user.unique_id'
  | `user.device.${'ip_address' | 'cookie_id' | 'device_id' | 'telemetry'}`
  | 'user.behavior'
  | 'user.behavior.purchase_history'
  | 'user.content.private'
  | 'user.payment'
  | 'user.financial.bank_account'
  | 'user.location.coarse'
  | 'user.demographic.language'
  | 'user.settings'
  | 'system.operations'
type Use =
  | 'essential.service'
  | `essential.service.${'authentication' | 'payment_processing' | 'security' | 'notifications.email' | 'operations.support'}`
  | 'essential.legal_obligation'
  | 'essential.fraud_detection'
  | 'functional.service.improve'
  | 'analytics.reporting'
  | 'employment'
  | 'finance'
  | 'sales'
  | 'operations'

type Store = 'mutable' | 'append_only'
type PersonalField = { column: string; category: Category; store: Store }

/** One person as the house knows them: ids of colleagues, contacts and accounts, addresses in lower case, names as they are written. */
export type Subject = { ids: readonly string[]; emails: readonly string[]; names: readonly string[] }
export type FoundRow = Record<string, unknown>
/** Why rows stay: the law asks for them, or they prove what was done. */
type Because = { kept: 'law' | 'proof'; reason: string }
export type Erased = { erased: number } | ({ erased: 0; rows: number } & Because)

/** Personal data of one table, and what is done about it for one person. */
export type PersonalData = {
  entity: string
  subject: SubjectKind
  table: string
  fields: readonly PersonalField[]
  purposes: readonly Use[]
  /** the rule by which it goes, and the same in words */
  retention: string
  lasts: string
  /** what else the rows say of who the person is */
  resolve: (ctx: Context, subject: Subject) => Promise<Subject>
  find: (ctx: Context, subject: Subject) => Promise<FoundRow[]>
  /** why this person cannot be erased at all, if so: asked of every table before anything is changed */
  forbids?: (ctx: Context, subject: Subject) => Promise<string | undefined>
  erase: (ctx: Context, subject: Subject) => Promise<Erased>
}

type Ways = { ids?: readonly string[]; emails?: readonly string[]; names?: readonly string[] }
type Wish = Omit<PersonalData, 'resolve' | 'find' | 'erase' | 'fields'> & {
  store?: Store
  fields: Readonly<Record<string, Category>>
  /** columns by which a person's rows are found; `texts` are looked through for addresses and names, wherever they stand */
  by: Ways & { texts?: readonly (string | RawBuilder<string>)[] }
  /** columns that tell more of who the person is */
  tells?: Ways
  erase: Because | { delete: true } | { set: Readonly<Record<string, RawBuilder<unknown>>> } | { redact: readonly string[] }
}

/** So many rows of one table are shown for one person. */
const mostRows = 10_000
export const nobody: Subject = { ids: [], emails: [], names: [] }

/** A table's declaration with its three functions, for tables that have no way of their own. */
export function personal({ by, tells, erase, fields, store = 'mutable', ...rest }: Wish): PersonalData {
  const columns = Object.keys(fields)
  const table = sql.table(rest.table)
  const own = (subject: Subject) => whose(by, subject)
  return {
    ...rest,
    fields: columns.map((column) => ({ column, category: fields[column] as Category, store })),
    resolve: async (ctx, subject) => {
      if (!tells || isNobody(subject)) return nobody
      const told = (some: readonly string[] = []) => sql`array[${sql.join(some.map((one) => sql`${sql.ref(one)}::text`))}]::text[]`
      const { rows } = await sql<Record<keyof Subject, (string | null)[]>>`
        select ${told(tells.ids)} as ids, ${told(tells.emails)} as emails, ${told(tells.names)} as names
        from ${table} where ${own(subject)} limit ${mostRows}`.execute(ctx.tx)
      const all = (key: keyof Subject) => rows.flatMap((row) => row[key].filter((value) => value !== null)).filter((value) => value !== '')
      return { ids: all('ids'), emails: all('emails').map((one) => one.toLowerCase()), names: all('names') }
    },
    find: async (ctx, subject) => {
      if (isNobody(subject)) return []
      const shown = sql.join(columns.map((column) => sql.ref(column)))
      return (await sql<FoundRow>`select ${shown} from ${table} where ${own(subject)} limit ${mostRows}`.execute(ctx.tx)).rows
    },
    erase: async (ctx, subject) => {
      if (isNobody(subject)) return { erased: 0 }
      if ('kept' in erase) {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${table} where ${own(subject)}`.execute(ctx.tx)
        return { erased: 0, rows: rows[0]?.n ?? 0, ...erase }
      }
      const done = await deed(erase, subject)(table, own(subject)).execute(ctx.tx)
      return { erased: Number(done.numAffectedRows ?? 0n) }
    },
  }
}

export const erasedName = 'Erased'

/** A column of bytes as a text that is looked through: names in every script, and as JSON may spell them (`\u00fc`). */
export function bytesAsText(column: string): RawBuilder<string> {
  return sql<string>`kernel.bytes_text(${sql.ref(column)})`
}

type Deed = (table: RawBuilder<unknown>, where: RawBuilder<SqlBool>) => RawBuilder<unknown>
function deed(erase: Exclude<Wish['erase'], Because>, subject: Subject): Deed {
  if ('delete' in erase) return (table, where) => sql`delete from ${table} where ${where}`
  const set = 'set' in erase ? Object.entries(erase.set) : erase.redact.map((column) => [column, redacted(column, subject)] as const)
  const changes = sql.join(set.map(([column, value]) => sql`${sql.ref(column)} = ${value}`))
  return (table, where) => sql`update ${table} set ${changes} where ${where}`
}

function redacted(column: string, subject: Subject): RawBuilder<unknown> {
  const words = pattern(subject)
  return words === '' ? sql.ref(column) : sql`regexp_replace(${sql.ref(column)}, ${words}, ${erasedName}, 'gi')`
}

/** Addresses first: a name may be part of one. A namesake's name goes with it where both stand in texts: no text says whose it is. */
function pattern({ emails, names }: Subject): string {
  const words = [...emails, ...names].filter((word) => word.trim() !== '').sort((a, b) => b.length - a.length)
  if (words.length === 0) return ''
  return `${wordBegins}(?:${words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\-]/g, '\\$&')).join('|')})(?![[:alnum:]])`
}

/** Somebody may be called Al, and every letter holds an "also". In JSON a line may end right before the name, as `\\n`. */
const wordBegins = String.raw`(?:(?<![[:alnum:]])|(?<=\\[nrt]))`

function whose({ ids = [], emails = [], names = [], texts = [] }: Wish['by'], subject: Subject): RawBuilder<SqlBool> {
  const held = [...subject.emails, ...subject.names].map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const words = pattern(subject)
  const each = [
    ...ids.map((column) => sql<SqlBool>`${sql.ref(column)}::text = any(${[...subject.ids]}::text[])`),
    ...emails.map((column) => sql<SqlBool>`lower(${sql.ref(column)}) = any(${[...subject.emails]}::text[])`),
    ...names.map((column) => sql<SqlBool>`${sql.ref(column)} = any(${[...subject.names]}::text[])`),
    ...(words === '' ? [] : texts).map((text) => {
      const told = sql`(${typeof text === 'string' ? sql.ref(text) : text})::text`
      // the plain look first: it is the cheaper one
      return sql<SqlBool>`(${told} ilike any(${held}::text[]) and ${told} ~* ${words})`
    }),
  ]
  return each.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(each, sql` or `)})`
}

export function isNobody({ ids, emails, names }: Subject): boolean {
  return ids.length + emails.length + names.length === 0
}
