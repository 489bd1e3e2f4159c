import { type Expression, type SqlBool, sql } from 'kysely'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { tablesOf } from '../../../kernel/database.ts'
import { late } from '../../../kernel/late.ts'
import { sessionLife } from '../rules/limits.ts'

const adapters = late<typeof import('better-auth/adapters')>('better-auth/adapters')

type Row = Record<string, unknown>
type Where = { field: string; value: unknown; operator: string; connector: 'AND' | 'OR' }
type Loose = Record<string, Row>

/**
 * The sign-in library's tables inside the caller's own transaction, so that a sign-in and its audit row live or die together.
 * Session tokens are stored as SHA-256; the row that goes back carries the token it was asked by.
 * `proven` is a token that stands for a session which our door has already judged: it finds that session by id.
 */
export function transactionAdapter(ctx: Context, proven?: { token: string; sessionId: string }) {
  const tables = tablesOf<Loose>(ctx.tx, 'people')

  function stored(model: string, where: readonly Where[] | undefined): Where[] {
    return (where ?? []).map((term) => {
      const named = model === 'person' && term.field === 'email' ? String(term.value).endsWith(aliasDomain) : false
      if (named) return { ...term, field: 'id', value: String(term.value).slice(0, -aliasDomain.length) }
      if (model !== 'session' || term.field !== 'token_hash') return term
      if (proven && term.value === proven.token) return { ...term, field: 'id', value: proven.sessionId }
      const hashed = Array.isArray(term.value) ? term.value.map((value) => sha256(String(value))) : sha256(String(term.value))
      return { ...term, value: hashed }
    })
  }

  /** The library compares tokens and ends in its own clock; a proven session has already passed ours. */
  function given<T>(model: string, row: unknown, where: readonly Where[] | undefined): T | null {
    if (!row) return null
    const alias = model === 'person' ? where?.find((term) => term.field === 'email')?.value : undefined
    // it compares the address that it finds with the one that it asked for
    if (typeof alias === 'string' && alias.endsWith(aliasDomain)) return { ...(row as Row), email: alias } as T
    const asked = where?.find((term) => term.field === 'token_hash')?.value
    if (model !== 'session' || typeof asked !== 'string') return row as T
    const fresh = asked === proven?.token ? { expires_at: new Date(Date.now() + 3_600_000), created_at: new Date() } : {}
    return { ...(row as Row), ...fresh, token_hash: asked } as T
  }

  return adapters().createAdapterFactory({
    config: {
      adapterId: 'quarterdeck',
      supportsNumericIds: false,
      supportsUUIDs: true,
      supportsDates: true,
      supportsBooleans: true,
      transaction: false,
    },
    adapter: ({ getFieldName }) => ({
      create: async ({ model, data }) => {
        const row = model === 'session' ? { ...data, ...sessionFacts(ctx), token_hash: sha256(String(data.token_hash)) } : data
        const saved = await tables.insertInto(model).values(row).returningAll().executeTakeFirstOrThrow()
        return (model === 'session' ? { ...saved, token_hash: data.token_hash } : saved) as typeof data
      },
      update: async ({ model, where, update }) => {
        const saved = await tables
          .updateTable(model)
          .set(update as Row)
          .where(matches(stored(model, where)))
          .returningAll()
          .executeTakeFirst()
        return given(model, saved, where)
      },
      updateMany: async ({ model, where, update }) => {
        const result = await tables
          .updateTable(model)
          .set(update)
          .where(matches(stored(model, where)))
          .executeTakeFirst()
        return Number(result.numUpdatedRows)
      },
      findOne: async ({ model, where }) => {
        const row = await tables
          .selectFrom(model)
          .selectAll()
          .where(matches(stored(model, where)))
          .limit(1)
          .executeTakeFirst()
        return given(model, row, where)
      },
      findMany: async <T>({ model, where, limit, sortBy, offset }: Many) => {
        let query = tables
          .selectFrom(model)
          .selectAll()
          .where(matches(stored(model, where)))
          .limit(Math.min(limit, 1000))
        if (sortBy) query = query.orderBy(sql.ref(getFieldName({ model, field: sortBy.field })), sortBy.direction)
        if (offset) query = query.offset(offset)
        return (await query.execute()) as T[]
      },
      delete: async ({ model, where }) => {
        await tables
          .deleteFrom(model)
          .where(matches(stored(model, where)))
          .execute()
      },
      deleteMany: async ({ model, where }) => {
        const result = await tables
          .deleteFrom(model)
          .where(matches(stored(model, where)))
          .executeTakeFirst()
        return Number(result.numDeletedRows)
      },
      consumeOne: async <T>({ model, where }: One) => {
        const taken = await tables
          .deleteFrom(model)
          .where(
            'id',
            '=',
            tables
              .selectFrom(model)
              .select('id')
              .where(matches(stored(model, where)))
              .limit(1)
              .forUpdate(),
          )
          .returningAll()
          .executeTakeFirst()
        return (taken ?? null) as T | null
      },
      incrementOne: async <T>({ model, where, increment, set }: One & { increment: Record<string, number>; set?: Row | undefined }) => {
        const raised = Object.entries(increment).map(([field, by]) => [field, sql`coalesce(${sql.ref(field)}, 0) + ${by}`] as const)
        const saved = await tables
          .updateTable(model)
          .set({ ...set, ...Object.fromEntries(raised) } as never)
          .where(matches(stored(model, where)))
          .returningAll()
          .executeTakeFirst()
        return (saved ?? null) as T | null
      },
      count: async ({ model, where }) => {
        const row = await tables
          .selectFrom(model)
          .select(sql<string>`count(*)`.as('rows'))
          .where(matches(stored(model, where)))
          .executeTakeFirstOrThrow()
        return Number(row.rows)
      },
    }),
  })
}

