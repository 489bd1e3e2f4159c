import { expect, test } from 'vitest'
import { sources } from './imports.ts'
import { turnsIn } from './loops.ts'

const rooms = 'each room, each kind of thing or each source of the house is asked once: they are as many as there is code for'
const chunks = 'a thousand rows a statement: one statement holds no more'

/** Where the database is waited for once for each thing of a loop, and why that is no loop over data. Whoever adds a line gives the reason. */
const allowed: Record<string, string> = {
  'server/modules/handbook/facts.ts factsNow': rooms,
  'server/doors/comments.ts readersOf': 'of those who fit, as many as a list under a field shows are asked as themselves',
  'server/doors/comments.ts fitMentions': 'a comment names at most twenty, and each is asked as themselves whether they see the thing',
  'server/doors/health.ts unwellNow': rooms,
  'server/doors/history.ts mayKnowOf': rooms,
  'server/doors/home/home.ts setupNow': rooms,
  'server/doors/home/tiles.ts figuresOf': rooms,
  'server/doors/home/tiles.ts newsOf': rooms,
  'server/doors/home/tiles.ts needsOf': rooms,
  'server/doors/site.ts siteOf': rooms,
  'server/doors/reach.ts needReach': rooms,
  'server/doors/sitemap.ts sitemap': rooms,
  'server/kernel/deliver.ts deliverSome': 'deliveries of one batch follow one another, and each has a savepoint of its own',
  'server/kernel/mail-permission.ts mayWrite': rooms,
  'server/kernel/mail.ts sendMails': 'a letter of business needs no permission and asks nothing; only letters of news, one at a time, do',
  'server/kernel/mail.ts papersOf': 'the papers of one letter: an invoice, seldom a second',
  'server/kernel/subject-data.ts resolveSubject': rooms,
  'server/kernel/subject-data.ts collectSubject': rooms,
  'server/kernel/subject-data.ts eraseSubject': rooms,
  'server/modules/billing/commands/payments/collect.ts failUnpaid':
    'orders that were not paid for three days, a few in an hour; each is locked for itself',
  'server/modules/billing/commands/documents/issue.ts issue': 'series, of which a batch of documents moves one for each company and kind',
  'server/modules/billing/queries/selling/lane.ts recentMinor': 'rates are remembered for the transaction: one read for each currency',
  'server/modules/billing/commands/profiles/own-company.ts changeOwnCompany':
    'profiles of one customer, one for each company that sells to it',
  'server/modules/billing/commands/profiles/change.ts makeProfile': 'tax ids of one buyer: one, seldom two',
  'server/modules/billing/commands/catalogue/rates.ts carryRates': 'currencies in which companies sell, once a month',
  'server/modules/billing/commands/runs/work.ts issueAll':
    'only the general way, for what the plain one declines; each contract has a savepoint of its own',
  'server/modules/billing/commands/runs/run.ts runBatch':
    'what is told goes out when the transaction ends; a contract that is past its end is written once in its life',
  'server/modules/billing/queries/selling/terms.ts sellingFacts': 'companies that sell are a handful, each asked on its own day',
  'server/modules/billing/queries/selling/terms.ts termsViews': 'languages of the terms of one page',
  'server/modules/billing/commands/quotes/approvals.ts approvalEnded': 'a sign-off is of one role of one deal',
  'server/modules/billing/setup/approvals.ts takeOverApprovals':
    'what was approved before the ledger kept it is entered once in the life of a house, each as a sign-off of its own',
  'server/modules/billing/setup/set-up.ts setUpBilling': 'companies and products of a set-up file, once in the life of a house',
  'server/modules/cadence/commands/close.ts presentAmong': chunks,
  'server/modules/cadence/commands/daily.ts lookAt': 'dates of one series whose agenda opens today or that went by: one, seldom two',
  'server/modules/cadence/commands/daily.ts lookWhoBelongs': 'series of one person or of groups; each is locked, and most change nothing',
  'server/modules/cadence/commands/outcomes.ts decideHere':
    'things that one decision of a meeting changes: one, seldom two, each asked of its own room',
  'server/modules/customers/owning.ts handOver': chunks,
  'server/modules/data/commands/versions.ts holdDefinitions': 'definitions whose text is another one since the last start',
  'server/modules/data/store/landing.ts saveQuarantine': chunks,
  'server/modules/data/value.ts valuesOf': 'the warehouse is asked once for each set of days and filter',
  'server/modules/data/value.ts saidOf': 'only where one of them is refused, each is asked alone',
  'server/modules/decisions/commands/subjects.ts noteSubject': 'open sign-offs of one thing: one, while an older one is not withdrawn two',
  'server/modules/handbook/commands/schedules.ts openDays': 'days of one rhythm whose time has not passed: three at most',
  'server/modules/handbook/queries/whose.ts whoseSteps': 'groups that the steps of one text name: one or two',
  'server/modules/handbook/commands/training.ts lookWhoHasTo': 'procedures that somebody has to know: a few dozen, and most change nothing',
  'server/modules/handbook/commands/sharing.ts shareCopies': 'two pages that say the same, and the one that keeps it from then on',
  'server/modules/handbook/commands/redirects.ts applyRedirects': 'a hundred findings at most, each with a savepoint and a text of its own',
  'server/modules/handbook/commands/listing.ts listImported': 'groups of the contents of one tree, once it is taken: each is a function',
  'server/modules/handbook/commands/listing.ts listIn':
    'parts of one group of the contents, once a tree is taken: each is a function, of which there are eighty',
  'server/modules/handbook/commands/attachments.ts attachFiles':
    'files of one page that are new or changed, five hundred at most, each with its bytes: one that is refused keeps no other from its place',
  'server/modules/handbook/commands/sources.ts proposeEnds':
    'pages whose file went since the last look: each once in its life, with a flag of its own of which its keeper is told',
  'server/modules/handbook/store/past.ts savePast': chunks,
  'server/modules/handbook/store/trees.ts saveImport': chunks,
  'server/modules/handbook/store/truth.ts saveReading': chunks,
  'server/modules/handbook/store/truth.ts addFindings': chunks,
  'server/modules/licensing/commands/licences.ts issueLicences':
    'files of one contract in their order: each takes the serial after the one before it',
  'server/modules/people/commands/delegations.ts createDelegation': 'two people, locked in one order',
  'server/modules/people/commands/delegations.ts endDelegationsOf': 'delegations of one person: one for each thing',
  'server/modules/people/commands/delegations.ts endElapsed': 'delegations that ended yesterday',
  'server/modules/people/commands/hand-over.ts ownedBy': rooms,
  'server/modules/people/commands/hand-over.ts takeBack': rooms,
  'server/modules/people/commands/hand-over.ts move': rooms,
  'server/modules/people/commands/leave.ts endPlanned':
    'people whose last day was yesterday; each is locked, and the last administrator stays',
  'server/modules/people/owning.ts handOver': 'groups and programs of one person',
  'server/modules/people/store/hand-over.ts addWaiting': chunks,
  'server/modules/strategy/commands/imports.ts confirmImport': 'plans of one document, ticked one by one; each is a plan with an edition',
  'server/modules/strategy/queries/amending.ts amendingOf': 'measures of one plan of which less is pledged than before',
  'server/modules/strategy/queries/edition-now.ts editionNow': 'those whom one plan names; each sign is looked up once',
}

