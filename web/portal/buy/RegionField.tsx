import { regionsOf } from '../../../server/modules/customers/contract.ts'
import { SelectField, TextField } from '../../kit/index.ts'
import { useForm } from '../../kit/form/held.ts'

/** The state or province of the chosen country: a list where one is needed, elsewhere free words that may stay empty. */
export function RegionField() {
  const form = useForm()
  const country = form.values['country']
  const regions = regionsOf(typeof country === 'string' ? country : '')
  if (regions.length === 0) return <TextField name="region" label="State or region" hint="Where the address has one" />
  return (
    <SelectField
      key={String(country)}
      name="region"
      label={country === 'CA' ? 'Province' : 'State'}
      hint="Decides which tax applies"
      options={regions.map(({ code, name }) => ({ value: code, label: name }))}
      needed
    />
  )
}
