import { freshnessRead } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import {
  Answer,
  bytesText,
  countText,
  Facts,
  Instant,
  Loading,
  Note,
  PlainTable,
  Section,
  Stack,
  Status,
  titleOf,
} from '../../kit/index.ts'
import { Freshness, Through } from './Freshness.tsx'

type Parent = AskOutput<typeof freshnessRead>['parents'][number]

/** `billing.public_contract_items` is the contract items of billing; its own name stands on hover. */
const parentName = ({ name, kind }: Parent) =>
  kind === 'events' ? 'Events of servers and people' : titleOf((name.split('.')[1] ?? name).replace(/^public_/, ''))
const parentRoom = ({ name, kind }: Parent) => (kind === 'events' ? 'The log' : roomWords(name.split('.')[0] ?? ''))
const roomWords = (room: string) => ({ cadence: 'Meetings', kernel: 'The house' })[room] ?? titleOf(room)

/** How far everything is in that figures stand on, and how the log and the warehouse are. */
export function Ages() {
  const asked = useAsk(freshnessRead, {}, { refetchInterval: 5000 })
  return (
    <Answer of={asked} loading={<Loading rows={4} />}>
      {(fresh) => (
        <>
          <Section title="How far everything is in" flush>
            <PlainTable
              label="Freshness of parents"
              dense
              rows={fresh.parents}
              rowKey={(row) => row.name}
              columns={[
                {
                  id: 'name',
                  title: 'What figures stand on',
                  phone: 'title',
                  cell: (row) => <span title={row.name}>{parentName(row)}</span>,
                  text: parentName,
                },
                { id: 'from', title: 'From', cell: parentRoom, text: parentRoom },
                {
                  id: 'rows',
                  title: 'Rows',
                  align: 'right',
                  cell: (row) => (row.rows === null ? '–' : <span className="num">{countText(row.rows)}</span>),
                },
                { id: 'through', title: 'Complete through', cell: (row) => <Through at={row.complete_through} /> },
              ]}
            />
          </Section>
          <Section title="The log and the warehouse">
            {fresh.stalled.map((one) => (
              <Note
                key={one.stage}
                title={one.stage === 'events' ? 'New events are not being loaded' : 'Changes of the rooms do not reach the figures'}
              >
                Figures stand as of <Instant at={one.since} />.{' '}
                {one.trouble ?? 'Nothing has said why: is a process with the role worker running?'}
              </Note>
            ))}
            <Facts
              columns={3}
              facts={[
                {
                  label: 'Warehouse',
                  value: (
                    <Status
                      value={fresh.warehouse}
                      tone={fresh.warehouse === 'open' ? 'good' : 'warn'}
                      label={fresh.warehouse === 'open' ? 'Open' : 'Starting or rebuilding'}
                    />
                  ),
                },
                { label: 'Waiting to be loaded', value: fresh.log.unloaded_bytes === null ? '–' : bytesText(fresh.log.unloaded_bytes) },
                { label: 'Free on disk', value: fresh.log.free_bytes === null ? '–' : bytesText(fresh.log.free_bytes) },
              ]}
            />
            <Stack gap={2}>
              {fresh.metrics
                .filter((one) => one.state !== 'fresh')
                .map((one) => (
                  <div key={one.metric}>
                    {one.label} <Freshness state={one.state} through={one.complete_through} />
                  </div>
                ))}
            </Stack>
          </Section>
        </>
      )}
    </Answer>
  )
}