const aliasDomain = '@person.invalid'

/**
 * The address by which the library finds a person. It knows fewer forms of an address than mail does (`o&b@…`, other scripts), so it
 * never sees one; without a person it is nobody's.
 */
export function aliasOf(personId: string | undefined): string {
  // a UUID that no person has: the question stays the same, and so does its time
  return `${personId ?? '00000000-0000-0000-0000-000000000000'}${aliasDomain}`
}

/** Sessions begin and end by the house's clock, which judges them, and name where the request came from as our door saw it. */
function sessionFacts({ now, actor }: Context): Row {
  const end = new Date(now.getTime() + sessionLife.idleHours * 3_600_000)
  return { created_at: now, updated_at: now, proved_at: now, expires_at: end, address: actor.address ?? null, agent: actor.agent ?? null }
}

type One = { model: string; where: Where[] }
type Many = {
  model: string
  where?: Where[] | undefined
  limit: number
  sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined
  offset?: number | undefined
}

const signs: Record<string, string> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' }

/** Terms joined by AND stand together, those joined by OR are alternatives beside them: (all ANDs) and (any OR). */
function matches(where: readonly Where[]): Expression<SqlBool> {
  const both = where.filter((term) => term.connector !== 'OR').map(matchesOne)
  const either = where.filter((term) => term.connector === 'OR').map(matchesOne)
  const parts = [...both, ...(either.length > 0 ? [sql<SqlBool>`(${sql.join(either, sql` or `)})`] : [])]
  return parts.length > 0 ? sql<SqlBool>`(${sql.join(parts, sql` and `)})` : sql<SqlBool>`true`
}

function matchesOne(term: Where): Expression<SqlBool> {
  const field = sql.ref(term.field)
  if (term.operator === 'in' || term.operator === 'not_in') {
    const hit = sql<SqlBool>`${field} = any(${term.value})`
    return term.operator === 'in' ? hit : sql<SqlBool>`not (${hit})`
  }
  const sign = signs[term.operator]
  if (!sign) throw new Error(`the sign-in library asks for ${term.operator}, which our adapter does not know`)
  if (term.value === null) return term.operator === 'ne' ? sql<SqlBool>`${field} is not null` : sql<SqlBool>`${field} is null`
  return sql<SqlBool>`${field} ${sql.raw(sign)} ${term.value}`
}
