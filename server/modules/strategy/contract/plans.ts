import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { level, planLine } from './shapes.ts'

export const plansList = listOperation({
  name: 'strategy.plans.list',
  path: '/strategy/plans',
  right: 'strategy.read',
  summary: 'Plans with their place in the tree and the edition that counts',
  row: planLine,
  input: {
    level: level.optional(),
    state: z.enum(['draft', 'vetted']).optional(),
    q: z.string().trim().max(200).optional().describe('the same as `search`'),
  },
  list: {
    columns: {
      title: { title: 'Plan', kind: 'text', shown: true },
      level: {
        title: 'Level',
        kind: 'choice',
        choices: { company: 'Company', department: 'Department', team: 'Team', initiative: 'Initiative' },
        shown: true,
      },
      parent: { title: 'Serves', kind: 'text', value: 'parent_slug', empty: 'None', shown: true },
      period_from: { title: 'From', kind: 'day', value: 'edition.period_from', empty: 'No period', shown: true },
      period_to: { title: 'To', kind: 'day', value: 'edition.period_to', empty: 'No end', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        value: 'edition.state',
        choices: {
          draft: 'Draft',
          input: 'Collecting input',
          agreed: 'Agreed',
          vetted: 'Vetted',
          superseded: 'Superseded',
          expired: 'Expired',
          withdrawn: 'Withdrawn',
        },
        empty: 'Not written',
        shown: true,
      },
      counts: { title: 'Counts today', kind: 'yes', value: 'edition.counts' },
      completeness: { title: 'Written, percent', kind: 'count', value: 'edition.completeness', empty: 'Vetted', shown: true },
      measures: { title: 'Live measures', kind: 'count', value: 'edition.measures', shown: true },
      items: { title: 'Items', kind: 'count', value: 'edition.items' },
      errors: { title: 'Errors of alignment', kind: 'count', value: 'edition.errors' },
      lines_used: { title: 'Lines', kind: 'count', value: 'edition.lines_used', empty: 'Not written' },
      vetted_on: { title: 'Vetted on', kind: 'day', value: 'edition.vetted_on', empty: 'Not yet' },
      framework: { title: 'Framework', kind: 'text' },
      audience: {
        title: 'Read by',
        kind: 'choice',
        choices: { public: 'Everyone', internal: 'The company', restricted: 'The few' },
      },
    },
    sort: 'title',
    search: 'title',
    plain: { level: 'level', state: 'state' },
  },
})
