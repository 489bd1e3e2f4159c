import { segmentsChange, segmentsRead } from '../../../server/modules/customers/contract.ts'
import { useAsk } from '../../ask.ts'
import {
  Answer,
  Count,
  Day,
  Form,
  Loading,
  NumberField,
  Page,
  PlainTable,
  Section,
  Stack,
  TextField,
  countOf,
  countText,
  toast,
} from '../../kit/index.ts'
import { accountTabs } from './words.ts'

/** From how many employees a company counts as the larger segment, since when, and why. */
export default function SegmentsPage() {
  const asked = useAsk(segmentsRead, {})
  return (
    <Page
      title="Segments"
      heading={
        asked.data && (
          <>
            {`Enterprise begins at ${countOf(asked.data.enterprise_from, 'employee')}. `}
            <span className="quiet">{`Mid-market at ${countText(asked.data.mid_market_from)}, smaller below.`}</span>
          </>
        )
      }
      note="Where the number of employees is known, the segment follows from it; figures by segment follow too."
      crumbs={[{ title: 'Customers', href: '/customers/accounts' }]}
      tabs={accountTabs}
      width="form"
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(now) => (
          <Stack gap={5}>
            {now.may.includes('customers.segments.change') ? (
              <Form
                operation={segmentsChange}
                initial={{ mid_market_from: now.mid_market_from, enterprise_from: now.enterprise_from }}
                fixed={{ if_match: now.version }}
                lastBy={now.by}
                submit="Change from today on"
                onDone={({ moved }) => toast(moved === 1 ? '1 account moved' : `${moved} accounts moved`)}
              >
                <div className="fields-2">
                  <NumberField name="mid_market_from" label="Mid-market from so many employees" min={2} />
                  <NumberField name="enterprise_from" label="Enterprise from so many employees" min={3} />
                </div>
                <TextField name="reason" label="Reason" />
              </Form>
            ) : (
              <p className="quiet">Whoever looks after sales changes them here.</p>
            )}
            <Section title="Since when" flush>
              <PlainTable
                bare
                label="Bands over time"
                rows={[now, ...now.before]}
                rowKey={(row) => String(row.version)}
                columns={[
                  { id: 'from', title: 'From', cell: (row) => <Day day={row.valid_from} />, phone: 'title' },
                  { id: 'middle', title: 'Mid-market', align: 'right', cell: (row) => <Count value={row.mid_market_from} /> },
                  { id: 'large', title: 'Enterprise', align: 'right', cell: (row) => <Count value={row.enterprise_from} /> },
                  { id: 'reason', title: 'Reason', cell: (row) => row.reason },
                  { id: 'by', title: 'By', cell: (row) => row.by, phone: 'hide' },
                ]}
              />
            </Section>
          </Stack>
        )}
      </Answer>
    </Page>
  )
}
