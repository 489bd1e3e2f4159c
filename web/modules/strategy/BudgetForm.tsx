import { useState } from 'react'
import { budgetAdd, budgetChange } from '../../../server/modules/strategy/contract.ts'
import type { AskInput } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { AreaField, DayField, Form, Modal, MoneyField, NumberField, SelectField, TextField, toast } from '../../kit/index.ts'
import { type Budget, type BudgetLine, kindWords } from './budget.ts'
import type { Page } from './words.ts'

type Input = Partial<AskInput<typeof budgetAdd>>

const paid = [
  { value: 'month', label: 'Each month' },
  { value: 'quarter', label: 'Each quarter' },
  { value: 'year', label: 'Each year' },
]
const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }))

/** A line of the budget, new or changed: what it is, on which method it hangs, and what it costs. */
export function BudgetForm({ page, budget, line, onClose }: { page: Page; budget: Budget; line?: BudgetLine; onClose: () => void }) {
  const own = useSession().data?.company?.currency ?? 'USD'
  const start = startOf(budget, line, own)
  const [values, setValues] = useState<Input>(start)
  const done = () => {
    toast('Kept')
    onClose()
  }
  const fields = <Fields budget={budget} values={values} fixedMethod={line !== undefined} />
  return (
    <Modal opened onClose={onClose} title={line ? 'Change the line' : 'What is to be paid for?'} size="lg">
      {line ? (
        <Form
          operation={budgetChange}
          fixed={{ id: page.edition.id, line: line.id }}
          initial={start as Partial<AskInput<typeof budgetChange>>}
          submit="Keep it"
          unguarded
          onCancel={onClose}
          onValues={(next) => setValues(next as Input)}
          onDone={done}
        >
          {fields}
        </Form>
      ) : (
        <Form
          operation={budgetAdd}
          fixed={{ id: page.edition.id }}
          initial={start}
          submit="Add it"
          unguarded
          onCancel={onClose}
          onValues={setValues}
          onDone={done}
        >
          {fields}
        </Form>
      )}
    </Modal>
  )
}

function Fields({ budget, values, fixedMethod }: { budget: Budget; values: Input; fixedMethod: boolean }) {
  const currency = values.currency ?? ''
  const known = /^[A-Z]{3}$/.test(currency) ? currency : 'USD'
  const people = values.kind === 'headcount'
  return (
    <>
      {!fixedMethod && (
        <SelectField name="item_key" label="Method" options={budget.methods.map(({ key, text }) => ({ value: key, label: text }))} />
      )}
      <div className="fields-2">
        <SelectField name="kind" label="Kind" options={kinds} />
        <TextField name="name" label="What for" />
        {people && <TextField name="role" label="Role" />}
        {people && <NumberField name="heads" label="How many" />}
        {values.kind === 'vendor' && <TextField name="source" label="Where they come from" />}
        {values.kind === 'system' && <TextField name="sku" label="Article" hint="As the vendor calls it" />}
        <SelectField
          name="currency"
          label="Currency"
          hint="The company’s own, and those of which it keeps rates. Each is summed by itself."
          options={[...new Set([...budget.currencies, ...(values.currency ? [values.currency] : [])])].map((code) => ({
            value: code,
            label: code,
          }))}
        />
        {people && <MoneyField name="cost_per_year_minor" label="Of one, a year" currency={known} />}
        {!people && <SelectField name="paid_per" label="Paid" options={paid} />}
        {!people && <MoneyField name="recurring_minor" label="At each payment" currency={known} />}
        {!people && <NumberField name="seats" label="Seats" />}
        {!people && <MoneyField name="per_seat_minor" label="Of each seat" currency={known} />}
        <MoneyField name="one_time_minor" label="Once" currency={known} />
        {!people && <MoneyField name="implementation_minor" label="To set it up" currency={known} />}
        <DayField name="starts_on" label="From" />
        <DayField name="ends_on" label="Until" hint="Without a day it goes on" />
      </div>
      {values.kind === 'vendor' && <AreaField name="statement_of_work" label="What they are to do" />}
      <AreaField name="business_value" label="What it brings" />
      <AreaField name="timeline" label="By when what of it" />
    </>
  )
}

/** A new line is in the currency of the one before, the first in the company's own. */
function startOf({ lines, methods, period }: Budget, line: BudgetLine | undefined, own: string): Input {
  if (!line)
    return {
      kind: 'system',
      paid_per: 'year',
      currency: lines.at(-1)?.currency ?? own,
      starts_on: period.from,
      ...(methods[0] ? { item_key: methods[0].key } : {}),
    }
  const { id: _id, item_key: _key, off_cycle: _off, added_by: _by, added_at: _at, now_minor: _now, next_minor: _next, ...said } = line
  return said
}
