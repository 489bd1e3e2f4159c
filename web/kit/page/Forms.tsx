import { type ReactNode } from 'react'
import {
  AreaField,
  CheckField,
  DayField,
  FileField,
  Form,
  ManyField,
  MoneyField,
  NumberField,
  PasswordField,
  PickField,
  SelectField,
  TextField,
  useForm,
} from '../index.ts'
import { Conflict } from '../form/Conflict.tsx'
import { contractEdit, contracts } from './made-up.ts'
import { Part } from './Part.tsx'

const editions = [
  { value: 'professional', label: 'Professional' },
  { value: 'enterprise', label: 'Enterprise' },
]
const initial = {
  customer: 'Maple Bank',
  seats: 420,
  price_minor: 6_804_000,
  starts: '2026-01-21',
  product: 'enterprise',
  editions: ['enterprise'],
}

export function Forms() {
  return (
    <>
      <Part name="Form" wide>
        <Sheet>
          <div className="fields-2">
            <TextField name="customer" label="Customer" hint="As on invoices." />
            <SelectField name="product" label="Product" options={editions} />
            <NumberField name="seats" label="Seats" />
            <MoneyField name="price_minor" label="Price a year" currency="USD" />
            <DayField name="starts" label="Starts" />
            <PickField
              name="account"
              label="Account"
              operation={contracts}
              search="search"
              option={(row) => ({ value: row.id, label: row.customer_name })}
            />
            <PasswordField name="secret" label="Password" />
          </div>
          <AreaField name="note" label="Note" hint="Only colleagues read it." />
          <CheckField name="renews" label="Renews by itself" />
          <ManyField name="editions" label="Editions" options={editions} />
          <FileField name="file" label="The signed order" accept=".pdf" />
          <Seen />
        </Sheet>
      </Part>
      <Part name="Conflict" wide>
        <Conflict
          by="Cato Lindholm"
          clashes={[
            { name: 'seats', mine: 450, theirs: 430 },
            { name: 'note', mine: 'They asked for more.', theirs: '' },
          ]}
          labelOf={(name) => (name === 'seats' ? 'Seats' : 'Note')}
          names={{}}
          onMine={() => undefined}
          onTheirs={() => undefined}
          onBoth={() => undefined}
        />
      </Part>
    </>
  )
}

function Sheet({ children }: { children: ReactNode }) {
  return (
    <Form
      operation={contractEdit}
      initial={initial}
      fixed={{ id: '1', if_match: 3 }}
      submit="Save"
      unguarded
      lastBy="Cato Lindholm"
      onDone={() => undefined}
      onCancel={() => undefined}
    >
      {children}
    </Form>
  )
}

/** What a part of a form's own reads of it. */
function Seen() {
  const { values } = useForm()
  return <p className="quiet">{String(values['seats'])} seats from the form’s own values.</p>
}
