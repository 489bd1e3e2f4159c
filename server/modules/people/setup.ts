import { say, type SetupStep } from '../../kernel/board.ts'
import { companyOf } from './company.ts'
import { countColleagues } from './store/persons.ts'

/** What a new company does here: it says who it is, and brings its people. */
export const setup: readonly SetupStep[] = [
  {
    key: 'company',
    place: 1,
    title: 'Say who you are',
    says: 'Name, time zone, currency and the end of the fiscal year.',
    act: 'Change',
    href: '/people/company',
    right: 'people.admin',
    done: async (ctx) => {
      const { name, currency, fiscal_year_end } = await companyOf(ctx)
      return {
        done: true,
        says: say('{name}, fiscal year ends on {day}, {currency}', {
          name: { value: name, unit: 'text' },
          day: { value: `2027-${fiscal_year_end}`, unit: 'day' },
          currency: { value: currency, unit: 'currency' },
        }),
      }
    },
  },
  {
    key: 'team',
    place: 5,
    title: 'Invite your team',
    says: 'Each sees the board of their own work.',
    act: 'Invite',
    href: '/people/invitations',
    right: 'people.admin',
    done: async (ctx) => {
      const { others, invited } = await countColleagues(ctx.tx, ctx.now)
      if (others + invited === 0) return { done: false }
      const count = (value: number) => ({ value: String(value), unit: 'count' })
      const here = others === 1 ? '1 colleague is here' : '{others} colleagues are here'
      const asked = `{invited} ${invited === 1 ? 'is' : 'are'} invited`
      const text = others === 0 ? asked : invited === 0 ? here : `${here}, ${asked}`
      return { done: true, says: say(text, { others: count(others), invited: count(invited) }) }
    },
  },
]
