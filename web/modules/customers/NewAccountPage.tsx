import { accountCreate } from '../../../server/modules/customers/contract.ts'
import { CheckField, Form, ManyField, Page, Section, TextField, useGo } from '../../kit/index.ts'
import { AccountFields, BillingFields } from './AccountFields.tsx'
import { contactRoles } from './words.ts'

/** An account that a colleague enters. */
export default function NewAccountPage() {
  const go = useGo()
  return (
    <Page title="New account" width="form" crumbs={[{ title: 'Accounts', href: '/customers/accounts' }]}>
      <Form
        operation={accountCreate}
        initial={{ kind: 'business', anyway: false }}
        submit="Create account"
        onCancel={() => go('/customers/accounts')}
        onDone={(account) => go(`/customers/accounts/${account.id}`)}
      >
        <Section title="Who they are" plain>
          <div className="form">
            <AccountFields />
          </div>
        </Section>
        <Section title="Their first contact" note="They can sign in to the portal with a code to this address." plain>
          <div className="form">
            <div className="fields-2">
              <TextField name="contact.name" label="Name" autoComplete="off" />
              <TextField name="contact.email" label="E-mail" type="email" autoComplete="off" />
            </div>
            <ManyField name="contact.roles" label="May" options={contactRoles} />
          </div>
        </Section>
        <Section title="Where invoices go" plain>
          <div className="form">
            <BillingFields />
          </div>
        </Section>
        <CheckField
          name="anyway"
          label="Create it even if it looks like a customer we have"
          hint="Accounts of the same name or mail domain are usually the same customer."
        />
      </Form>
    </Page>
  )
}
