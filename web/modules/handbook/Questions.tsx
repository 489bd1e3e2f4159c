import { useState } from 'react'
import { trainingsAnswer } from '../../../server/modules/handbook/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, countOf, Section, toast } from '../../kit/index.ts'
import type { Training } from './words.ts'

/** Questions on a procedure. How many were right is told, and not which. */
export function Questions({ training }: { training: Training }) {
  const { questions, pass_mark, tries, tries_left, may } = training
  const [said, setSaid] = useState<number[][]>(() => questions.map(() => []))
  const passed = tries.some((one) => one.passed)
  const answer = useTell(trainingsAnswer, {
    onDone: (now) => {
      const last = now.tries.at(-1)
      if (last) toast(last.passed ? 'Passed: sign it now' : `${last.right} of ${last.of} right`)
    },
  })
  const last = tries.at(-1)
  const missing = questions.filter((_one, at) => (said[at] ?? []).length === 0).length
  const choose = (at: number, option: number, several: boolean) =>
    setSaid((before) =>
      questions.map((_one, place) => {
        const own = before[place] ?? []
        if (place !== at) return own
        if (!several) return [option]
        return own.includes(option) ? own.filter((one) => one !== option) : [...own, option]
      }),
    )
  if (passed) return <p className="quiet">The questions are answered.</p>
  return (
    <Section title="Questions" note={`${pass_mark}% are to be right · ${countOf(tries_left, 'try', 'tries')} left today`} plain>
      {last && (
        <p role="status">
          {last.right} of {last.of} were right. Which is not told: read it again.
        </p>
      )}
      {!may.includes('answer') ? (
        <p className="quiet">No try is left today. Read it again, and try tomorrow.</p>
      ) : (
        <>
          {questions.map(({ text, options, several }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: questions stand in their order
            <fieldset key={at} className="know-question">
              <legend>
                {at + 1}. {text} {several && <span className="faint">Several are right</span>}
              </legend>
              {options.map((option, place) => (
                <label key={option}>
                  <input
                    type={several ? 'checkbox' : 'radio'}
                    name={`question ${at}`}
                    checked={said[at]?.includes(place) ?? false}
                    onChange={() => choose(at, place, several)}
                  />{' '}
                  {option}
                </label>
              ))}
            </fieldset>
          ))}
          <Button
            disabled={missing > 0}
            loading={answer.isPending}
            onClick={() => answer.mutate({ id: training.id, no: training.no ?? 0, answers: said })}
          >
            {missing > 0 ? `${countOf(missing, 'question')} to answer` : 'Answer'}
          </Button>
        </>
      )}
    </Section>
  )
}
