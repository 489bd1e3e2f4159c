import './series.css'
import { useState } from 'react'
import { seriesCreate, templatesList } from '../../../server/modules/cadence/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Answer, Form, Loading, Page, Section, Split, useGo } from '../../kit/index.ts'
import { SeriesFields } from './SeriesFields.tsx'
import { crumbs } from './words.ts'

type Template = AskOutput<typeof templatesList>['items'][number]

/** A series from one that works elsewhere, or from nothing. */
export default function NewSeriesPage() {
  const go = useGo()
  const today = useSession().data?.today ?? ''
  const asked = useAsk(templatesList, {})
  const [chosen, setChosen] = useState<Template>()
  return (
    <Page title="New series" crumbs={crumbs} width="wide">
      <Split
        side={
          <Section title="Begin with" plain>
            <Answer of={asked} loading={<Loading lines={6} />}>
              {({ items }) => (
                <ul className="sr-templates">
                  {items.map((one) => (
                    <li key={one.key}>
                      <button type="button" aria-pressed={chosen?.key === one.key} onClick={() => setChosen(one)}>
                        <b>{one.title}</b>
                        <span className="faint">
                          {one.rhythm}, {one.minutes} minutes
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </Answer>
            {chosen?.note && <p className="faint">{chosen.note}</p>}
            {chosen && (
              <ol className="sr-agenda">
                {chosen.template.map((part) => (
                  <li key={part.title}>
                    <span>{part.title}</span>
                    <span className="faint num">{part.minutes} min</span>
                  </li>
                ))}
              </ol>
            )}
          </Section>
        }
      >
        <Section title="What is it for?" plain>
          <Form
            key={chosen?.key ?? 'none'}
            operation={seriesCreate}
            initial={{
              start_day: today,
              start_time: '09:00',
              minutes: chosen?.minutes ?? 30,
              closed_day: 'next',
              prework_days: chosen?.prework_days ?? 0,
              leadership: chosen?.leadership ?? false,
              audience: 'internal',
              rule: chosen?.rule ?? 'FREQ=WEEKLY',
              ...(chosen ? { title: chosen.title, purpose: chosen.purpose } : {}),
              ...(chosen?.reason_over_30 ? { reason_over_30: chosen.reason_over_30 } : {}),
            }}
            fixed={chosen ? { template: chosen.template, weeks: chosen.weeks, countdown: chosen.countdown } : {}}
            submit="Begin the series"
            onCancel={() => go('/cadence/series')}
            onDone={(made) => go(`/cadence/series/${made.id}`)}
          >
            <SeriesFields />
          </Form>
        </Section>
      </Split>
    </Page>
  )
}
