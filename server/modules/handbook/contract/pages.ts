import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape, versionShape } from '../../../kernel/shapes.ts'
import { audience, changeClass, groups, heading, mark, note, pageShape, path, someone, source } from './shapes.ts'

const pageLine = z.object({
  id: z.string(),
  path: z.string(),
  title: z.string(),
  summary: z.string(),
  completeness: z.int().nullable(),
  mark: mark.nullable(),
  owner: someone,
  backup: someone.nullable(),
  audience,
  state: z.enum(['published', 'retired']),
  label: z.string(),
  changed_at: z.date(),
})

export const pagesList = listOperation({
  name: 'handbook.pages.list',
  path: '/handbook/pages',
  right: 'handbook.read',
  summary: 'Pages that the asker may open, by address',
  row: pageLine,
  list: {
    columns: {
      title: { title: 'Page', kind: 'text', shown: true },
      path: { title: 'Address', kind: 'text', shown: true },
      owner: { title: 'Owner', kind: 'person', value: 'owner.name', id: 'owner.id', shown: true },
      audience: {
        title: 'Seen by',
        kind: 'choice',
        choices: { public: 'Everyone', internal: 'All colleagues', restricted: 'The few' },
        shown: true,
      },
      mark: {
        title: 'Mark',
        kind: 'choice',
        choices: { tba: 'To be written', wip: 'In the works', needs_update: 'Needs updating' },
        empty: 'None',
        shown: true,
      },
      completeness: { title: 'Written, %', kind: 'count', empty: 'Not said' },
      changed: { title: 'Changed', kind: 'instant', value: 'changed_at', shown: true },
      label: { title: 'Version', kind: 'text', asked: false },
      backup: { title: 'Backup', kind: 'person', value: 'backup.name', id: 'backup.id', empty: 'Nobody' },
      state: { title: 'State', kind: 'choice', choices: { published: 'In force', retired: 'Retired' } },
      summary: { title: 'About', kind: 'text' },
    },
    sort: 'path',
    search: 'title, summary, path',
  },
})

export const pagesGet = operation({
  name: 'handbook.pages.get',
  method: 'GET',
  path: '/handbook/pages/{id}',
  right: 'handbook.read',
  summary: 'A page as the asker may read it, with what links to it',
  input: z.object({ id: idShape }),
  output: pageShape.extend({
    html: z.string().describe('of the allowed kind of HTML; parts for some say so in data-audience'),
    headings: z.array(heading),
    linked_from: z.array(z.object({ id: z.string(), title: z.string() })),
    includes: z
      .array(
        z.object({
          ...{ id: z.string(), title: z.string(), path: z.string() },
          is: z.enum(['same', 'behind']).describe('behind: that page has other words by now, or is gone'),
        }),
      )
      .describe('pages on which passages of this one are kept'),
    included_by: z.array(z.object({ id: z.string(), title: z.string() })).describe('pages that take its text'),
    former_paths: z.array(z.string()),
    watched: z.boolean().describe('the asker is told when it has another text'),
  }),
})

export const pagesCreate = operation({
  name: 'handbook.pages.create',
  method: 'POST',
  path: '/handbook/pages',
  right: 'handbook.write',
  summary: 'Publishes the first text of a page',
  input: z.object({
    source,
    path: path.optional().describe('of the title when left out'),
    owner: idShape.optional().describe('whoever asks when left out'),
    backup: idShape.nullable().default(null),
    audience: audience.default('internal'),
    groups: groups.default([]).describe('for the few: whose members read it'),
    note: note.optional(),
    public_hash: z.string().optional().describe('what the preview said of the text that everyone would see'),
  }),
  output: pageShape,
  status: 201,
})

export const pagesChange = operation({
  name: 'handbook.pages.change',
  method: 'PATCH',
  path: '/handbook/pages/{id}',
  right: 'handbook.write',
  summary: 'Whose a page is and who reads it',
  edit: 'version',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    owner: idShape.optional(),
    backup: idShape.nullable().optional(),
    audience: audience.optional(),
    groups: groups.optional(),
    public_hash: z.string().optional(),
  }),
  output: pageShape,
})

export const pagesPublish = operation({
  name: 'handbook.pages.publish',
  method: 'POST',
  path: '/handbook/pages/{id}/versions',
  right: 'handbook.write',
  summary: 'Publishes another text of a page; its class is computed, and may be raised',
  input: z.object({
    id: idShape,
    base: z.int().min(1).describe('the number of the text that was changed; a newer one is refused with both'),
    source,
    note,
    class: changeClass.exclude(['first']).optional().describe('higher than what is computed'),
    public_hash: z.string().optional(),
  }),
  output: pageShape.extend({ changed: z.boolean() }),
})

export const pagesMove = operation({
  name: 'handbook.pages.move',
  method: 'POST',
  path: '/handbook/pages/{id}/moves',
  right: 'handbook.write',
  summary: 'Another address; the former one leads to it for good',
  input: z.object({ id: idShape, path }),
  output: pageShape,
})

export const pagesRetire = operation({
  name: 'handbook.pages.retire',
  method: 'POST',
  path: '/handbook/pages/{id}/retirements',
  right: 'handbook.write',
  summary: 'Takes a page out of force; its address leads to what replaces it',
  input: z.object({ id: idShape, reason: note, replaced_by: idShape.nullable().default(null) }),
  output: pageShape,
})

export const includesTake = operation({
  name: 'handbook.includes.take',
  method: 'POST',
  path: '/handbook/pages/{id}/inclusions',
  right: 'handbook.write',
  summary: 'Takes the words of now of all pages that a page includes: published, or put forward where they change what people do',
  input: z.object({ id: idShape, note: note.default('The words of now of what it includes') }),
  output: z.object({
    as: z.enum(['published', 'put_forward', 'nothing']).describe('nothing: it has these words already'),
    label: z.string().describe('the version that is in force'),
  }),
})
