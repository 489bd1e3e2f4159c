import { Comments, Section } from '../../kit/index.ts'

export type RemarksProps = { id: string; title: string; writes: boolean }

/** What colleagues say of a metric. */
export default function Remarks({ id, title, writes }: RemarksProps) {
  return (
    <Section title="Comments" plain>
      <Comments of={{ kind: 'metric', id, title }} writes={writes} />
    </Section>
  )
}
