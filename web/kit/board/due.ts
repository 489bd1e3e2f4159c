import { dayText, daysBetween } from '../days.ts'
import { countText } from '../format.ts'
import { wordText } from './said.ts'

/** A day by which something is due, in words: late in clay, today and tomorrow in ochre. */
export function dueOf(day: string, today: string): { words: string; tone: 'calm' | 'warn' | 'bad' } {
  const away = daysBetween(today, day)
  if (away < 0) {
    const days = -away <= 12 ? capital(wordText(-away)) : countText(-away)
    return { words: `${days} ${away === -1 ? 'day' : 'days'} late`, tone: 'bad' }
  }
  const words = capital(dayText(day, 'weekday', today))
  return { words, tone: away <= 1 ? 'warn' : 'calm' }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
