import type { Job } from '../../kernel/room.ts'
import { forgetUnconfirmed } from './store/accounts.ts'
import { forgetOld } from './store/portal.ts'

/** Sign-ups that nobody confirmed are forgotten after a week: they were never customers. */
export const jobs: Job[] = [
  {
    name: 'customers.forget_old',
    cron: '35 3 * * *',
    run: (open) =>
      open(async (ctx) => {
        await forgetOld(ctx.tx, ctx.now)
        await forgetUnconfirmed(ctx.tx, new Date(ctx.now.getTime() - 7 * 86_400_000))
      }),
  },
]
