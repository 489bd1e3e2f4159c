import { entitiesCreate } from '../../../../server/modules/billing/contract.ts'
import { useSession } from '../../../frame/session.ts'
import { Answer, Form, Loading, Page, Section, TextField, toast, useGo } from '../../../kit/index.ts'
import { BankFields, CompanyFields, ReachField, RegistrationsField } from './CompanyFields.tsx'
import './begin.css'

/** A company of ours that sells: its name and address are printed on invoices, its registrations decide which tax is collected. */
export default function NewCompanyPage() {
  const go = useGo()
  const session = useSession()
  return (
    <Page title="New selling company" width="form" crumbs={[{ title: 'Set up selling', href: '/billing/begin' }]}>
      <Answer of={session} loading={<Loading rows={6} />}>
        {({ company }) => (
          <Form
            operation={entitiesCreate}
            initial={{
              ...(company && { name: company.name, currency: company.currency, zone: company.zone }),
              address: { street: '', city: '' },
              registrations: [],
              sells_to: ['*'],
            }}
            submit="Add company"
            onCancel={() => go('/billing/begin')}
            onDone={(entity) => {
              toast(`${entity.name} added`)
              go('/billing/begin')
            }}
          >
            <Section title="Who sells" plain>
              <div className="form">
                <div className="fields-2">
                  <TextField name="name" label="Legal name" hint="As in the register." autoComplete="organization" autoFocus />
                  <TextField name="code" label="Code" hint="Short and for good, in invoice numbers: US, DE." placeholder="US" mono />
                </div>
                <CompanyFields />
              </div>
            </Section>
            <Section title="Where it collects tax" note="Without a registration no tax of that place is charged, except at home." plain>
              <RegistrationsField />
            </Section>
            <Section
              title="Whom it sells to, and where money goes"
              note="The bank account is printed on invoices that are paid by transfer."
              plain
            >
              <div className="form">
                <ReachField />
                <BankFields />
              </div>
            </Section>
          </Form>
        )}
      </Answer>
    </Page>
  )
}
