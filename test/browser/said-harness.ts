import { z } from 'zod'
import { quotesCreate } from '../../server/modules/billing/contract.ts'
import { errorsOf } from '../../web/kit/form/values.ts'

const wrong = {
  account_id: 7,
  product: 'harbor-professional',
  seats: -5,
  term_months: 1000,
  discount_percent: '200',
  terms: 'ours',
  company: [],
}

/** What forms say, in the words of the built app. */
const said = {
  operation: errorsOf(quotesCreate.input, wrong),
  jitless: z.config().jitless,
}

Object.assign(globalThis, { said })
