import { say, type SetupStep } from '../../kernel/board.ts'
import { newestSource } from './store/sources.ts'

/** What a new company does here: it connects what its servers report. */
export const setup: readonly SetupStep[] = [
  {
    key: 'telemetry',
    place: 4,
    title: 'Connect what your servers report',
    says: 'Make a source and paste its key into a server, or leave it until later.',
    act: 'Connect a source',
    href: '/data/sources',
    right: 'data.source',
    done: async (ctx) => {
      const source = await newestSource(ctx.tx)
      if (!source) return { done: false }
      if (source.last_event_at) return { done: true, says: say('{name} reports', { name: { value: source.name, unit: 'text' } }) }
      return {
        done: false,
        says: say('{name} is there. Its first event has not arrived yet.', { name: { value: source.name, unit: 'text' } }),
      }
    },
  },
]
