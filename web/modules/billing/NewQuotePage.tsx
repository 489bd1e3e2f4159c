import { useState } from 'react'
import { accountsList } from '../../../server/modules/customers/contract.ts'
import { lanePreview, productsList, quotesCreate } from '../../../server/modules/billing/contract.ts'
import { type AskInput, useAsk } from '../../ask.ts'
import { DayField, Form, Note, NumberField, Page, PickField, SelectField, TextField, useGo } from '../../kit/index.ts'

type Values = Partial<AskInput<typeof quotesCreate>>

/** An offer for a customer; the lane that it will take is told as one types. */
export default function NewQuotePage() {
  const go = useGo()
  const products = useAsk(productsList, { state: 'active' })
  const [values, setValues] = useState<Values>({})
  return (
    <Page
      title="New quote"
      crumbs={[{ title: 'Quotes', href: '/billing/quotes' }]}
      width="form"
      note="Prices come from the price book in force; the customer’s country decides which of our companies sells."
    >
      <Form
        operation={quotesCreate}
        initial={{ per: 'year', term_months: 12, discount_percent: '0', seats: 25, terms: 'standard' }}
        submit="Make quote"
        onValues={setValues}
        onCancel={() => go('/billing/quotes')}
        onDone={(quote) => go(`/billing/quotes/${quote.id}`)}
      >
        <PickField
          name="account_id"
          label="Customer"
          operation={accountsList}
          search="search"
          option={(row) => ({ value: row.id, label: row.name })}
        />
        <SelectField
          name="product"
          label="Product"
          options={(products.data?.items ?? []).map((one) => ({ value: one.code, label: one.name }))}
        />
        <div className="fields-2">
          <NumberField name="seats" label="Seats" min={1} />
          <SelectField
            name="per"
            label="Billed"
            options={[
              { value: 'year', label: 'Yearly' },
              { value: 'month', label: 'Monthly' },
            ]}
          />
          <NumberField name="term_months" label="Term in months" min={1} max={60} />
          <TextField name="discount_percent" label="Discount in percent" />
          <DayField name="start" label="Start (left empty: on acceptance)" />
          <TextField name="po_number" label="Their PO number" />
        </div>
        <SelectField
          name="terms"
          label="Terms"
          options={[
            { value: 'standard', label: 'Our standard terms' },
            { value: 'custom', label: 'Terms that differ' },
          ]}
        />
        <LaneHint values={values} />
      </Form>
    </Page>
  )
}

/** What the policy says of a discount and terms like these, on the limit's own amount. */
function LaneHint({ values }: { values: Values }) {
  const discount = values.discount_percent?.trim() || '0'
  // of a discount that cannot be, nothing is said: the field says what is wrong with it
  const readable = /^(\d{1,2}(\.\d+)?|100(\.0+)?)$/.test(discount)
  const months = Number(values.term_months) || 12
  const asked = useAsk(
    lanePreview,
    {
      total_net_minor: 0,
      currency: 'USD',
      discount_pct: discount,
      term_months: Math.min(120, Math.max(1, months)),
      terms: values.terms ?? 'standard',
      channel: 'rep',
      payment: 'transfer',
    },
    { keep: true, enabled: readable },
  )
  if (!asked.data || !readable) return null
  return (
    <Note
      title={
        asked.data.approve.length === 0
          ? 'Small orders like this need nobody'
          : `Needs ${asked.data.approve.map((role) => role.replaceAll('_', ' ')).join(', ')}`
      }
    >
      The lane is decided by the total, too; the quote shows it before it is offered.
    </Note>
  )
}
