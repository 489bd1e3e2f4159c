import { useState } from 'react'
import { useAsk } from '../../ask.ts'
import { sourcesList } from '../../../server/modules/data/contract.ts'
import { Code, CopyText, Note, Segments, Stack, Status } from '../../kit/index.ts'

/** The key, shown once, and how to send a first event with it; says when that event has arrived. */
export function SendTest({ source, writeKey }: { source: string; writeKey: string }) {
  const [way, setWay] = useState<'curl' | 'node' | 'go'>('curl')
  const asked = useAsk(sourcesList, { limit: 200 }, { refetchInterval: 1500 })
  const last = asked.data?.items.find((one) => one.key === source)?.last_event_at
  const host = window.location.origin
  return (
    <Stack gap={4}>
      <Note tone="warn" title="Shown once">
        Only a fingerprint of this key is kept. Copy it now: <CopyText mono text={writeKey} />
      </Note>
      <Segments
        label="Send a test event with"
        value={way}
        onChange={setWay}
        options={[
          { value: 'curl', label: 'curl' },
          { value: 'node', label: 'Node' },
          { value: 'go', label: 'Go' },
        ]}
      />
      <Code label="Send a test event" text={examples[way](host, writeKey)} limit={900} />
      <p role="status">
        {last ? (
          <Status value="on" tone="good" label="The first event has arrived" />
        ) : (
          <Status value="testing" tone="warn" label="Waiting for an event…" />
        )}
      </p>
    </Stack>
  )
}

const server = 'testserver0000000000000000'
const examples = {
  curl: (host: string, key: string) => `curl ${host}/v1/track -u ${key}: -H 'content-type: application/json' -d '{
  "userId": "${server}", "event": "activity",
  "properties": { "active_users_daily": 3, "registered_users": 5, "version": "10.2.1", "dev_build": true }
}'`,
  node: (host: string, key: string) => `import { Analytics } from '@segment/analytics-node'
const client = new Analytics({ writeKey: '${key}', host: '${host}', path: '/v1/batch' })
client.track({ userId: '${server}', event: 'activity',
  properties: { active_users_daily: 3, registered_users: 5, version: '10.2.1', dev_build: true } })
await client.closeAndFlush()`,
  go: (host: string, key: string) => `client, _ := analytics.NewWithConfig("${key}", analytics.Config{Endpoint: "${host}"})
client.Enqueue(analytics.Track{UserId: "${server}", Event: "activity",
  Properties: analytics.NewProperties().Set("active_users_daily", 3).Set("version", "10.2.1").Set("dev_build", true)})
client.Close()`,
}
