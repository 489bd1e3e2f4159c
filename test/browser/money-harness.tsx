import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { operation } from '../../server/kernel/operation.ts'
import { Form, MoneyField } from '../../web/kit/index.ts'

/** A page with nothing but one amount to type; the address says in which currency and with which amount it begins. */
const asked = new URLSearchParams(location.search)
const pay = operation({
  name: 'harbour.dues.pay',
  method: 'POST',
  path: '/dues',
  right: 'harbour.write',
  summary: 'Pays a due',
  input: z.object({ amount_minor: z.int() }),
  output: z.object({}),
})
const initial = asked.get('amount') === null ? {} : { amount_minor: Number(asked.get('amount')) }

createRoot(document.getElementById('root') as HTMLElement).render(
  <MantineProvider>
    <QueryClientProvider client={new QueryClient()}>
      <Form operation={pay} initial={initial} submit="Pay" unguarded onDone={() => undefined}>
        <MoneyField name="amount_minor" label="Amount" currency={asked.get('currency') ?? 'EUR'} />
      </Form>
    </QueryClientProvider>
  </MantineProvider>,
)
