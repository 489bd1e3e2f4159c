import { type Context as TraceContext, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { isRefusal } from './refusal.ts'

const tracer = trace.getTracer('quarterdeck')

/**
 * One span around `work`: its name, plain facts (never a name of a person) and how it ended. A refusal is an answer, not an error.
 * `parent` is the W3C `traceparent` of whoever caused it. Without an OpenTelemetry SDK all of this does nothing.
 */
export async function traced<T>(
  name: string,
  facts: Record<string, string | number>,
  work: () => Promise<T>,
  more: { kind?: 'server' | 'consumer'; parent?: string | undefined } = {},
): Promise<T> {
  const kind = more.kind === 'consumer' ? SpanKind.CONSUMER : SpanKind.SERVER
  return tracer.startActiveSpan(name, { kind, attributes: facts }, parentOf(more.parent), async (span) => {
    try {
      return await work()
    } catch (error) {
      mark(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** `traceparent` of the span at work, to be kept beside an event; nothing without an SDK. */
export function traceNow(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext()
  if (!span || !trace.isSpanContextValid(span)) return undefined
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`
}

function mark(span: Span, error: unknown): void {
  if (isRefusal(error)) {
    span.setAttribute('quarterdeck.refusal', error.code)
    return
  }
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' })
}

function parentOf(traceparent: string | undefined): TraceContext {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '')
  if (!match) return context.active()
  const [, traceId = '', spanId = '', flags = '00'] = match
  return trace.setSpanContext(context.active(), { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true })
}
