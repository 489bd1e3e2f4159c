import { useState } from 'react'
import { portalCompany, portalCompanyChange } from '../../../server/modules/billing/contract.ts'
import { regionsOf } from '../../../server/modules/customers/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { Answer, Button, countryText, Facts, Form, Loading, Modal, Note, SelectField, TextField, toast } from '../../kit/index.ts'

type Own = AskOutput<typeof portalCompany>

/** The company as the next invoice names it, with the way to change what may be changed here. */
export function CompanyFacts({ number }: { number?: string | undefined }) {
  const asked = useAsk(portalCompany, {})
  const [changing, setChanging] = useState(false)
  return (
    <Answer of={asked} loading={<Loading lines={5} />}>
      {(own) => (
        <div className="stack" style={{ gap: 'var(--s-4)' }}>
          <Facts
            facts={[
              { label: 'Company', value: own.legal_name },
              number !== undefined && { label: 'Customer number', value: <span className="num">{number}</span> },
              { label: 'Address', value: <Lines lines={own.lines} /> },
              (own.tax_id_asked || own.tax_id !== null) && { label: own.tax_id?.name ?? 'VAT id', value: <TaxId own={own} /> },
              {
                label: 'Invoices to',
                value: own.invoices_to ? own.invoices_to.email : 'Nobody yet: let a colleague in with the billing role',
              },
            ]}
          />
          {own.may.includes('portal.company.change') && (
            <div>
              <Button variant="default" size="md" onClick={() => setChanging(true)}>
                Change address{own.tax_id_asked ? ' or VAT id' : ''}
              </Button>
            </div>
          )}
          <ChangeCompany own={own} opened={changing} onClose={() => setChanging(false)} />
        </div>
      )}
    </Answer>
  )
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <>
      {lines.map((line) => (
        <span key={line} className="own-line">
          {line}
        </span>
      ))}
    </>
  )
}

function TaxId({ own }: { own: Own }) {
  if (!own.tax_id) return <span className="quiet">None yet. With one, tax is worked out for a business.</span>
  return (
    <>
      <span className="num">{own.tax_id.id}</span>
      {own.tax_id.text && <span className="own-line faint">{own.tax_id.text}</span>}
    </>
  )
}

function ChangeCompany({ own, opened, onClose }: { own: Own; opened: boolean; onClose: () => void }) {
  const regions = regionsOf(own.country)
  return (
    <Modal opened={opened} onClose={onClose} title="Change address and tax id">
      <Form
        operation={portalCompanyChange}
        initial={{ address: own.address, region: own.region ?? '', tax_id: own.tax_id?.id ?? '' }}
        fixed={{ if_match: own.version }}
        submit="Save"
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('Saved', { detail: 'It stands on what we issue from now on.' })
          onClose()
        }}
      >
        <TextField name="address.street" label="Street and number" autoComplete="street-address" autoFocus />
        <div className="fields-2">
          <TextField name="address.postal_code" label="Postal code" autoComplete="postal-code" />
          <TextField name="address.city" label="City" autoComplete="address-level2" />
        </div>
        {regions.length > 0 ? (
          <SelectField
            name="region"
            label={own.country === 'CA' ? 'Province' : 'State'}
            hint="Decides the sales tax of what comes next"
            options={regions.map(({ code, name }) => ({ value: code, label: name }))}
          />
        ) : (
          <TextField name="region" label="State or region" hint="Where the address has one" />
        )}
        {(own.tax_id_asked || own.tax_id !== null) && (
          <TextField name="tax_id" label={own.tax_id?.name ?? 'VAT id'} hint="Optional. With it, tax is worked out for a business" />
        )}
        <Note title="Issued invoices keep their address">
          The country stays {countryText(own.country)}, and so does the company’s name: contracts and tax hang on them. Write to us to move
          either.
        </Note>
      </Form>
    </Modal>
  )
}
