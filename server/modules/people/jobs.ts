import type { Job } from '../../kernel/room.ts'
import { forgetOld } from './store/sessions.ts'

export const jobs: Job[] = [{ name: 'people.forget_old', cron: '20 3 * * *', run: (open) => open((ctx) => forgetOld(ctx.tx, ctx.now)) }]
