import { profilesList } from '../../../server/modules/licensing/contract.ts'
import { useAskPaged } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, DataTable, Day, Empty, Page } from '../../kit/index.ts'
import { flags } from './words.ts'

/** What each plan means in a licence file. A change is a new version; files that were issued keep theirs. */
export default function ProfilesPage() {
  const may = useMay()
  const add = may('licensing.issue') && <Button href="/licensing/profiles/new">New profile</Button>
  return (
    <Page
      title="Licence profiles"
      note="What a plan of a product means in a licence file. A change is a new version; files that were issued keep what they say."
      actions={add}
    >
      <DataTable
        operation={profilesList}
        label="Licence profiles"
        rowKey={(row) => row.id}
        {...(may('licensing.issue') && {
          rowHref: (row: { product_code: string; plan: string }) => `/licensing/profiles/new?product=${row.product_code}&plan=${row.plan}`,
        })}
        columns={[
          {
            id: 'plan',
            title: 'Product and plan',
            cell: (row) => (
              <span className="num nowrap">
                {row.product_code} · {row.plan}
              </span>
            ),
            phone: 'title',
          },
          { id: 'version', title: 'Version', align: 'right', cell: (row) => <span className="num">{row.version}</span> },
          { id: 'name', title: 'Name in the file', cell: (row) => row.sku_name },
          {
            id: 'flags',
            title: 'Features on',
            align: 'right',
            cell: (row) => (
              <span className="num nowrap">
                {Object.values(row.features).filter(Boolean).length} of {flags.length}
              </span>
            ),
            phone: 'hide',
          },
          {
            id: 'grace',
            title: 'Days of grace',
            align: 'right',
            cell: (row) => <span className="num">{row.grace_days}</span>,
            phone: 'hide',
          },
          { id: 'from', title: 'Counts from', cell: (row) => <Day day={row.valid_from} /> },
        ]}
        empty={
          <Empty title="No licence profiles" action={add}>
            A sale is licensed by the profile of its product and plan. Without one it waits.
          </Empty>
        }
      />
    </Page>
  )
}

/** The newest version of a plan, to begin the next one with. */
export function useNewestProfile(product: string, plan: string) {
  const asked = useAskPaged(profilesList, { limit: 200, ...(product && { product_code: product }) })
  return { pending: asked.isPending, profile: asked.rows.find((row) => row.plan === plan) }
}
