import { recordAll } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { replaceDocuments } from '../../../kernel/search/documents.ts'
import { noteSubject } from '../../decisions/index.ts'
import { thingOf, titleOf } from '../queries/vetting.ts'
import { metricDocument } from '../queries/search.ts'
import { type BuiltIn, builtIn } from '../metrics/builtin.ts'
import { findHolding, saveVersions, takeVersions, type NewVersion } from '../store/versions.ts'

/**
 * Writes down which texts of the shipped definitions hold from now on: a row for each whose newest row says something else, none for
 * what is known. Answers the metrics that got one. A definition that is broken holds nothing.
 */
export async function holdDefinitions(
  ctx: Context,
  { catalogue, texts }: Pick<BuiltIn, 'catalogue' | 'texts'> = builtIn(),
): Promise<string[]> {
  await takeVersions(ctx.tx)
  const known = new Map((await findHolding(ctx.tx, [...catalogue.keys()])).map((row) => [row.metric, row]))
  const rows = [...catalogue.values()]
    .filter((metric) => known.get(metric.id)?.hash !== metric.hash)
    .map(
      (metric): NewVersion => ({
        id: newId(),
        metric: metric.id,
        version: metric.definition.version,
        body: texts.get(metric.id) ?? '',
        hash: metric.hash,
        sql_hash: metric.sqlHash,
        source: 'shipped',
        holds_from: ctx.now,
      }),
    )
  await saveVersions(ctx.tx, rows)
  // what was agreed to of an older text is not agreed to of this one; whoever is asked is asked on the new one
  for (const row of rows) {
    const metric = catalogue.get(row.metric)
    if (metric) await noteSubject(ctx, { ...thingOf(metric.id), version_hash: metric.hash, title: titleOf(metric) })
  }
  await replaceDocuments(
    ctx.tx,
    'metric',
    [...catalogue.values()].map((metric) => metricDocument(metric, ctx.now)),
  )
  await recordAll(
    ctx,
    rows.map((row) => {
      const before = known.get(row.metric)
      return {
        action: 'data.metric.version_held',
        subject: { kind: 'metric', id: row.metric, label: catalogue.get(row.metric)?.definition.label ?? row.metric },
        ...(before ? { before: factsOf(before) } : {}),
        after: factsOf(row),
      }
    }),
  )
  return rows.map((row) => row.metric)
}

function factsOf({ version, hash, source }: NewVersion) {
  return { version, hash, source }
}
