import { personsList } from '../../../server/modules/people/contract.ts'
import { NumberField, PickField, SelectField, TextField } from '../../kit/index.ts'
import { countryOptions, kinds, segments } from './words.ts'

/** The fields of an account, the same where one is made and where one is changed. */
export function AccountFields({ owner }: { owner?: { id: string; name: string } | null }) {
  return (
    <>
      <TextField name="name" label="Name" autoFocus />
      <TextField name="legal_name" label="Legal name" hint="As in the register, where it differs." />
      <div className="fields-2">
        <SelectField name="kind" label="Kind" options={kinds} />
        <NumberField name="employees" label="Employees" min={1} hint="Decides the segment." />
      </div>
      <SelectField name="segment" label="Segment" options={segments} clearable hint="Only where the number of employees is not known." />
      <div className="fields-2">
        <SelectField name="country" label="Country" options={countryOptions()} />
        <TextField name="region" label="State or region" hint="Decides taxes in some countries." />
      </div>
      <div className="fields-2">
        <TextField name="website" label="Website" type="url" placeholder="acme.example" />
        <PickField
          name="owner_id"
          label="Owner"
          hint="Who looks after this customer."
          operation={personsList}
          search="search"
          option={(row) => ({ value: row.id, label: row.name })}
          now={owner ? { value: owner.id, label: owner.name } : undefined}
        />
      </div>
    </>
  )
}

/** Where invoices go, and the number under which the buyer is taxed. */
export function BillingFields() {
  return (
    <>
      <TextField name="billing_address.line1" label="Street and number" autoComplete="address-line1" />
      <TextField name="billing_address.line2" label="Further line" autoComplete="address-line2" />
      <div className="fields-2">
        <TextField name="billing_address.postal_code" label="Postal code" autoComplete="postal-code" />
        <TextField name="billing_address.city" label="City" autoComplete="address-level2" />
      </div>
      <TextField name="tax_id" label="Tax number" hint="A VAT number such as DE123456788, where there is one." mono />
    </>
  )
}
