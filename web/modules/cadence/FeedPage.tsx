import './series.css'
import { useState } from 'react'
import { feedCreate, feedGet, feedRevoke } from '../../../server/modules/cadence/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Answer, Button, Confirm, CopyText, instantText, Note, Page, Section } from '../../kit/index.ts'
import { crumbs } from './words.ts'

/** One's own meetings in another calendar: a secret address, shown once, that can be ended at any time. */
export default function FeedPage() {
  const asked = useAsk(feedGet, {})
  const [url, setUrl] = useState<string>()
  const [ending, setEnding] = useState(false)
  const make = useTell(feedCreate, { onDone: (made) => setUrl(made.url), stale: [feedGet] })
  const revoke = useTell(feedRevoke, { onDone: () => setUrl(undefined), stale: [feedGet] })
  return (
    <Page title="My calendar" crumbs={crumbs} width="read">
      <Section
        title="Your meetings in your own calendar"
        note="Your calendar program looks at one address and shows the next half year, moved and cancelled dates among them."
        plain
      >
        <Answer of={asked}>
          {({ made_at, read_at }) => (
            <>
              {url && (
                <Note title="Your address">
                  <CopyText text={url} mono />
                  <p>Add it as a calendar by address. It is shown this once: whoever has it sees your meetings.</p>
                </Note>
              )}
              {made_at === null ? (
                <p>There is no address yet. Dates of the coming four weeks reach you by letter.</p>
              ) : (
                <p>
                  Made {instantText(made_at)}.{' '}
                  {read_at === null
                    ? 'No calendar has looked yet.'
                    : `A calendar looked ${instantText(read_at)}, and letters about dates stop while it does.`}
                </p>
              )}
              <div className="sr-acts">
                <Button loading={make.isPending} variant={made_at === null ? 'filled' : 'default'} onClick={() => make.mutate({})}>
                  {made_at === null ? 'Make an address' : 'Make a new one'}
                </Button>
                {made_at !== null && (
                  <Button variant="subtle" danger onClick={() => setEnding(true)}>
                    End it
                  </Button>
                )}
              </div>
            </>
          )}
        </Answer>
      </Section>
      <Confirm
        open={ending}
        title="End the address?"
        act="End it"
        danger
        onConfirm={() => revoke.mutateAsync({})}
        onClose={() => setEnding(false)}
      >
        Every calendar that looks at it finds nothing any more.
      </Confirm>
    </Page>
  )
}
