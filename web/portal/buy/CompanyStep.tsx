import { type ReactNode, useState } from 'react'
import { regionsOf, signUp } from '../../../server/modules/customers/contract.ts'
import { ask, queries } from '../../ask.ts'
import { SelectField, TextField } from '../../kit/index.ts'
import { Form } from '../../kit/form/Form.tsx'
import { useForm } from '../../kit/form/held.ts'
import { CodeForm, type CodeSent } from '../CodeForm.tsx'
import type { Company } from './choice.ts'
import { RegionField } from './RegionField.tsx'

type CompanyStepProps = {
  company: Company
  countries: { code: string; name: string }[]
  onCompany: (change: Partial<Company>) => void
  onSignedIn: () => void
  /** a tax id that does not hold, and why */
  wrongTaxId: { id: string; says: string } | undefined
  /** what it comes to, above the button */
  total: ReactNode
}

/** Second step: who buys. The address is proven by a code; an address that we know signs in by it. */
export function CompanyStep({ company, countries, onCompany, onSignedIn, wrongTaxId, total }: CompanyStepProps) {
  const [sent, setSent] = useState<CodeSent>()
  const again = async () => setSent(await ask(signUp, inputOf(company)))
  if (sent) {
    return (
      <CodeForm
        sent={sent}
        submit="Confirm and continue"
        onAgain={again}
        onDone={() => {
          void queries.invalidateQueries()
          onSignedIn()
        }}
      />
    )
  }
  return (
    <Form
      operation={signUp}
      initial={inputOf(company)}
      submit="Continue"
      unguarded
      full
      stale={[]}
      onValues={(values) => onCompany(companyOf(values))}
      onDone={setSent}
    >
      <TextField name="company" label="Company, as it stands on the invoice" autoComplete="organization" autoFocus />
      <div className="fields-2">
        <SelectField
          name="country"
          label="Country"
          hint="Decides currency and tax"
          options={countries.map((one) => ({ value: one.code, label: one.name }))}
          also={(next) => ({ region: undefined, ...(hasVat(next) ? {} : { vat_id: undefined }) })}
        />
        <RegionField />
      </div>
      <TextField name="address.line1" label="Street and number" autoComplete="street-address" />
      <div className="fields-2">
        <TextField name="address.postal_code" label="Postal code" autoComplete="postal-code" />
        <TextField name="address.city" label="City" autoComplete="address-level2" />
      </div>
      <VatField wrong={wrongTaxId} />
      <div className="fields-2">
        <TextField name="name" label="Your name" autoComplete="name" />
        <TextField name="email" label="Your work e-mail" type="email" autoComplete="email" />
      </div>
      {total}
    </Form>
  )
}

/** Where sales tax is charged by state or province, no VAT id is asked for. */
function VatField({ wrong }: { wrong: CompanyStepProps['wrongTaxId'] }) {
  const { country, vat_id } = useForm().values
  if (!hasVat(country)) return null
  return (
    <TextField
      name="vat_id"
      label="VAT id"
      hint="Optional. With it, tax is worked out for a business"
      wrong={wrong?.id === vat_id ? wrong?.says : undefined}
    />
  )
}

const hasVat = (country: unknown) => regionsOf(typeof country === 'string' ? country : '').length === 0

type SignUp = Parameters<typeof ask<typeof signUp>>[1]

function inputOf(company: Company): SignUp {
  const { legal_name, country, region, street, postal_code, city, tax_id, name, email } = company
  return {
    company: legal_name,
    country,
    name,
    email,
    address: { line1: street, postal_code, city },
    ...(region ? { region } : {}),
    ...(tax_id ? { vat_id: tax_id } : {}),
  }
}

function companyOf(values: Partial<SignUp>): Partial<Company> {
  const { line1: street = '', postal_code = '', city = '' }: Partial<SignUp['address']> = values.address ?? {}
  return {
    legal_name: values.company ?? '',
    country: values.country ?? '',
    region: values.region ?? '',
    street,
    postal_code,
    city,
    tax_id: values.vat_id ?? '',
    name: values.name ?? '',
    email: values.email ?? '',
  }
}
