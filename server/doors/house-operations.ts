import { newest, pageBy } from '../kernel/keyset.ts'
import { trailOf } from '../kernel/audit.ts'
import type { Context } from '../kernel/context.ts'
import { inFull, letters } from '../kernel/mail.ts'
import type { InputOf, OutputOf } from '../kernel/operation.ts'
import { mayDo } from '../kernel/rights.ts'
import { type Endpoint, bind, type Room } from '../kernel/room.ts'
import { findDocuments } from '../kernel/search/documents.ts'
import { companyOf, groupsOf, isFirstRun } from '../modules/people/index.ts'
import { history, letterPaper, outbox, search, session, trail, operations, whoMay } from './contract.ts'
import { bestFirst } from './hits.ts'
import { paperOfLetter } from './papers.ts'
import { fileOperations } from './files.ts'
import { subjectHistory } from './history.ts'
import { homeOperations } from './home/home.ts'
import { jobOperations } from './job-runs.ts'
import { commentOperations } from './comments.ts'
import { favouriteOperations } from './favourites.ts'
import { noticeOperations } from './notices.ts'
import { answerWhoMay, listOperations } from './who-may.ts'
import { webhookOperations } from './webhooks.ts'
import { viewOperations } from './views.ts'

/** What belongs to no single room: who is here, search over all rooms, the home page, letters, history. */
export function houseOperations(rooms: readonly Room[], demo: boolean): Endpoint[] {
  const desk: Endpoint[] = [
    bind(session, (ctx) => whoIsHere(ctx, demo)),
    bind(search, (ctx, input) => findEverywhere(ctx, rooms, input)),
    ...homeOperations(rooms),
    bind(outbox, listLetters),
    bind(letterPaper, (ctx, input) => paperOfLetter(ctx, rooms, input)),
    bind(history, (ctx, input) => subjectHistory(ctx, rooms, input)),
    bind(trail, (ctx, input) => wholeTrail(ctx, rooms, input)),
    ...jobOperations,
    ...noticeOperations(rooms),
    ...commentOperations(rooms),
    ...favouriteOperations,
    ...fileOperations(rooms),
    ...webhookOperations(rooms),
    ...viewOperations(() => [...rooms.flatMap((room) => room.operations), ...desk].map(({ operation }) => operation)),
    bind(operations, async () => listOperations([...rooms.flatMap((room) => room.operations), ...desk])),
    bind(whoMay, (ctx, input) => answerWhoMay(ctx, [...rooms.flatMap((room) => room.operations), ...desk], input)),
  ]
  return desk
}

async function whoIsHere(ctx: Context, demo: boolean): Promise<OutputOf<typeof session>> {
  const { actor } = ctx
  const company = (await isFirstRun(ctx)) ? null : await companyOf(ctx)
  return {
    actor: actor.kind === 'visitor' ? null : { kind: actor.kind, id: actor.id, name: actor.name },
    may: [...actor.rights.keys()].sort(),
    company,
    needs: actor.held ?? null,
    demo,
    today: ctx.today,
  }
}

async function findEverywhere(ctx: Context, rooms: readonly Room[], input: InputOf<typeof search>): Promise<OutputOf<typeof search>> {
  const sources = rooms.flatMap((room) => room.searchable).filter((source) => mayDo(ctx.actor, source.right))
  const each = Math.min(input.limit, 6)
  const kinds = sources.flatMap((source) => ('documents' in source ? [source.kind] : []))
  // all rooms look at once: what each asks goes to the database together with what the others ask
  // what speaks of other things comes after them, where both fit as well
  const asked = sources
    .flatMap((source) => ('find' in source ? [source] : []))
    .sort((a, b) => Number(a.about ?? false) - Number(b.about ?? false))
  const found = await Promise.all([
    groupsOf(ctx).then((groups) =>
      findDocuments(ctx, input.q, { kinds, groups }, { limit: each * kinds.length, unfinished: input.unfinished ?? false }),
    ),
    ...asked.map((source) => source.find(ctx, input.q, each)),
  ])
  const things = asked.filter(({ about }) => !about).length
  const [texts = [], ...others] = found
  const hits = [...others.slice(0, things).flat(), ...texts, ...others.slice(things).flat()]
  return { hits: bestFirst(hits, input.q).slice(0, input.limit) }
}

function linksOf(rooms: readonly Room[]): Room['subjectLinks'] {
  return Object.assign({ webhook: (id: string) => `/webhooks?of=${id}` }, ...rooms.map((room) => room.subjectLinks))
}

async function listLetters(ctx: Context, input: InputOf<typeof outbox>): Promise<OutputOf<typeof outbox>> {
  const rows = await letters(ctx.tx, {
    limit: input.limit,
    cursor: input.cursor,
    ...(input.recipient ? { recipient: input.recipient } : {}),
  })
  const page = pageBy(rows, newest(), input.limit)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      to: row.recipient,
      // a demo has no customers whose way in it could be: it shows what they would get
      ...(ctx.settings.demo ? inFull(row) : { subject: row.subject, text: row.body }),
      purpose: row.purpose,
      locale: row.locale,
      suppressed: row.suppressed,
      created_at: row.created_at.toISOString(),
      sent_at: row.sent_at?.toISOString() ?? null,
      error: row.error,
      papers: row.papers.map(({ name }) => ({ name })),
    })),
  }
}

async function wholeTrail(ctx: Context, rooms: readonly Room[], input: InputOf<typeof trail>): Promise<OutputOf<typeof trail>> {
  const rows = await trailOf(ctx, {
    limit: input.limit,
    cursor: input.cursor,
    ...(input.action ? { action: input.action } : {}),
    ...(input.actor_id ? { actorId: input.actor_id } : {}),
  })
  const page = pageBy(rows, newest(), input.limit)
  const links = linksOf(rooms)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      ...row,
      href: links[row.subject.kind]?.(row.subject.id) ?? null,
    })),
  }
}
