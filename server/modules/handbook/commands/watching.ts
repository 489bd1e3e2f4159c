import { record } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { notify, wasTold } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { failAgain, noneFailed, tried } from '../../../kernel/one-by-one.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { calledOf } from '../../../kernel/subject.ts'
import { actorAgain, askingOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { looksOf, opens, readerOf } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { changedWords } from '../rules/changed-words.ts'
import { project } from '../rules/projection.ts'
import { findPage, getPage } from '../store/pages.ts'
import { getVersion } from '../store/texts.ts'
import { listWatches, saveWatch, watchersOf } from '../store/watching.ts'
import type { PageTable } from '../tables.ts'
import { house } from '../queries/looking.ts'
import { because } from './keepers.ts'
import { pageLabel } from './saying.ts'

/** Whether somebody wants to be told of another text of a page. */
export async function setWatch(ctx: Context, { id, on }: InputOf<typeof promise.watchesSet>): Promise<OutputOf<typeof promise.watchesSet>> {
  const page = await getPage(ctx.tx, id, await looksOf(ctx))
  const person = personBehind(ctx.actor)
  if (!/^[0-9a-f-]{36}$/i.test(person))
    throw new Refusal('forbidden', 'watch.nobody', 'Whoever watches a page is told. Use a key that acts for a person.')
  if (page.retired_on !== null && on)
    throw new Refusal('conflict', 'page.wrong_state', `This page was retired on ${page.retired_on}. It gets no other text.`, {
      facts: { state: 'retired', legal: ['published'] },
    })
  if (await saveWatch(ctx.tx, person, id, ctx.now, on))
    await record(ctx, { action: on ? 'handbook.page.watched' : 'handbook.page.unwatched', subject: pageLabel(page) })
  return { id, on }
}

export async function findWatches(ctx: Context, input: InputOf<typeof promise.watchesList>): Promise<OutputOf<typeof promise.watchesList>> {
  const page = await listWatches(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx) }, input)
  return {
    ...page,
    items: page.items.map(({ id, title, number, path, label, changed_at, since }) => ({
      id,
      title,
      number,
      path,
      label,
      changed_at,
      since,
    })),
  }
}

const many = 200

type Happened = { page_id: string; no?: number }

/**
 * Tells those who watch a page that it has another text, each as far as they may read it: a transaction for each of them, and whoever was told is not told again. Who may not
 * open the page any more, wrote the text, or reads nothing of what changed is told nothing.
 */
export async function tellWatchers(open: Open, { page_id, no }: Happened): Promise<void> {
  let last: string | undefined
  const left = noneFailed()
  for (;;) {
    const after = last
    const people = await open((ctx) => watchersOf(ctx.tx, page_id, after, many))
    for (const person of people) await tried(left, person, () => open((ctx) => tellOne(ctx, person, page_id, no)))
    last = people.at(-1)
    if (people.length < many) break
  }
  failAgain(left)
}

async function tellOne(system: Context, person: string, id: string, no: number | undefined): Promise<void> {
  const actor = await actorAgain(system, { kind: 'person', id: person })
  const page = await findPage(system.tx, id, house)
  if (!actor || !page || mayDo(actor, 'handbook.read') === undefined) return
  const looks = await looksOf({ ...system, actor })
  if (!opens(page, looks)) return
  const told = no === undefined ? ended(page) : await newText({ ...system, actor }, page, no, person)
  if (told === undefined) return
  const ref = pageRef(page)
  const key = no === undefined ? 'retired' : String(no)
  // it comes again after a failure, and once a retired page is replaced
  if (await wasTold(system, { person, reason: because.changed, kind: ref.kind, id, key })) return
  await notify(system, {
    ...{ to: [person], reason: because.changed, key, rule: 'watched', text: told },
    subject: { ...ref, title: calledOf(ref), href: no === undefined ? ref.href : `${ref.href}?tab=versions` },
  })
}

function ended(page: PageTable): string | undefined {
  if (page.retired_on === null) return undefined
  return page.audience === 'restricted'
    ? 'A page for the few is not in force any more'
    : `“${page.title}” is not in force any more: ${page.retired_reason}`
}

/** What changed, as every reader of the page reads it: what is in a part for some, or on a page for the few, is looked up there. */
async function newText(ctx: Context, page: PageTable, no: number, person: string): Promise<string | undefined> {
  if (no < 2) return undefined
  const [before, now] = [await getVersion(ctx.tx, page.id, no - 1), await getVersion(ctx.tx, page.id, no)]
  if (now.author === person) return undefined
  const reader = await readerOf(ctx, page, before.source + now.source, await looksOf(ctx))
  if (changedWords(project(before.source, reader), project(now.source, reader)) === '') return undefined
  if (page.audience === 'restricted') return `A page for the few has version ${now.label}`
  const least = { groups: [], all: false }
  const words = changedWords(project(before.source, least), project(now.source, least))
  const said = `“${page.title}” has version ${now.label}`
  return words === '' ? `${said}: a part changed that is not for all` : `${said}: ${now.note}\n\n${words}`
}
