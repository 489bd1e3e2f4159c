import type { SetupStep } from '../../kernel/board.ts'
import { hasPlan } from './store/plans.ts'

/** What a new company does here: it writes its first plan. */
export const setup: readonly SetupStep[] = [
  {
    key: 'plan',
    place: 3,
    title: 'Write the first plan',
    says: 'One page: vision, priorities, methods, obstacles, measures. Or bring one.',
    act: 'Use the template',
    href: '/strategy/new',
    right: 'strategy.write',
    done: async (ctx) => ({ done: await hasPlan(ctx.tx) }),
  },
]
