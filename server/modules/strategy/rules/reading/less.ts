import type { Amount } from './windows.ts'

export const times =
  /^(?:ms|s|sec|seconds?|min|minutes?|h|hrs?|hours?|(?:working |business |calendar )?days?|weeks?|minut(?:os|en)|horas?|segundos?|secondes?|sekunden|d[ií]as?|semanas?|stunden?|tag(?:en?)?|wochen?|monat(?:en?)?|jours?|heures?|روز|هفته|ساعت|دقیقه|ثانیه|يوم|أيام|أسابيع|أسبوع|ساعات|ساعة|دقائق|دقيقة)$/i

/** Of what the fewer or sooner is the better, by what it is called: `Churn`, `Time to first reply`. */
export function isLow(name: string, one: Amount): boolean {
  if (high.test(name)) return false
  return low.test(name) || (one.unit !== null && times.test(one.unit) && /\btime\b|\bduration\b|\bp\d\d\b/i.test(name))
}

const high =
  /\b(?:uptime|between|session|watch|listen\p{L}*|time (?:on|in|spent)|engag\p{L}*|streak|retention|free|without|fix\p{L}*|resolv\p{L}*|reduc\p{L}*|sav\p{L}*)\b/iu
const low =
  /\b(?:churn|latency|error rate|(?:open )?(?:bugs|incidents|defects|errors|complaints|failures)|bounce rate|turnover|attrition|downtime|MTTR|(?:response|lead|cycle|load|lead|wait(?:ing)?|resolution|onboarding) time|time to|cost per|CAC|stock-?outs?|no-?shows?|outages?|chargebacks?|escalations?|accidents?|injuries|absences?|rollbacks?|false (?:positives?|alarms?|declines?))\b/i
