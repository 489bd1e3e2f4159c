import type { List, ListItem } from 'mdast'
import { Refusal } from '../../../kernel/refusal.ts'
import { treeOf, wordsOf } from './markdown.ts'

type Question = { text: string; options: string[]; right: number[] }

/** So many questions at least are a quiz. */
const fewest = 3

/** Questions as Markdown: an ordered list, below each its answers as tasks, of which the right ones are ticked. */
export function questionsOf(source: string): Question[] {
  const lists = treeOf(source).children.filter((block): block is List => block.type === 'list' && block.ordered === true)
  return lists.flatMap(({ children }) => children.map(questionOf))
}

function questionOf(item: ListItem): Question {
  const [first, ...rest] = item.children
  const text = first?.type === 'paragraph' ? wordsOf(first).replaceAll(/\s+/g, ' ').trim() : ''
  const answers = rest.filter((part): part is List => part.type === 'list').flatMap(({ children }) => children)
  const options = answers.map((answer) => wordsOf(answer).replaceAll(/\s+/g, ' ').trim())
  return { text, options, right: answers.flatMap(({ checked }, at) => (checked === true ? [at] : [])) }
}

/** Refuses `quiz.too_short`, and `quiz.unclear` for a question without two answers that differ, one right and one wrong. */
export function fitQuiz(questions: readonly Question[]): void {
  const unclear = questions.findIndex(
    ({ text, options, right }) =>
      text === '' ||
      options.length < 2 ||
      new Set(options).size < options.length ||
      options.includes('') ||
      right.length === 0 ||
      right.length === options.length,
  )
  if (unclear >= 0)
    throw refused(
      'quiz.unclear',
      `Question ${unclear + 1} needs words and at least two different answers, of which some are ticked \`[x]\` and some are not \`[ ]\`.`,
    )
  if (questions.length < fewest) throw refused('quiz.too_short', `A quiz has at least ${fewest} questions.`)
}

function refused(code: string, text: string): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, text, path: 'source' }] })
}

/** How many questions are answered with all right answers and no wrong one. Refuses `quiz.answers_missing`. */
export function rightIn(questions: readonly Question[], answers: readonly (readonly number[])[]): number {
  if (answers.length !== questions.length || answers.some((own) => own.length === 0))
    throw new Refusal('refused', 'quiz.answers_missing', 'Answer each question.', {
      unmet: [{ code: 'quiz.answers_missing', text: 'Answer each question.', path: 'answers' }],
    })
  return questions.filter(({ right }, at) => same(right, answers[at] ?? [])).length
}

function same(right: readonly number[], said: readonly number[]): boolean {
  const own = new Set(said)
  return own.size === right.length && right.every((one) => own.has(one))
}

/** Whether so many right answers reach the mark, in whole numbers: 4 of 5 is 80 of 100. */
export function passes(right: number, of: number, mark: number): boolean {
  return right * 100 >= mark * of
}