const files = sources('server/{modules,doors,kernel}/**/*.ts').filter((file) => !/\.test\.ts$/.test(file))

test('nothing waits for the database once for each thing of a loop, but where they are few and the reason stands here', () => {
  const found = files.flatMap((file) => turnsIn(file))
  const places = new Set(found.map(({ file, within }) => `${file} ${within}`))
  expect(
    found.filter(({ file, within }) => !(`${file} ${within}` in allowed)).map((one) => `${one.file}:${one.line} ${one.calls}`),
  ).toEqual([])
  expect(
    Object.keys(allowed).filter((place) => !places.has(place)),
    'reasons for what is no loop any more',
  ).toEqual([])
})

test.each([
  ['a loop that waits', 'async function all(ctx, ids) { for (const id of ids) await get(ctx.tx, id) }', ['get']],
  ['promises that are waited for together', 'async function all(ctx, ids) { return Promise.all(ids.map((id) => get(ctx, id))) }', ['get']],
  ['a wait within a function of a loop', 'async function all(tx, ids) { return ids.map(async (id) => { await get(tx, id) }) }', ['get']],
  ['a while', 'async function all(ctx) { while (await more(ctx)) await next(ctx) }', ['more', 'next']],
  ['a rule that is handed the context', 'async function all(ctx, rows) { return rows.map((row) => mayTouch(ctx, row)) }', []],
  ['what is announced', 'async function all(ctx, ids) { for (const id of ids) await ctx.announce("a.b.made", { id }) }', []],
  ['pages', 'async function all(ctx) { for (;;) { const page = await next(ctx); if (!page) return } }', []],
  ['a transaction a turn', 'async function all(open, ids) { for (const id of ids) await open((ctx) => get(ctx, id)) }', []],
  [
    'a loop within such a transaction',
    'async function all(open, ids) { for (;;) await open(async (ctx) => { for (const id of ids) await get(ctx, id) }) }',
    ['get'],
  ],
  ['where a loop begins', 'async function all(ctx) { for (const one of await listed(ctx)) note(one) }', []],
])('the fence tells %s', (_what, text, calls) => {
  expect(turnsIn('server/modules/people/planted.ts', text).map((one) => one.calls)).toEqual(calls)
})
