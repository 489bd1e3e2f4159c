import { noticeWish, noticeWishes } from '../../../server/doors/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Answer, Checkbox, Section, Stack } from '../../kit/index.ts'

/** What stands in an inbox today; a rule that nothing comes by yet is not offered. */
const says: [rule: 'mentioned' | 'assigned' | 'overdue' | 'decided' | 'alert' | 'watched', label: string, note: string][] = [
  ['mentioned', 'Somebody mentions me', 'In a comment on something that I may open.'],
  ['assigned', 'Somebody asks me for something', 'An approval, or to stand in for them.'],
  ['overdue', 'Something of mine is late', 'The day by which I was asked is over.'],
  ['decided', 'Something was decided', 'How it ended, when I was asked or told before.'],
  ['watched', 'A page that I watch changed', 'With what changed of it.'],
  ['alert', 'Something of mine stopped working', 'A webhook that I made was turned off.'],
]

/** Which of the notices in one's inbox go by letter too. */
export function NoticeWishes() {
  const asked = useAsk(noticeWishes, {})
  const tell = useTell(noticeWish, { stale: [noticeWishes] })
  return (
    <Section
      title="Letters"
      note="Everything stands in your inbox. What you have not looked at after two minutes goes by letter too, if you wish it."
    >
      <Answer of={asked}>
        {({ items }) => (
          <Stack gap={3}>
            {says.map(([rule, label, note]) => (
              <Checkbox
                key={rule}
                label={label}
                description={note}
                checked={items.find((one) => one.rule === rule)?.by_letter ?? false}
                onChange={(event) => tell.mutate({ rule, by_letter: event.currentTarget.checked })}
              />
            ))}
          </Stack>
        )}
      </Answer>
    </Section>
  )
}
