import type { SetupStep } from '../../../kernel/board.ts'
import { sellsSomething } from '../store/catalogue.ts'

/** What a new company does here: it says what it sells. */
export const setup: readonly SetupStep[] = [
  {
    key: 'selling',
    place: 2,
    title: 'Say what you sell',
    says: 'A product, its editions and a price. The price page is made from it.',
    act: 'Set up selling',
    href: '/billing/begin',
    right: 'billing.configure',
    done: async (ctx) => ({ done: await sellsSomething(ctx.tx) }),
  },
]
