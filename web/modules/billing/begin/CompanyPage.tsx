import { entitiesChange, entitiesList } from '../../../../server/modules/billing/contract.ts'
import { useAsk } from '../../../ask.ts'
import { Answer, Form, Loading, NoSuch, Note, Page, Section, Stack, TextField, toast, useGo, useParam } from '../../../kit/index.ts'
import { BankFields, CompanyFields, ReachField, RegistrationsField } from './CompanyFields.tsx'
import './begin.css'

/** Changes a selling company; what it issued keeps the facts of its day. */
export default function CompanyPage() {
  const id = useParam('id')
  const go = useGo()
  const asked = useAsk(entitiesList, {})
  const found = asked.data?.items.find((one) => one.id === id)
  return (
    <Page title={found?.name ?? 'Selling company'} width="form" crumbs={[{ title: 'Catalogue', href: '/billing/catalogue' }]}>
      <Answer of={asked} loading={<Loading rows={6} />}>
        {() =>
          !found ? (
            <NoSuch title="Company" back={{ title: 'Catalogue', href: '/billing/catalogue' }} />
          ) : (
            <Stack gap={5}>
              <Note>
                Invoices that were issued keep name, address and numbers as they were. Country, currency and days stay once there are
                customers.
              </Note>
              <Form
                key={found.id}
                operation={entitiesChange}
                fixed={{ id: found.id, if_match: found.version }}
                initial={{
                  name: found.name,
                  address: {
                    street: found.address['street'] ?? '',
                    city: found.address['city'] ?? '',
                    postal_code: found.address['postal_code'] ?? '',
                  },
                  country: found.country,
                  region: found.region,
                  currency: found.currency,
                  zone: found.zone,
                  registrations: found.registrations,
                  iban: found.iban,
                  bic: found.bic,
                  sells_to: found.sells_to,
                }}
                submit="Save changes"
                onCancel={() => go('/billing/catalogue')}
                onDone={() => {
                  toast('Saved')
                  go('/billing/catalogue')
                }}
              >
                <TextField name="name" label="Legal name" />
                <CompanyFields />
                <Section title="Where it collects tax" plain>
                  <RegistrationsField />
                </Section>
                <ReachField />
                <BankFields />
              </Form>
            </Stack>
          )
        }
      </Answer>
    </Page>
  )
}
