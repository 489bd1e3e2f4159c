import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { continueImport } from './commands/importing.ts'
import { lookAt } from './commands/sources.ts'
import { readChats } from './commands/reading-chats.ts'
import { endEdition, mirrorEdition } from './commands/alignment.ts'
import { auditAround } from './commands/findability.ts'
import { noteGaps } from './commands/gaps.ts'
import { lookForOne } from './commands/asked.ts'
import { checkPage } from './commands/checking.ts'
import { followShared } from './commands/shared.ts'
import { lookWhoHasTo } from './commands/training.ts'
import { tellWatchers } from './commands/watching.ts'
import { forgetWatches } from './store/watching.ts'
import { settleOrphans } from './store/truth.ts'

const ofImport = z.object({ import_id: z.uuid() })
const ofSource = z.object({ source_id: z.uuid() })
const ofEdition = z.object({ edition_id: z.uuid() })
const vetted = ofEdition.extend({
  plan_id: z.uuid(),
  title: z.string(),
  period_start: z.string().nullable(),
  period_end: z.string().nullable(),
  vetted_on: z.string(),
  methods: z.array(z.object({ key: z.uuid(), title: z.string(), audience: z.enum(['public', 'internal', 'restricted']) })),
})
const ofPage = z.object({ page_id: z.uuid() })
const ofText = ofPage.extend({ no: z.int().optional() })

/** What is looked at once a text stands: nobody waits for it while they publish. */
export const listeners: Listener[] = [
  {
    name: 'handbook.texts_that_changed',
    on: ['handbook.page.published', 'handbook.page.moved', 'handbook.page.retired'],
    // by itself, each try counted before it begins: a text over which the process ends is set aside, and holds up no other
    steps: async (open, event) => {
      const { page_id } = ofPage.parse(event.payload)
      await open(async (ctx) => {
        await checkPage(ctx, page_id)
        await settleOrphans(ctx.tx, ctx.now)
      })
      // behind it: whether a page is linked to is known once links were read
      await open((ctx) => auditAround(ctx, page_id))
    },
  },
  {
    name: 'handbook.watchers',
    on: ['handbook.page.published', 'handbook.page.retired'],
    steps: (open, event) => tellWatchers(open, ofText.parse(event.payload)),
  },
  {
    name: 'handbook.watchers_who_left',
    on: ['people.person.left'],
    run: (ctx, event) => forgetWatches(ctx.tx, z.object({ person_id: z.uuid() }).parse(event.payload).person_id),
  },
  {
    name: 'handbook.pages_that_include',
    on: ['handbook.shared.changed'],
    steps: (open, event) => followShared(open, ofPage.parse(event.payload).page_id),
  },
  {
    name: 'handbook.procedures_to_be_found',
    on: ['handbook.procedure.published'],
    run: async (ctx, event) => lookForOne(ctx, ofPage.parse(event.payload).page_id),
  },
  {
    name: 'handbook.contents_that_changed',
    on: ['handbook.function.changed'],
    run: async (ctx) => {
      await settleOrphans(ctx.tx, ctx.now)
      await noteGaps(ctx)
    },
  },
  {
    name: 'handbook.plans_in_force',
    on: ['strategy.edition.vetted'],
    run: (ctx, event) => mirrorEdition(ctx, vetted.parse(event.payload)),
  },
  {
    name: 'handbook.plans_over',
    on: ['strategy.edition.superseded', 'strategy.edition.expired'],
    run: (ctx, event) => endEdition(ctx, ofEdition.parse(event.payload).edition_id),
  },
  {
    // what serves a plan is a figure of the day
    name: 'handbook.procedures_that_serve',
    on: ['handbook.procedure.aligned', 'handbook.procedure.published'],
    run: async (ctx) => {
      await noteGaps(ctx)
    },
  },
  {
    // whoever joins a group has its trainings from that day on, and whoever leaves has them no more
    name: 'handbook.who_has_to',
    on: ['people.person.joined', 'people.person.left', 'people.group.changed'],
    run: (ctx) => lookWhoHasTo(ctx),
  },
  {
    name: 'handbook.source.look',
    on: ['handbook.source.asked'],
    steps: (open, event) => lookAt(open, ofSource.parse(event.payload).source_id),
  },
  {
    name: 'handbook.import.on',
    on: ['handbook.import.begun'],
    steps: (open, event) => continueImport(open, ofImport.parse(event.payload).import_id),
  },
  {
    name: 'handbook.chat.on',
    on: ['handbook.chat.confirmed'],
    steps: (open, event) => readChats(open, ofImport.parse(event.payload).import_id),
  },
]
