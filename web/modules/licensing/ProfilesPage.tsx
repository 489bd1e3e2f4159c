import { profilesList } from '../../../server/modules/licensing/contract.ts'
import { type AskOutput, useAskPaged } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Button, Count, Day, Empty, Glance, Link, List, listOf, titleOf } from '../../kit/index.ts'
import { flags } from './words.ts'

const list = listOf({
  sku_name: { title: 'Name in the file', kind: 'text' },
  product_code: { title: 'Product', kind: 'text' },
  plan: { title: 'Plan', kind: 'text' },
  version: { title: 'Version', kind: 'count' },
  features: { title: 'Features on', kind: 'count' },
  grace_days: { title: 'Days of grace', kind: 'count' },
  valid_from: { title: 'Counts from', kind: 'day' },
})

/** What each plan means in a licence file. A change is a new version; files that were issued keep theirs. */
export default function ProfilesPage() {
  const may = useMay()
  const add = may('licensing.issue') && <Button href="/licensing/profiles/new">New profile</Button>
  return (
    <List
      operation={profilesList}
      list={list}
      title="Licence profiles"
      one="profile"
      crumbs={[{ title: 'Licences', href: '/licensing/licences' }]}
      actions={add}
      note="What a plan of a product means in a licence file. A change is a new version; files that were issued keep what they say."
      cells={{
        product_code: (row) => titleOf(row.product_code),
        plan: (row) => titleOf(row.plan),
        features: (row) => `${on(row)} of ${flags.length}`,
      }}
      peek={(row) => (
        <Glance
          name={row.sku_name}
          note={`${titleOf(row.product_code)}, version ${row.version}`}
          figures={[
            { label: 'Features on', value: `${on(row)} of ${flags.length}` },
            { label: 'Days of grace', value: <Count value={row.grace_days} /> },
          ]}
          facts={[
            { label: 'Counts from', value: <Day day={row.valid_from} /> },
            { label: 'Plan', value: titleOf(row.plan) },
            may('licensing.issue') && {
              label: 'Next version',
              value: <Link href={`/licensing/profiles/new?product=${row.product_code}&plan=${row.plan}`}>Write it</Link>,
            },
          ]}
        />
      )}
      empty={
        <Empty title="No licence profiles" action={add}>
          A sale is licensed by the profile of its product and plan. Without one it waits.
        </Empty>
      }
    />
  )
}

function on(row: AskOutput<typeof profilesList>['items'][number]): number {
  return Object.values(row.features).filter(Boolean).length
}

/** The newest version of a plan, to begin the next one with. */
export function useNewestProfile(product: string, plan: string) {
  const asked = useAskPaged(profilesList, { limit: 200, ...(product && { product_code: product }) })
  return { pending: asked.isPending, profile: asked.rows.find((row) => row.plan === plan) }
}
