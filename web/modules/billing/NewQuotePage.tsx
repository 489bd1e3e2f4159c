import { useState } from 'react'
import { accountRead, accountsList } from '../../../server/modules/customers/contract.ts'
import { lanePreview, portalPreview, productsList, quotesCreate } from '../../../server/modules/billing/contract.ts'
import { type AskInput, useAsk } from '../../ask.ts'
import {
  countryText,
  DayField,
  Form,
  Note,
  NumberField,
  Page,
  PickField,
  SelectField,
  TextField,
  useGo,
  useQueryText,
} from '../../kit/index.ts'

type Values = Partial<AskInput<typeof quotesCreate>>

/** An offer for a customer; the lane that it will take is told as one types. */
export default function NewQuotePage() {
  const go = useGo()
  const [account] = useQueryText('account')
  const asked = useAsk(accountRead, { id: account }, { enabled: account !== '' })
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
        initial={{
          ...(account && { account_id: account }),
          per: 'year',
          term_months: 12,
          discount_percent: '0',
          seats: 25,
          terms: 'standard',
        }}
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
          option={(row) => ({
            value: row.id,
            label: row.name,
            note: [row.number, countryText(row.country), row.domain].filter(Boolean).join(' · '),
          })}
          now={asked.data && { value: asked.data.id, label: asked.data.name }}
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

/** What the policy says of a deal like this at today's list price; nothing is said of a deal whose price is not known here. */
function LaneHint({ values }: { values: Values }) {
  const account = useAsk(accountRead, { id: values.account_id ?? '' }, { enabled: Boolean(values.account_id) })
  const { country, billing_address: address } = account.data ?? {}
  const seats = Number(values.seats) || 0
  const listed = useAsk(
    portalPreview,
    {
      product: values.product ?? '',
      seats,
      per: values.per ?? 'year',
      country: country ?? '',
      ...(address?.region && { region: address.region }),
    },
    { keep: true, enabled: Boolean(country && values.product) && seats > 0 && (country !== 'US' || Boolean(address?.region)) },
  )
  const discount = values.discount_percent?.trim() || '0'
  // of a discount that cannot be, nothing is said: the field says what is wrong with it
  const readable = /^(\d{1,2}(\.\d+)?|100(\.0+)?)$/.test(discount)
  const months = Number(values.term_months) || 12
  // of twelve months at list price
  const list = listed.data?.term_net_minor
  const asked = useAsk(
    lanePreview,
    {
      total_net_minor: Math.round(((list ?? 0) * months * (100 - Number(discount))) / 1200),
      currency: listed.data?.currency ?? 'USD',
      discount_pct: discount,
      term_months: Math.min(120, Math.max(1, months)),
      terms: values.terms ?? 'standard',
      channel: 'rep',
      payment: 'transfer',
    },
    { keep: true, enabled: readable && list !== undefined },
  )
  if (!asked.data || !readable || list === undefined) return null
  return (
    <Note
      title={
        asked.data.approve.length === 0
          ? 'A deal like this needs nobody’s approval'
          : `A deal like this needs approval by ${asked.data.approve.map((role) => role.replaceAll('_', ' ')).join(', ')}`
      }
    >
      {asked.data.text} Reckoned with today’s list price; the quote says it exactly before it is offered.
    </Note>
  )
}
