import type { Amount } from './windows.ts'

export const times =
  /^(?:ms|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|(?:working |business |calendar )?days?|weeks?|minut(?:os|en)|horas?|segundos?|secondes?|sekunden|d[ií]as?|semanas?|stunden?|tag(?:en?)?|wochen?|monat(?:en?)?|jours?|heures?|روز|هفته|ساعت|دقیقه|ثانیه|يوم|أيام|أسابيع|أسبوع|ساعات|ساعة|دقائق|دقيقة)$/i

/** Of what the fewer or sooner is the better, by what it is called: `Churn`, `Time to first reply`. */
export function isLow(name: string, one: Amount): boolean {
  if (high.test(name)) return false
  return low.test(name) || (one.unit !== null && times.test(one.unit) && /\btime\b|\bduration\b|\bp\d\d\b/i.test(name))
}

const high =
  /\b(?:uptime|between|session|watch|listen\p{L}*|time (?:on|in|spent)|engag\p{L}*|streak|retention|free|without|fix\p{L}*|resolv\p{L}*|reduc\p{L}*|sav\p{L}*)\b/iu
const low =
  /\b(?:churn|latency|error rate|(?:open )?(?:bugs|incidents|defects|errors|complaints|failures)|bounce rate|turnover|attrition|downtime|MTTR|(?:response|lead|cycle|load|lead|wait(?:ing)?|resolution|onboarding) time|time to|cost per|CAC|stock-?outs?|no-?shows?|outages?|chargebacks?|escalations?|accidents?|injuries|absences?|rollbacks?|false (?:positives?|alarms?|declines?))\b/i

/** `5 % or less`, `5% 이하`, `5 % oder weniger` */
export const limitBehind =
  /^\S{0,3}\s*(?:or (?:less|fewer|lower|below)\b|max(?:imum)?\b|이하|미만|이내|以下|以内|oder weniger|ou menos|o menos|ou moins)/i

/** Is the same number a limit in the words of the result: `Two crossings, 2초 이내` beside `2초`? */
export function saysLimit(name: string, { value }: Amount): boolean {
  const at = name.indexOf(value)
  return at >= 0 && limitBehind.test(name.slice(at + value.length))
}
